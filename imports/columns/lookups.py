"""Columns with a closed list of values: choices, related records, administrative units.

The problem of an unknown value names the nearest known ones.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from imports.columns.base import CellProblem, Column
from records.snapshots import Values
from spreadsheets.cells import LANGUAGES, cell_text
from vietnamese.places import place_name
from vietnamese.text import fold, nearest

MAX_NAMED = 10  # values in a message


class ChoiceColumn(Column):
    """A choice of the model, by its label in either language or its value.

    `other_labels` are the values of further labels: of offices, or in files of earlier releases.
    """

    width = 18

    def __init__(
        self,
        attribute: str,
        heading: Any,
        choices: type[models.TextChoices],
        aliases: Iterable[str] = (),
        *,
        other_labels: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(attribute, heading, aliases, **options)
        self.choices = choices
        self.other_labels = other_labels or {}
        self.value_by_label: dict[str, str] = {}

    def prepare(self) -> None:
        self.value_by_label = {}
        for language in LANGUAGES:
            with override(language):
                self.value_by_label |= {
                    fold(str(label)): value for value, label in self.choices.choices
                }
        self.value_by_label |= {fold(value): value for value in self.choices.values}
        self.value_by_label |= {fold(label): value for label, value in self.other_labels.items()}

    def allowed_values(self) -> list[str]:
        return [str(label) for label in self.choices.labels]

    def read(self, cell: Any) -> Values:
        text = cell_text(cell)
        value = self.value_by_label.get(fold(text))
        if value is None and text:
            labels = [str(label) for label in self.choices.labels]
            raise unknown_word(text, nearest(text, labels), labels)
        return {self.attribute: value or ""}

    def export(self, instance: models.Model, **kwargs: Any) -> str:
        value = getattr(instance, self.attribute)
        return str(self.choices(value).label) if value else ""


class LookupColumn(Column):
    """A related record, by any of its names.

    `names` gives the id and names of each record, the first for display. `many` allows several,
    separated by semicolons.
    """

    width = 26

    def __init__(
        self,
        attribute: str,
        heading: Any,
        names: Callable[[], Iterable[tuple[int, Iterable[str]]]],
        aliases: Iterable[str] = (),
        *,
        many: bool = False,
        display: Callable[[Any], str] = str,
        **options: Any,
    ) -> None:
        super().__init__(attribute, heading, aliases, **options)
        self.names = names
        self.many = many
        self.display = display
        self.pk_by_name: dict[str, int] = {}
        self.name_by_pk: dict[int, str] = {}
        self.all_names: list[str] = []

    def prepare(self) -> None:
        self.pk_by_name, self.name_by_pk, self.all_names = {}, {}, []
        for pk, names in self.names():
            names = [name for name in names if name]
            self.name_by_pk[pk] = names[0]
            self.all_names += names
            for name in names:
                self.pk_by_name.setdefault(fold(name), pk)

    def vocabulary(self) -> Any:
        return self.pk_by_name

    def allowed_values(self) -> list[str]:
        self.prepare()
        return list(dict.fromkeys(self.name_by_pk.values()))

    def find(self, text: str) -> int:
        pk = self.pk_by_name.get(fold(text))
        if pk is None:
            close = nearest(text, self.all_names, limit=len(self.all_names))
            meant = dict.fromkeys(self.name_by_pk[self.pk_by_name[fold(name)]] for name in close)
            raise unknown_word(text, list(meant), self.name_by_pk.values())
        return pk

    def read(self, cell: Any) -> Values:
        text = cell_text(cell)
        if self.many:
            parts = [part.strip() for part in text.replace("\n", ";").split(";")]
            return {self.attribute: sorted({self.find(part) for part in parts if part})}
        return {self.attribute: self.find(text) if text else None}

    def export(self, instance: models.Model, **kwargs: Any) -> str:
        related = getattr(instance, self.attribute)
        records = related.all() if self.many else [related]
        return "; ".join(self.display(record) for record in records if self.can_display(record))


class PlaceColumn(LookupColumn):
    """An administrative unit; its type may be abbreviated or left out: TP. Kon Tum."""

    def find(self, text: str) -> int:
        kind, name = place_name(text)
        for spelling in (text, f"{kind} {name}", name):
            if pk := self.pk_by_name.get(fold(spelling)):
                return pk
        return super().find(text)


def unknown_word(text: str, near: Iterable[str], known: Iterable[str]) -> CellProblem:
    """The problem of an unknown value, with all known ones if they are few, the nearest first.

    Of many it names the nearest, or some as examples if none is near.
    """
    nearest_names, names = list(dict.fromkeys(near)), list(dict.fromkeys(known))
    if len(names) <= MAX_NAMED:
        message = _("“%(text)s” is not known. Use one of: %(choices)s.")
        named = list(dict.fromkeys([*nearest_names, *names]))
    elif nearest_names:
        message = _("“%(text)s” is not known. The nearest known values are: %(choices)s.")
        named = nearest_names[:3]
    else:
        message = _("“%(text)s” is not known. Known values are, among others: %(choices)s.")
        named = names[:MAX_NAMED]
    return CellProblem("unknown", message % {"text": text[:200], "choices": ", ".join(named)})
