"""Explanations of the columns of a blank workbook: content, limits, closed lists."""

from dataclasses import dataclass
from functools import cached_property

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from imports.columns.base import Column, DateColumn, FigureColumn, WholeNumberColumn
from imports.columns.lookups import ChoiceColumn, LookupColumn
from imports.corrections.marked_workbook import wording_of_language
from imports.default_resource import DecimalColumn, YesNoColumn
from imports.resources import SheetResource
from records.bilingual import page_language
from spreadsheets.cells import LANGUAGES
from spreadsheets.readers.grids import Grid
from vietnamese.text import fold
from vietnamese.units import UNITS, Dimension

# Excel's limits for input messages.
MAX_TITLE_LENGTH, MAX_MESSAGE_LENGTH = 32, 255


@dataclass
class ColumnGuide:
    """Explains one column, in the active language."""

    column: Column
    model: type[models.Model]

    @property
    def heading(self) -> str:
        return str(self.column.column_name)

    @property
    def is_required(self) -> bool:
        """Whether an empty cell is refused, by the column or by the model."""
        field = self._field
        if self.column.required or field is None:
            return self.column.required
        is_optional = field.blank or field.null or field.has_default() or field.many_to_many
        return not is_optional and field.name != getattr(self.model, "key_field", "")

    @cached_property
    def choices(self) -> list[str]:
        """The values of a closed list, loaded once."""
        if isinstance(self.column, YesNoColumn):
            return [_("yes"), _("no")]
        return self.column.allowed_values()

    @property
    def takes_several(self) -> bool:
        return isinstance(self.column, LookupColumn) and self.column.many

    @property
    def description(self) -> str:
        """What to enter, in full sentences."""
        text = self._value_type()
        help_text = getattr(self._field, "help_text", "")
        if isinstance(self.column, FigureColumn):
            help_text = self.column.figure_columns(self.model).help_text
        return f"{text} {help_text}".strip()

    @property
    def limit(self) -> str:
        field = self._field
        length = getattr(field, "max_length", None)
        if isinstance(self.column, FigureColumn):
            length = _field_of(self.model, f"{self.column.figure_columns(self.model).name}_text")
            length = getattr(length, "max_length", None)
        if not length or self.choices or field is not None and field.is_relation:
            return ""
        return _("At most %(count)d characters.") % {"count": length}

    @property
    def other_headings(self) -> list[str]:
        """Other headings that the import accepts for this column."""
        names = {fold(name): name for name in reversed(self.column.headings())}
        names.pop(fold(self.heading), None)
        return list(reversed(names.values()))

    @property
    def message(self) -> str:
        """The input message: the first sentences, as far as Excel's limit allows."""
        required = _("This column must be filled.") if self.is_required else ""
        message = ""
        for part in (
            required,
            self._value_type(),
            self.limit,
            self.description.removeprefix(self._value_type()),
        ):
            longer = f"{message} {part.strip()}".strip()
            if len(longer) <= MAX_MESSAGE_LENGTH:
                message = longer
        return message

    @property
    def is_text(self) -> bool:
        """Whether cells have text format, so that 007 and 1.500 stay as typed."""
        return not isinstance(self.column, DateColumn) and not self.column.is_number

    @cached_property
    def _field(self) -> models.Field | None:
        return _field_of(self.model, self.column.attribute)

    def _value_type(self) -> str:
        match self.column:
            case FigureColumn():
                text = self._figure()
            case DateColumn():
                text = _("A day, written day first: 31/12/2025.")
            case WholeNumberColumn():
                text = _("A whole number.")
            case DecimalColumn():
                text = _("A number, as 14,7068 or 14.7068.")
            case LookupColumn() if self.takes_several:
                text = _("Names from sheet “%(sheet)s”, several with a semicolon between them.")
                text %= {"sheet": lists_name()}
            case LookupColumn() | ChoiceColumn() | YesNoColumn():
                text = _("A name from the list in the cell.")
            case _ if "code" in self.column.attribute:
                text = _("A code. It is text: zeros in front stay.")
            case _:
                text = _("Text.")
        return text

    def _figure(self) -> str:
        figure = self.column.figure_columns(self.model)
        unit = UNITS[figure.dimension, figure.default_unit].name(page_language())
        examples = {
            Dimension.AREA: "1.234,5 ha; 250-300 ha; khoảng 50 ha; chưa xác định",
            Dimension.MONEY_VND: "1.234,5 tỷ đồng; 50-70 tỷ đồng; khoảng 5 tỷ đồng; chưa xác định",
            Dimension.MONEY_USD: "1,5 triệu USD; 2-3 triệu USD; khoảng 5 triệu USD; chưa xác định",
            Dimension.PERCENT: "12,5%; 10-15%; khoảng 20%; chưa xác định",
            Dimension.COUNT: "1.234; 250-300; khoảng 50; chưa xác định",
        }
        text = _("A figure as in the document: %(examples)s.") % {
            "examples": examples[figure.dimension]
        }
        if unit:
            text += " " + _("A bare number is in %(unit)s.") % {"unit": unit}
        return text


def lists_name() -> str:
    """The name of the sheet that holds the closed lists."""
    return _("Lists")


def legend_name() -> str:
    """The name of the sheet that explains the columns."""
    return _("Legend")


def without_companions(grids: list[Grid]) -> list[Grid]:
    """The sheets without those that the portal added: legend, closed lists, list of problems.

    All sheets if the file has no others.
    """
    names = set()
    for language in LANGUAGES:
        with override(language):
            names |= {legend_name(), lists_name()}
    wording = wording_of_language()
    lists = [
        grid
        for grid in grids
        if grid.name not in names and not wording.is_list(grid.name, next(iter(grid.rows), []))
    ]
    return lists or grids


def column_guides(resource: SheetResource) -> list[ColumnGuide]:
    """Guides for the columns that officials fill in."""
    return [
        ColumnGuide(column, resource.model)
        for column in resource.columns.values()
        if column.imported and column.is_fillable
    ]


def _field_of(model: type[models.Model], name: str) -> models.Field | None:
    """The model field of a column; None for derived values and related rows."""
    fields = (*model._meta.fields, *model._meta.many_to_many)
    return next((each for each in fields if each.name == name), None)
