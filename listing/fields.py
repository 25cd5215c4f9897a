"""Form fields for filters in a URL. None is required, and an invalid value is ignored."""

from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from records.bilingual import page_language
from vietnamese.numbers import Notation, NumberError, format_decimal, parse_decimal
from vietnamese.text import clean


class KnownChoiceField(forms.ChoiceField):
    """A choice in a URL.

    `self_explanatory`: the choices can be understood without the label.
    """

    default_error_messages: ClassVar = {
        "invalid_choice": _("This is not one of the options, so the filter was ignored.")
    }

    def __init__(self, *, self_explanatory: bool = False, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.self_explanatory = self_explanatory


class DayField(forms.DateField):
    """A date; `choices` are suggested dates with their labels."""

    choices: list[tuple[str, str]]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            input_formats=["%Y-%m-%d", "%d/%m/%Y"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            **kwargs,
        )
        self.choices = []

    def prepare_value(self, value: Any) -> Any:
        """The value of the input; a date input accepts ISO 8601 only."""
        try:
            return self.clean(value) or value
        except ValidationError:
            return value


class NumberField(forms.CharField):
    """A number that is not negative, in the notation of the page's language.

    `whole` and `decimals` limit the digits before and after the decimal separator.

    In a URL the number has a form with the same meaning in both languages: 1234.5, with a further
    zero where 1.234 could also mean a thousand.
    """

    def __init__(self, *, whole: int, decimals: int, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 8}),
            **kwargs,
        )
        self.whole, self.decimals = whole, decimals
        self.plain = False

    def clean(self, value: Any) -> Decimal | None:
        text = clean(super().clean(value))
        if not text:
            return None
        number = self._number(text)
        if number < 0:
            raise ValidationError(_("Enter a number that is not negative. This value was ignored."))
        if number.adjusted() >= self.whole or number != round(number, self.decimals):
            raise ValidationError(
                _(
                    "Enter at most %(whole)s digits and %(decimals)s decimal places. This "
                    "value was ignored."
                ),
                params={"whole": self.whole, "decimals": self.decimals},
            )
        return number

    def _number(self, text: str) -> Decimal:
        own = Notation.of(page_language())
        other = Notation.EN if own is Notation.VI else Notation.VI
        if self.plain:
            return _plain(text, own)
        for notation in (own, other):
            try:
                return parse_decimal(text, notation)
            except NumberError:
                continue
        return _plain(text, own)

    def prepare_value(self, value: Any) -> Any:
        """The value of the input: in the page's notation, or the typed text if invalid."""
        try:
            number = self.clean(value)
        except ValidationError:
            return value
        return value if number is None else format_decimal(number, page_language())


def _plain(text: str, notation: Notation) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not text.isascii():
        example = format_decimal(Decimal("1234.5"), notation)
        raise ValidationError(
            _("Enter a number such as %(example)s. This value was ignored."),
            params={"example": example},
        )
    return number


def plain_number(number: Decimal) -> str:
    """A number for a URL, with the same meaning in either language."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").removesuffix(".")
    whole, point, decimals = text.partition(".")
    return f"{text}0" if point and len(decimals) == 3 and len(whole) <= 3 else text
