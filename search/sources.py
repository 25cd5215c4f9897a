"""What a search covers: records of the apps and pages of the portal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from records.bilingual import plain_text
from search.queryset import SearchableQuerySet

Text = Callable[[Any], str]


@dataclass(frozen=True)
class Source:
    """A model in the search, and how its results are displayed.

    `more` is the URL name of its own list, which accepts the parameter `q`.
    """

    code: str
    label: Promise | str
    records: Callable[[], SearchableQuerySet]
    name: Text
    address: Text
    about: Text = lambda record: ""
    more: str = ""

    @cached_property
    def public(self) -> SearchableQuerySet:
        """The records without what is read beside them, to ask whether any has some words."""
        return self.records().prefetch_related(None).order_by()


@dataclass(frozen=True)
class Page:
    """A page of the portal, with further words that find it."""

    code: str
    address: str
    title: str
    also: str = ""

    @property
    def key(self) -> str:
        return self.code

    def searched_names(self) -> list[str]:
        return [self._in("vi", self.title), self._in("en", self.title)]

    def searched_texts(self) -> list[str]:
        return [self._in("vi", self.also), self._in("en", self.also)] if self.also else []

    def _in(self, language: str, text: str) -> str:
        with override(language):
            return _(text)


def record_name(record: Any) -> str:
    """The name of a record in the page's language."""
    return plain_text(record, "name")


def record_page(record: Any) -> str:
    """The URL of a record's own page."""
    return str(record.get_absolute_url())


@dataclass(frozen=True)
class SearchScope:
    """Everything that one search covers.

    The order of `sources` decides between sources with equally good results. `pages_label` is the
    heading above the pages found.
    """

    sources: Sequence[Source]
    pages: Sequence[Page]
    pages_label: Promise | str
