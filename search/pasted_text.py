"""Values in a text, each in one spelling: days, amounts, telephone numbers, tax codes.

People paste what they see: “684/QĐ-UBND ngày 02/8/2021”, “1,04 tỷ đồng”, “+84 260 386 2343”. Texts
and queries are brought to the same spelling, so that a value is found however it is written.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from stdnum.vn import mst

from vietnamese.days import FIRST_YEAR, LAST_YEAR
from vietnamese.numbers import Notation, NumberError, parse_decimal
from vietnamese.telephones import SUBSCRIBER, national_number
from vietnamese.text import clean, unaccented_in_place
from vietnamese.units import ENGLISH_SCALES, SPELLINGS, Dimension

Pattern = tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]
# The shortest telephone number and tax code.
MIN_LONG_DIGITS = 10


@dataclass(frozen=True, slots=True)
class PastedValue:
    """A value from `start` to `end` of a text; `spelling` is its one spelling."""

    start: int
    end: int
    spelling: str


def values_in(text: str) -> list[PastedValue]:
    """The values in a stored text, in their order."""
    if not _DIGIT.search(text):
        return []
    folded = unaccented_in_place(text)
    found: list[PastedValue] = []
    for pattern, spell in _patterns_for(folded):
        for match in pattern.finditer(folded):
            spelling = spell(match)
            if spelling is not None and not any(
                match.start() < other.end and other.start < match.end() for other in found
            ):
                found.append(PastedValue(match.start(), match.end(), spelling))
    return sorted(found, key=lambda value: value.start)


def _patterns_for(folded: str) -> Iterator[Pattern]:
    """The patterns that can match; a text is indexed faster without the others."""
    if _YEAR_IN.search(folded):
        yield from _DAYS
    yield from _AMOUNTS
    if sum(map(folded.count, "0123456789")) >= MIN_LONG_DIGITS:
        yield from _LONG_NUMBERS
    yield from _OTHERS


# Indexing reads the folded and the accented words of a text.
@lru_cache(maxsize=512)
def with_one_spelling(text: str) -> str:
    """The text with its values in their one spelling: `ngày 02/8/2021` -> `20210802`.

    A text without values is returned as it is.
    """
    if not _DIGIT.search(text):
        return text
    cleaned = clean(text)
    values = values_in(cleaned)
    if not values:
        return text
    pieces = []
    place = 0
    for value in values:
        pieces += [cleaned[place : value.start], value.spelling]
        place = value.end
    return " ".join([*pieces, cleaned[place:]])


def number_alone(text: str) -> str:
    """The number that a pasted text is about: of a document, a portal code, else a long number.

    Empty if the text has none, or nothing else.
    """
    text = clean(text)
    folded = unaccented_in_place(text)
    for pattern in (_DOCUMENT, _CODE, _TELEPHONE, _TAX_CODE):
        if match := pattern.search(folded):
            return "" if match[0] == folded else text[match.start() : match.end()]
    return ""


# The texts are unaccented and in lower case.
_DIGIT = re.compile(r"[0-9]")
_YEAR_IN = re.compile(r"(?:19|20)[0-9]{2}")
# Not inside a longer number, a word or the number of a document.
_BEFORE, _AFTER = r"(?<![\w/.,-])", r"(?![\w/]|[.,-][0-9])"
_MONTHS = (
    *("jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?"),
    *("aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?"),
)
_OF = r"(?:\b(?:ngay|dated|on|of) )?"
_DAY, _MONTH_NAME = r"(?P<day>[0-9]{1,2})", rf"(?P<month>{'|'.join(_MONTHS)})\.?"
_MONTH, _YEAR = r"(?P<month>[0-9]{1,2})", r"(?P<year>(?:19|20)[0-9]{2})"
# The end of a range follows a dash.
_BEFORE_VALUE, _AFTER_DAY = r"(?<![\w/.,])", r"(?![\w/])"
_DATES = [
    rf"{_OF}{_BEFORE_VALUE}{_DAY} ?(?P<sign>[/.-]) ?{_MONTH} ?(?P=sign) ?{_YEAR}{_AFTER_DAY}",
    rf"{_OF}{_BEFORE_VALUE}{_YEAR}-{_MONTH}-{_DAY}{_AFTER_DAY}",
    rf"{_OF}{_BEFORE_VALUE}{_DAY} thang {_MONTH},? nam {_YEAR}{_AFTER_DAY}",
    rf"{_OF}{_BEFORE_VALUE}{_DAY}(?:st|nd|rd|th)? {_MONTH_NAME},? {_YEAR}{_AFTER_DAY}",
    rf"{_OF}{_BEFORE_VALUE}{_MONTH_NAME} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}{_AFTER_DAY}",
]
_TELEPHONE = re.compile(rf"{_BEFORE}{SUBSCRIBER}{_AFTER}")
_TAX_CODE = re.compile(rf"{_BEFORE}[0-9](?:[ .-]?[0-9]){{9}}(?:[ .-]?[0-9]{{3}})?{_AFTER}")
_DOCUMENT = re.compile(
    rf"{_BEFORE}[0-9]{{1,5}}(?: ?/ ?[0-9]{{4}})?(?: ?/ ?|-(?=[a-z]+/))[a-z]{{2,}}[0-9]*"
    r"(?:(?: ?[/-] ?)[a-z]{2,}[0-9]*)*(?!\w)"
)
_CODE = re.compile(rf"{_BEFORE}[a-z]{{2}}-[0-9]{{4,}}{_AFTER}")
_GLUED = re.compile(rf"{_BEFORE}(?P<letters>[a-z]{{2,4}})(?P<digits>[0-9]{{2,}}){_AFTER}")
_NUMBER_WORD = re.compile(r"\b(?:so|no\.?|number) ?:? ?(?=[0-9])")
_NUMBER = r"(?P<number>[0-9]{1,3}(?:[ .,][0-9]{3})+(?:[.,][0-9]+)?(?![0-9])|[0-9]+(?:[.,][0-9]+)?)"
_GROUPED = re.compile(
    rf"{_BEFORE}[0-9]{{1,3}}(?P<sign>[.,])[0-9]{{3}}(?:(?P=sign)[0-9]{{3}})*{_AFTER}"
)
# A scale without a currency stands for dong; a unit of one letter, as in “3D”, for nothing.
_UNITS = {
    spelled: unit
    for dimension in (Dimension.AREA, Dimension.PERCENT, Dimension.MONEY_USD, Dimension.MONEY_VND)
    for spelled, unit in SPELLINGS[dimension].items()
    if len(spelled) > 1 or not spelled.isalpha()
}
# “năm 2025 tỷ lệ cung ứng” has no billions.
_NO_UNIT = r"(?! (?:le|trong)\b)(?![a-z0-9])"


def _any_of(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word) + (_NO_UNIT if word[-1].isalnum() else "") for word in ordered)


_AMOUNT = re.compile(
    rf"{_BEFORE_VALUE}(?:us\$|\$ ?|usd |vnd )?{_NUMBER} ?(?P<unit>{_any_of(_UNITS)})"
)
_AMOUNT_AFTER_CURRENCY = re.compile(rf"{_BEFORE}(?P<unit>us\$|\$|usd|vnd) ?{_NUMBER}{_AFTER}")


def _spell_day(match: re.Match[str]) -> str | None:
    name = match["month"]
    months = [place for place, month in enumerate(_MONTHS, 1) if re.fullmatch(month, name)]
    try:
        day = date(
            int(match["year"]), int(name) if name.isdigit() else months[0], int(match["day"])
        )
    except ValueError:
        return None
    return f"{day:%Y%m%d}" if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _spell_telephone(match: re.Match[str]) -> str | None:
    return national_number(match[0])


def _spell_tax_code(match: re.Match[str]) -> str | None:
    digits = _digits(match)
    is_one_number = match[0][:10].isdigit()
    if not is_one_number and not mst.is_valid(digits):
        return None
    return f"{digits[:10]} {digits[10:]}".strip()


def _spell_amount(match: re.Match[str]) -> str | None:
    unit = _UNITS[match["unit"]]
    is_english = match["unit"].startswith(ENGLISH_SCALES)
    number = _read(match["number"], Notation.EN if is_english else Notation.VI)
    if number is None:
        return None
    amount = f"{(number * unit.factor).normalize():f}".replace(".", "point")
    in_dollars = unit.dimension is Dimension.MONEY_USD or match[0].startswith(("us", "$"))
    if unit.dimension.is_money:
        return f"{amount} usd" if in_dollars else amount
    return amount + ("ha" if unit.dimension is Dimension.AREA else "percent")


def _spell_grouped(match: re.Match[str]) -> str:
    return _digits(match)


def _spell_glued(match: re.Match[str]) -> str:
    return f"{match['letters']} {match['digits']}"


def _digits(match: re.Match[str]) -> str:
    return "".join(filter(str.isdigit, match[0]))


def _read(number: str, likely: Notation) -> Decimal | None:
    for notation in (likely, *(other for other in Notation if other is not likely)):
        try:
            return parse_decimal(number, notation)
        except NumberError:
            continue
    return None


# In this order: what one pattern has taken is not read by the next.
_DAYS: list[Pattern] = [(re.compile(pattern), _spell_day) for pattern in _DATES]
_AMOUNTS: list[Pattern] = [(_AMOUNT, _spell_amount), (_AMOUNT_AFTER_CURRENCY, _spell_amount)]
_LONG_NUMBERS: list[Pattern] = [(_TELEPHONE, _spell_telephone), (_TAX_CODE, _spell_tax_code)]
_OTHERS: list[Pattern] = [
    (_GROUPED, _spell_grouped),
    (_GLUED, _spell_glued),
    (_NUMBER_WORD, lambda match: ""),
]
