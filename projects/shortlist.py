"""The projects that a reader compares: kept in the address alone, `?ma=DA-0001&ma=DA-0002`."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

# More columns than this cannot be compared by eye, nor fit on a sheet.
MOST_COMPARED = 4
# More codes than this are not looked for.
MOST_ASKED = 20
LONGEST_CODE = 30


def asked_codes(request: HttpRequest) -> list[str]:
    """The codes of an address, each once, in its order; empty ones are left out."""
    typed = (code.strip() for code in request.GET.getlist("ma"))
    return list(dict.fromkeys(filter(None, typed)))


def shortlist_with(codes: list[str], code: str) -> str:
    """The query of a shortlist that has a project too; the last ones make room where it is full."""
    others = [each for each in codes if each != code and len(each) <= LONGEST_CODE]
    others = others[: MOST_COMPARED - 1]
    return query([*others, code])


def query(codes: list[str]) -> str:
    return urlencode([("ma", code) for code in codes])


def address_of(codes: list[str]) -> str:
    """The address of a comparison, in the language of the moment."""
    return f"{reverse('projects:compare')}?{query(codes)}"
