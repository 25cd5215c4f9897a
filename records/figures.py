"""A figure on a model: five columns that keep the wording of a number.

`area = FigureColumns(...)` adds the columns `area_low`, `area_high` (in the base unit of the
dimension: ha, đồng, dollars, per cent), `area_qualifier`, `area_unit` (as written), `area_text`
(the words as written), and the attribute `area`, a `vietnamese.figures.Figure`.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from vietnamese.figures import Dimension, Figure
from vietnamese.numbers import format_decimal
from vietnamese.units import LIMITS, UNITS, Unit

# Decimals of an amount in the base unit that are stored.
DECIMAL_PLACES = 6
MONEY = {Dimension.MONEY_VND, Dimension.MONEY_USD}


class Qualifier(models.TextChoices):
    """How exact a figure is; the values are those of `vietnamese.figures`."""

    EXACT = "", pgettext_lazy("figure", "exactly")
    ABOUT = "about", pgettext_lazy("figure", "about")
    NEARLY = "nearly", pgettext_lazy("figure", "nearly")
    OVER = "over", pgettext_lazy("figure", "over")
    EXPECTED = "expected", pgettext_lazy("figure", "expected")
    AT_LEAST = "at_least", pgettext_lazy("figure", "at least")
    UP_TO = "up_to", pgettext_lazy("figure", "up to")
    NOT_APPLICABLE = "not_applicable", pgettext_lazy("figure", "does not apply")


class FigureColumns:
    """Adds the five columns of a figure to a model, and reads and writes them as one value."""

    def __init__(self, label: Any, dimension: Dimension, *, unit: str, help_text: Any = "") -> None:
        self.label = label
        self.dimension = dimension
        self.default_unit = unit
        self.help_text = help_text
        self.name = ""

    def contribute_to_class(self, cls: type[models.Model], name: str) -> None:
        self.name = name
        # Django copies the columns of an abstract parent; a second copy would clash.
        for column, field in self._columns().items():
            field.editable = False
            cls.add_to_class(f"{name}_{column}", field)
        setattr(cls, name, self)

    def _columns(self) -> dict[str, models.Field]:
        def amount(label: Any) -> models.Field:
            if self.dimension in MONEY:
                return models.BigIntegerField(label, null=True, blank=True)
            return models.DecimalField(
                label, max_digits=18, decimal_places=DECIMAL_PLACES, null=True, blank=True
            )

        return {
            "low": amount(self.label),
            "high": amount(_("upper end")),
            "qualifier": models.CharField(
                _("certainty"), max_length=20, choices=Qualifier, blank=True, default=""
            ),
            "unit": models.CharField(_("unit as written"), max_length=20, blank=True, default=""),
            "text": models.CharField(_("as written"), max_length=500, blank=True, default=""),
        }

    @cached_property
    def column_names(self) -> list[str]:
        return [f"{self.name}_{column}" for column in ("low", "high", "qualifier", "unit", "text")]

    def __get__(self, record: models.Model | None, owner: type[models.Model]) -> Any:
        if record is None:
            return self
        low, high, qualifier, unit, text = (getattr(record, name) for name in self.column_names)
        return Figure(
            None if low is None else Decimal(low).normalize(),
            None if high is None else Decimal(high).normalize(),
            qualifier,
            unit,
            text,
        )

    def valid(self, record: models.Model) -> Figure | None:
        """The figure of a record; None for ends that the database will refuse."""
        try:
            figure: Figure = self.__get__(record, type(record))
        except ValueError:
            return None
        return figure

    def __set__(self, record: models.Model, figure: Figure) -> None:
        for name, value in self.values(figure).items():
            setattr(record, name, value)

    def values(self, figure: Figure) -> dict[str, Any]:
        """The values of the columns for a figure."""
        ends: list[Decimal | int | None] = [figure.low, figure.high]
        if self.dimension in MONEY:
            ends = [None if end is None else int(end) for end in ends]
        values = (*ends, figure.qualifier, figure.unit, figure.text)
        return dict(zip(self.column_names, values, strict=True))

    def check_limit(self, figure: Figure) -> None:
        """Raise ValidationError for a figure above the limit of its dimension, or too precise.

        The limit and the number of decimals are told in the unit of the figure.
        """
        if figure.high is None or figure.low is None:
            return
        unit = UNITS[self.dimension, figure.unit or self.default_unit]
        if figure.high > LIMITS[self.dimension]:
            raise ValidationError(_limit_message(unit), code="limit")
        if max(map(_decimals, (figure.low, figure.high))) > DECIMAL_PLACES:
            message = _("A figure in {unit} has at most {count} decimals here. Round it.")
            count = DECIMAL_PLACES - _decimals(unit.factor)
            raise ValidationError(
                format_lazy(message, unit=unit.vi or _("whole units"), count=count), code="limit"
            )


def _decimals(number: Decimal) -> int:
    """How many decimals a number has; below zero for tens and hundreds."""
    return -int(number.normalize().as_tuple().exponent)


def as_words(name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a stored figure without its amount; its words are kept, or made of it."""
    ends = dict.fromkeys(Decimal(values[f"{name}_{end}"]).normalize() for end in ("low", "high"))
    return {
        f"{name}_low": None,
        f"{name}_high": None,
        f"{name}_qualifier": "",
        f"{name}_unit": "",
        f"{name}_text": values[f"{name}_text"] or "–".join(f"{end:f}" for end in ends),
    }


