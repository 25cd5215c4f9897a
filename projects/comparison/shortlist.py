"""The projects that a visitor compares. They are in the URL alone: `?ma=DA-0001&ma=DA-0002`.

The list, the project pages and the comparison pass it on in their links. It is not a filter:
canonical URLs, titles and files of the list ignore it.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.http import urlencode

from projects.models import Project

# More columns do not fit on a page.
MAX_COMPARED = 4
# Further codes of a URL are ignored.
MAX_CODES = 20


class Choice(NamedTuple):
    """A chosen project with the query without it, and with the first left-out project instead."""

    project: Project
    without: str
    replaced: str


@dataclass(frozen=True)
class Shortlist:
    """Up to four public projects in the order of the URL; true where there is at least one.

    `not_found` are codes that no public project has, `left_out` codes of projects beyond the
    fourth, `ignored` is the number of codes beyond MAX_CODES.
    """

    projects: list[Project] = field(default_factory=list)
    not_found: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    ignored: int = 0
    max_compared: int = MAX_COMPARED
    max_codes: int = MAX_CODES

    def __bool__(self) -> bool:
        return bool(self.projects)

    @cached_property
    def codes(self) -> list[str]:
        return [project.code for project in self.projects]

    @cached_property
    def query(self) -> str:
        """The query string, without `?`."""
        return shortlist_query(self.codes)

    def with_project(self, code: str) -> str:
        """The query with a further project; the target page reports a fifth one as left out."""
        return shortlist_query([*(each for each in self.codes if each != code), code])

    def without(self, code: str) -> str:
        return shortlist_query([each for each in self.codes if each != code])

    def choices(self) -> list[Choice]:
        def replaced(removed: str) -> str:
            codes = [*self.codes, *self.left_out[:1]]
            return shortlist_query([code for code in codes if code != removed])

        return [
            Choice(project, self.without(project.code), replaced(project.code))
            for project in self.projects
        ]

    def has_warnings(self) -> bool:
        """Whether some codes of the URL are not in the shortlist."""
        return bool(self.not_found or self.left_out or self.ignored)

    def not_found_in_words(self) -> str:
        return "”, “".join("".join(filter(str.isprintable, code))[:30] for code in self.not_found)


def read_shortlist(data: Any) -> Shortlist:
    """Read the shortlist from the data of a URL, such as `request.GET`, in at most one query.

    Codes may be in lower case.
    """
    codes = _codes(data)
    if not codes:
        return Shortlist()
    read = codes[:MAX_CODES]
    valid = [code for code in read if "\0" not in code]
    projects = Project.objects.public().only("code", "name_vi", "name_en", "is_demo")
    by_code = projects.in_bulk([*valid, *map(str.upper, valid)], field_name="code")
    known = {code: by_code.get(code) or by_code.get(code.upper()) for code in read}
    found = list(dict.fromkeys(filter(None, known.values())))
    return Shortlist(
        found[:MAX_COMPARED],
        [code for code, project in known.items() if project is None],
        [project.code for project in found[MAX_COMPARED:]],
        len(codes) - len(read),
    )


def shortlist_query(codes: list[str]) -> str:
    return urlencode([("ma", code) for code in codes])


def comparison_path(codes: list[str]) -> str:
    """The path of a comparison with its query, in the active language."""
    return f"{reverse('projects:compare')}?{shortlist_query(codes)}"


def _codes(data: Any) -> list[str]:
    """The distinct codes of a URL in their order, without empty ones."""
    if "ma" not in data:
        return []
    typed = data.getlist("ma") if hasattr(data, "getlist") else [data["ma"]]
    return list(dict.fromkeys(filter(None, (code.strip() for code in typed))))
