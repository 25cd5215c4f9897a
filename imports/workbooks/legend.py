"""What an official should know of a column before filling it: what goes in, limits, the list."""

from dataclasses import dataclass
from functools import cached_property

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from imports.columns.base import Column, DateColumn, FigureColumn, WholeNumberColumn
from imports.columns.lookups import ChoiceColumn, LookupColumn
from imports.default_resource import DecimalColumn, YesNoColumn
from imports.resources import SheetResource
from records.bilingual import page_language
from spreadsheets.cells import LANGUAGES
from spreadsheets.corrections.notes import is_list
from spreadsheets.readers.grids import Grid
from vietnamese.text import fold
from vietnamese.units import UNITS, Dimension

# Excel's limits of the message beside a chosen cell.
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255


@dataclass
class Entry:
    """A column of a template, in the active language."""

    column: Column
    model: type[models.Model]

    @property
    def heading(self) -> str:
        return str(self.column.column_name)

    @property
    def is_required(self) -> bool:
        """Whether a row without it is refused: by the sheet, or by the record it becomes."""
        field = self._field
        if self.column.required or field is None:
            return self.column.required
        given = field.blank or field.null or field.has_default() or field.many_to_many
        return not given and field.name != getattr(self.model, "key_field", "")

    @cached_property
    def choices(self) -> list[str]:
        """The words of a closed list, loaded once."""
        if isinstance(self.column, YesNoColumn):
            return [_("yes"), _("no")]
        return self.column.closed_list()

    @property
    def takes_several(self) -> bool:
        return isinstance(self.column, LookupColumn) and self.column.many

    @property
    def what(self) -> str:
        """What goes in, in whole sentences."""
        said = self._kind()
        about = getattr(self._field, "help_text", "")
        if isinstance(self.column, FigureColumn):
            about = self.column.of(self.model).help_text
        return f"{said} {about}".strip()

    @property
    def limit(self) -> str:
        field = self._field
        length = getattr(field, "max_length", None)
        if isinstance(self.column, FigureColumn):
            length = _field_of(self.model, f"{self.column.of(self.model).name}_text")
            length = getattr(length, "max_length", None)
        if not length or self.choices or field is not None and field.is_relation:
            return ""
        return _("At most %(count)d characters.") % {"count": length}

    @property
    def others(self) -> list[str]:
        """Further headings that the reader takes for this column."""
        names = {fold(name): name for name in reversed(self.column.headings())}
        names.pop(fold(self.heading), None)
        return list(reversed(names.values()))

    @property
    def message(self) -> str:
        """As many of its sentences as Excel shows beside a chosen cell, the first ones first."""
        must = _("This column must be filled.") if self.is_required else ""
        message = ""
        for part in (must, self._kind(), self.limit, self.what.removeprefix(self._kind())):
            longer = f"{message} {part.strip()}".strip()
            if len(longer) <= LONGEST_MESSAGE:
                message = longer
        return message

    @property
    def is_text(self) -> bool:
        """Whether a cell is typed as text, so that 007 and 1.500 stay as they are written."""
        return not isinstance(self.column, DateColumn) and not self.column.is_number

    @cached_property
    def _field(self) -> models.Field | None:
        return _field_of(self.model, self.column.attribute)

    def _kind(self) -> str:
        match self.column:
            case FigureColumn():
                said = self._figure()
            case DateColumn():
                said = _("A day, written day first: 31/12/2025.")
            case WholeNumberColumn():
                said = _("A whole number.")
            case DecimalColumn():
                said = _("A number, as 14,7068 or 14.7068.")
            case LookupColumn() if self.takes_several:
                said = _("Names from sheet “%(sheet)s”, several with a semicolon between them.")
                said %= {"sheet": lists_name()}
            case LookupColumn() | ChoiceColumn() | YesNoColumn():
                said = _("A name from the list that the cell offers.")
            case _ if "code" in self.column.attribute:
                said = _("A code. It is text: zeros in front stay.")
            case _:
                said = _("Text.")
        return said

    def _figure(self) -> str:
        figure = self.column.of(self.model)
        unit = UNITS[figure.dimension, figure.default_unit].name(page_language())
        examples = {
            Dimension.AREA: "1.234,5 ha; 250-300 ha; khoảng 50 ha; chưa xác định",
            Dimension.MONEY_VND: "1.234,5 tỷ đồng; 50-70 tỷ đồng; khoảng 5 tỷ đồng; chưa xác định",
            Dimension.MONEY_USD: "1,5 triệu USD; 2-3 triệu USD; khoảng 5 triệu USD; chưa xác định",
            Dimension.PERCENT: "12,5%; 10-15%; khoảng 20%; chưa xác định",
            Dimension.COUNT: "1.234; 250-300; khoảng 50; chưa xác định",
        }
        said = _("A figure as it is said: %(examples)s.") % {"examples": examples[figure.dimension]}
        if unit:
            said += " " + _("A bare number is in %(unit)s.") % {"unit": unit}
        return said


def lists_name() -> str:
    """The name of the sheet that holds the closed lists."""
    return _("Lists")


def legend_name() -> str:
    """The name of the sheet that explains the columns."""
    return _("Legend")


def without_companions(grids: list[Grid]) -> list[Grid]:
    """The sheets of a file without those that this portal put beside a form or a returned list.

    A file that holds nothing else is left as it is.
    """
    names = set()
    for language in LANGUAGES:
        with override(language):
            names |= {legend_name(), lists_name()}
    kept = [
        grid
        for grid in grids
        if grid.name not in names and not is_list(grid.name, next(iter(grid.rows), []))
    ]
    return kept or grids


def entries(resource: SheetResource) -> list[Entry]:
    """The columns that an official may fill."""
    return [
        Entry(column, resource.model)
        for column in resource.columns.values()
        if column.imported and column.for_filling
    ]


def _field_of(model: type[models.Model], name: str) -> models.Field | None:
    """The field that a column fills; None for what is worked out or belongs to the record."""
    fields = (*model._meta.fields, *model._meta.many_to_many)
    return next((each for each in fields if each.name == name), None)