def figure_columns(model: type[models.Model]) -> list[FigureColumns]:
    """The figures of a model in the order of their declaration."""
    found = {}
    for base in reversed(model.__mro__):
        for name, value in vars(base).items():
            if isinstance(value, FigureColumns):
                found[name] = value
    return list(found.values())


def figure_constraint(prefix: str, name: str) -> models.CheckConstraint:
    """Refuses one end only, negative or swapped ends, and an amount with “n/a”."""
    low, high = f"{name}_low", f"{name}_high"
    unknown = Q(**{f"{low}__isnull": True, f"{high}__isnull": True})
    # A comparison with NULL would be neither true nor false, and the row would pass.
    both = Q(**{f"{low}__isnull": False, f"{high}__isnull": False})
    known = both & Q(**{f"{low}__gte": 0, f"{high}__gte": F(low)})
    applies = ~Q(**{f"{name}_qualifier": Qualifier.NOT_APPLICABLE})
    return models.CheckConstraint(
        name=f"{prefix}_{name}_is_a_figure",
        condition=unknown | (known & applies),
        violation_error_message=_(
            "A figure is not negative, goes from its lower to its upper end, "
            "and is not at once a number and “does not apply”."
        ),
    )


def figure_limit(
    prefix: str, name: str, dimension: Dimension, *, unit: str
) -> models.CheckConstraint:
    """Refuses a figure above the limit of its dimension, so that sums of figures never overflow.

    `unit` is the code of the unit in which the message tells the limit.
    """
    return models.CheckConstraint(
        name=f"{prefix}_{name}_within_its_limit",
        condition=Q(**{f"{name}_high__lte": LIMITS[dimension]}),
        # Django formats this message with the name of the constraint.
        violation_error_message=_limit_message(UNITS[dimension, unit], percent="%%"),
    )


def _limit_message(unit: Unit, percent: str = "%") -> Any:
    """The sentence about the limit of a dimension, in this unit and in the page's language."""

    def limit() -> str:
        language = get_language() or "en"
        amount = format_decimal(LIMITS[unit.dimension] / unit.factor, language)
        space = "" if unit.dimension is Dimension.PERCENT else " "
        return f"{amount}{space}{unit.name(language)}".rstrip().replace("%", percent)

    message = _("A figure here is at most {limit}. Check the number and its unit.")
    return format_lazy(message, limit=lazy(limit, str)())
