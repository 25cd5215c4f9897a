"""The projects that a reader compares: kept in the address alone, `?ma=DA-0001&ma=DA-0002`.

The list, the pages of projects and the comparison hand it on in their links. It is no filter:
canonical addresses, titles and files of the list do not know it.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.http import urlencode

from projects.models import Project

# More columns than this cannot be compared by eye, nor fit on a sheet.
MOST_COMPARED = 4
# More codes than this are not looked for.
MOST_ASKED = 20


class Choice(NamedTuple):
    """A chosen project; the shortlist without it, and with one that found no place instead."""

    project: Project
    without: str
    exchanged: str


@dataclass(frozen=True)
class Shortlist:
    """Public projects in the order they were chosen, at most four, and what could not be taken.

    `not_found` are codes that no public project has, `left_out` those of projects beyond the
    fourth, `unread` counts the codes that were not even looked for. True where a project is chosen.
    """

    projects: list[Project] = field(default_factory=list)
    not_found: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    unread: int = 0
    most: int = MOST_COMPARED
    most_asked: int = MOST_ASKED

    def __bool__(self) -> bool:
        return bool(self.projects)

    @cached_property
    def codes(self) -> list[str]:
        return [project.code for project in self.projects]

    @cached_property
    def query(self) -> str:
        """It, as an address has it after `?`."""
        return query(self.codes)

    def with_project(self, code: str) -> str:
        """The same query with a project more; a fifth is told where the query leads."""
        return query([*(each for each in self.codes if each != code), code])

    def without(self, code: str) -> str:
        return query([each for each in self.codes if each != code])

    def choices(self) -> list[Choice]:
        waiting = self.left_out[:1]
        return [
            Choice(
                project,
                self.without(project.code),
                query([code for code in [*self.codes, *waiting] if code != project.code]),
            )
            for project in self.projects
        ]

    def told(self) -> bool:
        """Whether something that the address asks for could not be taken."""
        return bool(self.not_found or self.left_out or self.unread)

    def not_found_in_words(self) -> str:
        return "”, “".join("".join(filter(str.isprintable, code))[:30] for code in self.not_found)


def shortlist_of(data: Any) -> Shortlist:
    """The shortlist of an address, such as `request.GET`; one query, none where nothing is chosen.

    Codes may be typed in small letters.
    """
    codes = _codes(data)
    if not codes:
        return Shortlist()
    asked = codes[:MOST_ASKED]
    possible = [code for code in asked if "\0" not in code]
    projects = Project.objects.public().only("code", "name_vi", "name_en", "is_demo")
    by_code = projects.in_bulk([*possible, *map(str.upper, possible)], field_name="code")
    known = {code: by_code.get(code) or by_code.get(code.upper()) for code in asked}
    found = list(dict.fromkeys(filter(None, known.values())))
    return Shortlist(
        found[:MOST_COMPARED],
        [code for code, project in known.items() if project is None],
        [project.code for project in found[MOST_COMPARED:]],
        len(codes) - len(asked),
    )


def query(codes: list[str]) -> str:
    return urlencode([("ma", code) for code in codes])


def address_of(codes: list[str]) -> str:
    """The address of a comparison, in the language of the moment."""
    return f"{reverse('projects:compare')}?{query(codes)}"


def _codes(data: Any) -> list[str]:
    """The codes of an address, each once, in its order; empty ones are left out."""
    if "ma" not in data:
        return []
    typed = data.getlist("ma") if hasattr(data, "getlist") else [data["ma"]]
    return list(dict.fromkeys(filter(None, (code.strip() for code in typed))))
