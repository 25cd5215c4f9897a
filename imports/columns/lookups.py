"""Columns of closed vocabularies: a fixed list of words, records of another kind, places.

An unknown word is answered with the nearest known ones.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from imports.columns.base import CellProblem, Column, ColumnContext
from records.snapshots import Values
from spreadsheets.cells import LANGUAGES, cell_text
from vietnamese.places import place_name
from vietnamese.text import fold, nearest


class ChoiceColumn(Column):
    """One of a fixed list, by its words in either language or its code."""

    width = 18

    def __init__(
        self,
        attribute: str,
        heading: Any,
        choices: type[models.TextChoices],
        words: Iterable[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(attribute, heading, words, **options)
        self.choices = choices
        self.known: dict[str, str] = {}

    def prepare(self) -> None:
        self.known = {}
        for language in LANGUAGES:
            with override(language):
                self.known |= {fold(str(label)): value for value, label in self.choices.choices}
        self.known |= {fold(value): value for value in self.choices.values}

    def closed_list(self) -> list[str]:
        return [str(label) for label in self.choices.labels]

    def read(self, cell: Any, context: ColumnContext) -> Values:
        text = cell_text(cell)
        value = self.known.get(fold(text))
        if value is None and text:
            labels = [str(label) for label in self.choices.labels]
            raise unknown_word(text, nearest(text, labels) or labels)
        return {self.attribute: value or ""}

    def export(self, instance: models.Model, **kwargs: Any) -> str:
        value = getattr(instance, self.attribute)
        return str(self.choices(value).label) if value else ""


class LookupColumn(Column):
    """A record of another kind, by any of its names; the closed list is the database's."""

    width = 26

    def __init__(
        self,
        attribute: str,
        heading: Any,
        names: Callable[[], Iterable[tuple[int, Iterable[str]]]],
        words: Iterable[str] = (),
        *,
        many: bool = False,
        show: Callable[[Any], str] = str,
        **options: Any,
    ) -> None:
        super().__init__(attribute, heading, words, **options)
        self.names = names
        self.many = many
        self.show = show
        self.known: dict[str, int] = {}
        self.shown: dict[int, str] = {}
        self.spelled: list[str] = []

    def prepare(self) -> None:
        self.known, self.shown, self.spelled = {}, {}, []
        for pk, names in self.names():
            names = [name for name in names if name]
            self.shown[pk] = names[0]
            self.spelled += names
            for name in names:
                self.known.setdefault(fold(name), pk)

    def vocabulary(self) -> Any:
        return self.known

    def closed_list(self) -> list[str]:
        self.prepare()
        return list(dict.fromkeys(self.shown.values()))

    def find(self, text: str) -> int:
        pk = self.known.get(fold(text))
        if pk is None:
            close = nearest(text, self.spelled, limit=len(self.spelled))
            meant = dict.fromkeys(self.shown[self.known[fold(name)]] for name in close)
            raise unknown_word(text, list(meant)[:3] or list(self.shown.values())[:10])
        return pk

    def read(self, cell: Any, context: ColumnContext) -> Values:
        text = cell_text(cell)
        if self.many:
            parts = [part.strip() for part in text.replace("\n", ";").split(";")]
            return {self.attribute: sorted({self.find(part) for part in parts if part})}
        return {self.attribute: self.find(text) if text else None}

    def export(self, instance: models.Model, **kwargs: Any) -> str:
        related = getattr(instance, self.attribute)
        records = related.all() if self.many else [related]
        return "; ".join(self.show(record) for record in records if self.may_show(record))


class PlaceColumn(LookupColumn):
    """An administrative unit, its kind in full, abbreviated or left out: TP. Kon Tum."""

    def find(self, text: str) -> int:
        kind, name = place_name(text)
        for spelled in (text, f"{kind} {name}", name):
            if pk := self.known.get(fold(spelled)):
                return pk
        return super().find(text)


def unknown_word(text: str, choices: list[str]) -> CellProblem:
    return CellProblem(
        "unknown",
        _("“%(text)s” is not known. Use one of: %(choices)s.")
        % {"text": text[:200], "choices": ", ".join(choices)},
    )
