"""The sheet of enterprises: one row for each, matched by tax code, or by name and place."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.vn import mst

from enterprises.models import (
    Certificate,
    Enterprise,
    EnterpriseProcess,
    EnterpriseProduct,
    format_tax_code,
)
from imports.columns.base import CellProblem, Column, DateColumn
from imports.columns.lookups import ChoiceColumn, LookupColumn, PlaceColumn
from imports.context import ImportContext
from imports.resources import SheetResource
from imports.rows.record_draft import Draft
from programme.lookup_names import sector_names
from programme.models import AdministrativeUnit, SupplyProduct
from records.bilingual import plain_text
from records.models import Record
from records.snapshots import Values, column_values
from spreadsheets.cells import cell_text
from vietnamese.text import fold


def unit_names() -> Iterator[tuple[int, list[str]]]:
    """Names of the districts of 2021 and of communes; former communes with their district."""
    units = AdministrativeUnit.objects.select_related("parent").order_by("valid_to", "pk")
    districts = [unit for unit in units if unit.kind in unit.DISTRICT_LEVEL]
    communes = [unit for unit in units if unit.kind in unit.COMMUNE_LEVEL]
    today = [unit for unit in communes if unit.valid_to is None]
    former = [unit for unit in communes if unit.valid_to is not None]
    for unit in [*districts, *today]:
        yield unit.pk, [unit.full_name_vi, unit.full_name_en, unit.code]
    for unit in former:
        yield unit.pk, [_with_parent(unit), unit.code]


def unit_label(unit: AdministrativeUnit) -> str:
    """The first name of the unit in `unit_names`."""
    if unit.kind in unit.COMMUNE_LEVEL and unit.valid_to is not None:
        return _with_parent(unit)
    return unit.full_name_vi


def _with_parent(unit: AdministrativeUnit) -> str:
    """The name of a commune with that of its district."""
    return ", ".join(each.full_name_vi for each in (unit, unit.parent) if each)


class TaxCodeColumn(Column):
    """A tax code as text. A number cell may have lost a leading zero: the check digit shows it."""

    width = 16

    def read(self, cell: Any) -> Values:
        text = cell_text(cell)
        code = format_tax_code(text) or None
        if code and not mst.is_valid(code) and mst.is_valid(f"0{code}"):
            raise CellProblem(
                "zero",
                _("“%(text)s” has lost its first zero; write 0%(text)s in a cell for text.")
                % {"text": text},
            )
        return {self.attribute: code}


class RowsColumn(Column):
    """Rows of the enterprise in one cell, separated by semicolons or line breaks."""

    def __init__(
        self,
        attribute: str,
        heading: Any,
        make: Callable[[str], models.Model],
        display: Callable[[Any], str],
        words: Iterable[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(attribute, heading, words, **options)
        self.make = make
        self.display = display

    def read(self, cell: Any) -> Values:
        parts = [part.strip() for part in cell_text(cell).replace("\n", ";").split(";")]
        rows = []
        for part in filter(None, parts):
            values = column_values(self.make(part))
            del values["enterprise"]
            rows.append(values)
        return {self.attribute: rows}

    def export(self, instance: models.Model, **kwargs: Any) -> str:
        return "; ".join(self.display(row) for row in getattr(instance, self.attribute).all())

    def row_name(self, values: Values) -> str:
        """The name of a row in a cell."""
        return str(values.get("name_vi") or values.get("name"))


class ProductsColumn(RowsColumn):
    """Products: annex items by their code, or the enterprise's own words.

    An item is exported as `2015-I-4: Vải kỹ thuật`; the import reads its code only.
    """

    def prepare(self) -> None:
        self.items = {
            fold(code): pk for pk, code in SupplyProduct.objects.values_list("pk", "code")
        }

    def vocabulary(self) -> Any:
        return self.items

    def read(self, cell: Any) -> Values:
        values = super().read(cell)
        for row in values[self.attribute]:
            code, _colon, _name = row["words_vi"].partition(":")
            if item := self.items.get(fold(code)):
                row |= {"supply_product": item, "words_vi": ""}
        return values

    def export(self, instance: models.Model, **kwargs: Any) -> str:
        rows = getattr(instance, self.attribute).all()
        visible = [row for row in rows if row.words_vi or self.can_display(row.supply_product)]
        return "; ".join(self.display(row) for row in visible)

    def row_name(self, values: Values) -> str:
        return str(values["words_vi"] or values["supply_product"])


def product_label(row: EnterpriseProduct) -> str:
    """The enterprise's own words, or the code and name of the annex item."""
    if row.words_vi or row.supply_product is None:
        return row.words_vi
    name = " ".join(plain_text(row.supply_product, "name").split())
    # A semicolon would begin the next product.
    return f"{row.supply_product.code}: {name.replace(';', ',')}"


