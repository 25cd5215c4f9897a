"""Lists of open data: the filters of the pages, added to the API router of an app.

Amounts are in whole đồng or dollars, areas in hectares, dates in ISO 8601, texts in both languages.
An invalid value is ignored and named in `left_out`, as on the pages.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from listing.fields import KnownChoiceField
from listing.page import ListForm
from records.models import if_public
from vietnamese.figures import Figure

PAGE_SIZE = 50


class FigureOut(Schema):
    """A figure with its wording; `low` and `high` are in the unit of the field's name."""

    low: int | float | None = Field(description="lower end; empty where open, as of “up to 5”")
    high: int | float | None = Field(description="upper end; empty where open, as of “over 5”")
    qualifier: str = Field(description="empty: exact; about, nearly, over, … not_applicable")
    text: str = Field(description="as written")

    @staticmethod
    def resolve_low(figure: Figure) -> Decimal | None:
        return figure.bounds[0]

    @staticmethod
    def resolve_high(figure: Figure) -> Decimal | None:
        return figure.bounds[1]


class NamedOut(Schema):
    code: str
    name_vi: str
    name_en: str


class ListOut(Schema):
    count: int
    page: int
    pages: int
    left_out: dict[str, list[str]] = Field(description="values not understood, by parameter")


def public(name: str) -> Any:
    """Replace a relation by its record if that is published, else by None."""
    return staticmethod(lambda record: if_public(getattr(record, name)))


def list_response(
    form_class: type[ListForm], records: QuerySet, request: HttpRequest
) -> dict[str, Any]:
    """A page of a list, filtered and ordered by the form of its page."""
    form = form_class(request.GET, plain_numbers=True)
    page = form.page_of(records, PAGE_SIZE)
    left_out = {name: [str(error) for error in errors] for name, errors in form.errors.items()}
    for name in form.repeated:
        left_out.setdefault(name, []).append(_("Given more than once; the first value is used."))
    if page.asked:
        left_out["page"] = [f"{page.asked} → {page.number}"]
    return {
        "count": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "left_out": left_out,
        "results": page.object_list,
    }


def parameters(form_class: type[ListForm]) -> dict[str, Any]:
    """The filters of a form as OpenAPI parameters."""
    fields: dict[str, Any] = form_class.base_fields
    described = [
        {
            "in": "query",
            "name": name,
            "required": False,
            "description": f"{field.label}",
            "schema": {"type": "string"}
            | ({"enum": values} if (values := _choice_values(field)) else {}),
        }
        for name, field in fields.items()
    ]
    page = {"in": "query", "name": "page", "required": False, "schema": {"type": "string"}}
    return {"parameters": [*described, page]}


def add_list(
    router: Router,
    address: str,
    schema: type[ListOut],
    form_class: type[ListForm],
    records: Callable[[], QuerySet],
) -> None:
    """Add a list to a router under a path."""

    def view(request: HttpRequest) -> dict[str, Any]:
        return list_response(form_class, records(), request)

    name = address.strip("/").replace("/", "_").replace("-", "_")
    router.get(
        address,
        response=schema,
        by_alias=False,
        operation_id=f"list_{name}",
        url_name=f"list_{name}",
        summary=f"List of {name.replace('_', ' ')}",
        openapi_extra=parameters(form_class),
    )(view)


def _choice_values(field: Any) -> list[str]:
    """The values of a field with fixed choices."""
    if not isinstance(field, KnownChoiceField):
        return []
    choices: Any = field.choices
    return [value for value, _label in choices if value]
