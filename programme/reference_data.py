"""Load the reference data of the programme from `programme/facts/`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from programme.models import (
    ActivityCategory,
    AdministrativeUnit,
    Holiday,
    IndustrialZone,
    InvestmentField,
    LegalDocument,
    Office,
    ProgrammeActivity,
    PublicSource,
    SectorGroup,
    Statement,
    SupplyProduct,
    SupplyProductList,
    Target,
)
from records.models import ChangeSet, Publication, Record
from records.reference_data import Row, load, read_rows

FACTS = Path(__file__).parent / "facts"


def load_facts() -> Iterator[tuple[type[Record], ChangeSet | None]]:
    """Load the files in the order of their references; yields the change set of each."""

    def loaded(
        model: type[Record], rows: Iterable[Row], **options: Any
    ) -> tuple[type[Record], ChangeSet | None]:
        return model, load(model, rows, reason=f"programme/facts: {model.__name__}", **options)

    documents = list(rows("legal_documents"))
    yield loaded(LegalDocument, documents)
    # A second pass, since a document may relate to a later one.
    relations = grouped("document_relations", "document")
    yield loaded(
        LegalDocument, documents, belonging={"relations": lambda row: relations(row["number"])}
    )
    yield loaded(SupplyProductList, rows("supply_product_lists"))
    yield loaded(SupplyProduct, supply_products())
    crosswalk = grouped("crosswalk", "sector_group")
    yield loaded(
        SectorGroup,
        rows("sector_groups"),
        belonging={
            "crosswalk": lambda row: [
                part | {"product": product_code(part)} for part in crosswalk(row["code"])
            ]
        },
    )
    for level in units_by_level():
        yield loaded(AdministrativeUnit, level)
    successions = grouped("unit_successions", "old")
    for level in units_by_level():
        yield loaded(
            AdministrativeUnit,
            level,
            belonging={"successions": lambda row: successions(row["code"])},
        )
    yield loaded(IndustrialZone, rows("industrial_zones"))
    yield loaded(Target, targets())
    yield loaded(
        ProgrammeActivity,
        (row | {"code": f"{row['period']}-{row['order']}"} for row in rows("activities")),
    )
    yield loaded(PublicSource, rows("sources"))
    yield loaded(Statement, rows("statements"))
    yield loaded(ActivityCategory, rows("activity_categories"))
    yield loaded(InvestmentField, rows("investment_fields"))
    yield loaded(Office, rows("offices"))
    # Fixed holidays only; officials enter the others each year from the decision.
    yield loaded(Holiday, rows("holidays"))


def rows(name: str) -> Iterator[Row]:
    return read_rows(FACTS / f"{name}.csv")


def grouped(name: str, column: str) -> Callable[[str], list[Row]]:
    """The rows of a file by the key in one of its columns."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows(name):
        groups[row[column]].append(row)
    return lambda key: groups[key]


def product_code(row: Row) -> str:
    """2015-I-7: version of the list, annex group, item."""
    return f"{row['list']}-{row['annex_group']}-{row['item_no']}"


def supply_products() -> Iterator[Row]:
    for row in rows("supply_products"):
        recalled = row["evidence"] == SupplyProduct.Evidence.RECALLED
        yield row | {
            "code": product_code(row),
            "product_list": row["list"],
            "publication": Publication.DRAFT if recalled else Publication.PUBLISHED,
        }


def targets() -> Iterator[Row]:
    """Only a ratio has a value; other targets are in the statement."""
    for row in rows("targets"):
        yield row if row["kind"] == Target.Kind.RATIO else row | {"value_text": ""}


def units_by_level() -> list[list[Row]]:
    """Provinces, districts, communes: a parent is stored before its units."""
    units = list(rows("administrative_units"))
    levels: list[list[Row]] = []
    known: set[str] = {""}
    while units:
        levels.append([row for row in units if row["parent"] in known])
        units = [row for row in units if row["parent"] not in known]
        known |= {row["code"] for row in levels[-1]}
    return levels
