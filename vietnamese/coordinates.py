"""Coordinates as people type them: `14.3512`, `14,3512`, `14°21'04" N`, `108° 0′ 4,3″ Đ`.

A point and a comma both begin the decimals: a coordinate has no thousands. The letters are those of
both languages; `N` is north in both, since Nam (south) is written out.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vietnamese.text import clean, fold

DECIMALS = 6
"""Decimals of a degree that are stored: a tenth of a metre."""

_MAX_LENGTH = 100


class Axis(StrEnum):
    """The two coordinates; the values are the names of the model fields."""

    LATITUDE = "latitude"
    LONGITUDE = "longitude"

    @property
    def limit(self) -> int:
        """The largest number of degrees."""
        return 90 if self is Axis.LATITUDE else 180


COORDINATES = frozenset(Axis)


class CoordinateError(ValueError):
    """A text that is not this coordinate; the message says what to write instead."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)


@dataclass(frozen=True)
class _Part:
    """Degrees, and the axis if the text names it."""

    degrees: Decimal
    axis: Axis | None
    is_converted: bool


_SIGNS = str.maketrans(
    {
        **dict.fromkeys("º˚", "°"),
        **dict.fromkeys("’‘′ʹ´`", "'"),
        **dict.fromkeys("”“″ʺ", '"'),
        **dict.fromkeys("−–", "-"),
    }
)
_WORDS = [
    (re.compile(r"\b(?:vĩ|kinh) (?:độ|tuyến)\b:?", re.IGNORECASE), " "),
    (re.compile(r"\bđộ\b", re.IGNORECASE), "°"),
    (re.compile(r"\bphút\b", re.IGNORECASE), "'"),
    (re.compile(r"\bgiây\b", re.IGNORECASE), '"'),
    (re.compile(r"''"), '"'),
    (re.compile(r"\s+"), " "),
]
_DIRECTIONS = {
    **dict.fromkeys(("n", "b", "bac", "north"), (Axis.LATITUDE, 1)),
    **dict.fromkeys(("s", "nam", "south"), (Axis.LATITUDE, -1)),
    **dict.fromkeys(("e", "d", "dong", "east"), (Axis.LONGITUDE, 1)),
    **dict.fromkeys(("w", "t", "tay", "west"), (Axis.LONGITUDE, -1)),
}
_NUMBER = r"[0-9]{1,20}(?:[.,][0-9]{1,20})?"
_ONE = (
    rf"(?P<before>[^\W\d_]+)? ?(?P<sign>[-+])?(?P<degrees>{_NUMBER})"
    rf"(?: ?° ?(?:(?P<minutes>{_NUMBER}) ?(?:'(?: ?(?P<seconds>{_NUMBER}) ?\"?)?)?)?)?"
    r" ?(?P<after>[^\W\d_]+)?"
)
_COORDINATE = re.compile(_ONE)
_ANY = re.sub(r"\?P<\w+>", "?:", _ONE)
_PAIR = re.compile(rf"\(?({_ANY})( ?[;,/] ?| )({_ANY})\)?")


def read_coordinate(text: str, axis: Axis) -> Decimal:
    """The degrees of a text, below zero in the south and the west, with at most six decimals.

    Minutes and seconds are converted and rounded to the nearest tenth of a metre. Raises
    CoordinateError for any other text, the other axis, both coordinates at once, minutes or seconds
    above 60, more than six decimals, or degrees out of range.
    """
    plain = _plain(text)
    if len(plain) > _MAX_LENGTH:
        raise _not_understood(f"{plain[:_MAX_LENGTH]}…", axis)
    part = _read(plain)
    if part is None:
        raise _both(plain) or _not_understood(clean(text), axis)
    if part.axis not in (None, axis):
        raise CoordinateError(
            format_lazy(_OTHER_AXIS[axis], text=clean(text)),
        )
    return check_coordinate(
        round(part.degrees, DECIMALS) if part.is_converted else part.degrees, axis
    )


def check_coordinate(degrees: Decimal, axis: Axis) -> Decimal:
    """The degrees of an axis; raises CoordinateError if out of range or too precise."""
    if abs(degrees) > axis.limit:
        raise CoordinateError(format_lazy(_OUT_OF_RANGE[axis], text=format(degrees, "f")))
    degrees = degrees.normalize()
    if -int(degrees.as_tuple().exponent) > DECIMALS:
        message = _("A coordinate has at most {count} decimals, a tenth of a metre. Round it.")
        raise CoordinateError(format_lazy(message, count=DECIMALS))
    return degrees


def _plain(text: str) -> str:
    plain = clean(text).translate(_SIGNS)
    for pattern, sign in _WORDS:
        plain = pattern.sub(sign, plain)
    return plain.strip()


def _read(plain: str) -> _Part | None:
    match = _COORDINATE.fullmatch(plain)
    if match is None or (match["before"] and match["after"]):
        return None
    letter = match["before"] or match["after"]
    axis, direction = _DIRECTIONS.get(fold(letter), (None, 0)) if letter else (None, 1)
    if not direction or (letter and match["sign"]):
        return None
    numbers = [match[name] for name in ("degrees", "minutes", "seconds") if match[name]]
    # Only the last part can have decimals.
    if any(not number.isdecimal() for number in numbers[:-1]):
        return None
    amounts = [Decimal(number.replace(",", ".")) for number in numbers]
    if any(amount >= 60 for amount in amounts[1:]):
        return None
    degrees = sum((amount / 60**place for place, amount in enumerate(amounts)), Decimal(0))
    if match["sign"] == "-":
        direction = -1
    return _Part(direction * degrees, axis, len(amounts) > 1)


def _both(plain: str) -> CoordinateError | None:
    """The error for both coordinates in one text; None if it has not both."""
    match = _PAIR.fullmatch(plain)
    if match is None:
        return None
    one, separator, other = match.groups()
    if separator == "," and (one.isdecimal() or other.isdecimal()):
        return None  # rather the decimals of one number
    parts = _read(one), _read(other)
    if parts[0] is None or parts[1] is None:
        return None
    is_swapped = parts[0].axis is Axis.LONGITUDE or abs(parts[0].degrees) > Axis.LATITUDE.limit
    latitude, longitude = (other, one) if is_swapped else (one, other)
    message = _(
        "These are both coordinates. Write {latitude} as the latitude and {longitude} as the "
        "longitude."
    )
    return CoordinateError(format_lazy(message, latitude=latitude, longitude=longitude))


_OTHER_AXIS = {
    Axis.LATITUDE: _("“{text}” is a longitude. Write the latitude here: 14.3512 or 14°21'04\"N."),
    Axis.LONGITUDE: _(
        "“{text}” is a latitude. Write the longitude here: 108.0012 or 108°00'04\"E."
    ),
}
_OUT_OF_RANGE = {
    Axis.LATITUDE: _(
        "A latitude is between −90 and 90 degrees, not {text}. If it is the longitude, exchange "
        "the two."
    ),
    Axis.LONGITUDE: _("A longitude is between −180 and 180 degrees, not {text}."),
}
_EXAMPLES = {
    Axis.LATITUDE: _("“{text}” is not a latitude. Write it like 14.3512, 14,3512 or 14°21'04\"N."),
    Axis.LONGITUDE: _(
        "“{text}” is not a longitude. Write it like 108.0012, 108,0012 or 108°00'04\"E."
    ),
}


def _not_understood(text: str, axis: Axis) -> CoordinateError:
    return CoordinateError(format_lazy(_EXAMPLES[axis], text=text))