class EnterpriseResource(SheetResource):
    """One row for each enterprise, without contacts: they are personal data."""

    model = Enterprise

    tax_code = TaxCodeColumn(
        "tax_code", gettext_lazy("Tax code"), ["Mã số thuế", "MST", "Mã số doanh nghiệp"]
    )
    name_vi = Column(
        "name_vi",
        gettext_lazy("Enterprise name"),
        ["Tên doanh nghiệp", "Doanh nghiệp", "Tên công ty", "Tên cơ sở", "Tên đơn vị"],
        required=True,
        width=48,
    )
    name_en = Column("name_en", gettext_lazy("Enterprise name (English)"), width=40)
    short_name = Column("short_name", gettext_lazy("Short name"), ["Tên viết tắt", "Tên giao dịch"])
    sector_groups = LookupColumn(
        "sector_groups",
        gettext_lazy("Sector groups"),
        sector_names,
        ["Nhóm ngành", "Ngành CNHT", "Nhóm ngành CNHT"],
        many=True,
        width=36,
    )
    address = Column(
        "address", gettext_lazy("Address"), ["Địa chỉ", "Địa chỉ trụ sở", "Trụ sở"], width=40
    )
    unit = PlaceColumn(
        "unit",
        gettext_lazy("Administrative unit"),
        unit_names,
        ["Huyện, thành phố", "Xã, phường", "Đơn vị hành chính", "Huyện"],
        display=unit_label,
    )
    products = ProductsColumn(
        "products",
        gettext_lazy("Products made"),
        lambda words: EnterpriseProduct(words_vi=words),
        product_label,
        ["Sản phẩm", "Sản phẩm chính", "Sản phẩm, dịch vụ"],
        width=60,
    )
    processes = RowsColumn(
        "processes",
        gettext_lazy("Processes"),
        lambda words: EnterpriseProcess(name_vi=words),
        lambda row: row.name_vi,
        ["Công nghệ", "Công đoạn", "Quy trình công nghệ"],
        width=30,
    )
    certificates = RowsColumn(
        "certificates",
        gettext_lazy("Certificates"),
        lambda words: Certificate(name=words),
        lambda row: row.name,
        ["Chứng nhận", "Chứng chỉ"],
    )
    capacity_vi = Column("capacity_vi", gettext_lazy("Capacity"), ["Năng lực", "Công suất"])
    markets_vi = Column("markets_vi", gettext_lazy("Markets"), ["Thị trường"])
    size_band = ChoiceColumn(
        "size_band", gettext_lazy("Size"), Enterprise.SizeBand, ["Quy mô", "Quy mô doanh nghiệp"]
    )
    website = Column("website", gettext_lazy("Website"), ["Trang web"])
    verified_on = DateColumn(
        "verified_on", gettext_lazy("Verified or declared on"), ["Ngày xác minh", "Verified on"]
    )
    evidence = ChoiceColumn(
        "evidence",
        gettext_lazy("Evidence"),
        Enterprise.Evidence,
        ["Mức độ xác minh", "Căn cứ xác minh"],
    )
    source = Column("source", gettext_lazy("Source"), ["Nguồn"], width=40)

    def prepare(self, context: ImportContext) -> None:
        self.by_tax_code: dict[str, int] = {}
        self.by_name: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
        rows = Enterprise.objects.values_list("pk", "tax_code", "name_vi", "unit")
        for pk, tax_code, name, unit in rows.iterator():
            if tax_code:
                self.by_tax_code[tax_code] = pk
            self.by_name[fold(name)].append((pk, unit))

    def identity(self, draft: Draft) -> tuple:
        values = draft.values
        if tax_code := values.get("tax_code"):
            return (tax_code,)
        return (fold(values["name_vi"]), values.get("unit"))

    def match(self, draft: Draft) -> int | None:
        values = draft.values
        if tax_code := values.get("tax_code"):
            if tax_code in self.by_tax_code:
                return self.by_tax_code[tax_code]
            with_other_code = set(self.by_tax_code.values())
        else:
            with_other_code = set()
        unit = values.get("unit")
        found = [
            pk
            for pk, where in self.by_name.get(fold(values.get("name_vi", "")), [])
            if pk not in with_other_code and (not unit or not where or unit == where)
        ]
        if len(found) > 1:
            raise CellProblem(
                "conflict", _("Several enterprises have this name. Add their tax code.")
            )
        return found[0] if found else None

    def combine(self, record: Record, current: Values, values: Values) -> Values:
        """Keep the stored rows that a cell still names, with the values that the sheet lacks."""
        combined = {}
        for name, column in self.columns.items():
            if not isinstance(column, RowsColumn) or name not in values:
                continue
            new = {fold(column.row_name(row)): row for row in values[name]}
            unchanged = [row for row in current[name] if new.pop(fold(column.row_name(row)), None)]
            combined[name] = [*unchanged, *new.values()]
        return values | combined

    def finish(
        self, draft: Draft, record: Record | None, changes: Values, context: ImportContext
    ) -> Values:
        if record is None and not changes.get("source"):
            return changes | {"source": context.source}
        return changes

    def with_export_relations(self, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.select_related("unit__parent").prefetch_related(
            "sector_groups", "products__supply_product", "processes", "certificates"
        )
