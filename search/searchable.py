"""The base class of records that a search finds by their words."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, ClassVar

from django.db import models

from records.models import Record
from records.snapshots import Values
from search import indexing
from search.spelling import remember_words
from vietnamese.figures import Dimension, Figure, format_figure
from vietnamese.text import SORT_KEY_MAX_LENGTH


def figure_texts(figure: Figure, dimension: Dimension) -> list[str]:
    """A figure as the pages of both languages show it, for `searched_names`."""
    return [format_figure(figure, dimension, language) for language in ("vi", "en")]


class Searchable(Record):
    """Columns for a search without accents and for Vietnamese alphabetical order.

    `sort_key_en` sorts by the names on English pages: the English name, else the Vietnamese one.
    `search.queryset.name_column` names the column for the page's language.
    """

    # Whether the model may have so many rows that a search needs an index.
    has_word_index: ClassVar[bool] = False
    # Relations, and columns of its own rows ("rows.column"), whose texts also find the record.
    indexed_relations: ClassVar[tuple[str, ...]] = ()
    # The rows of a list that count, by their values: {"contacts": {"publish_phone": True}}.
    indexed_rows: ClassVar[dict[str, dict[str, Any]]] = {}

    search_text = models.TextField(editable=False, default="")
    search_names = models.TextField(editable=False, default="")
    accented_text = models.TextField(editable=False, default="")
    sort_key = models.CharField(
        max_length=SORT_KEY_MAX_LENGTH, editable=False, default="", db_index=True
    )
    sort_key_en = models.CharField(max_length=SORT_KEY_MAX_LENGTH, editable=False, default="")

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        super().save(**kwargs)
        remember_words([self])

    def searched_names(self) -> Iterable[str | None]:
        """Names, codes and numbers; the first one determines the order."""
        raise NotImplementedError

    def english_name(self) -> str:
        """The name for the order on English pages; empty to use the first name."""
        return getattr(self, "name_en", "")

    def searched_texts(self) -> Iterable[str | None]:
        """Other texts of the record that find it."""
        return ()

    def searched_figures(self) -> Iterable[tuple[Figure, Dimension]]:
        """Figures that find the record, in any unit and notation."""
        return ()

    def names_for_others(self) -> Iterable[str | None]:
        """Texts that find the records which refer to this one."""
        return self.searched_names()

    @classmethod
    def fill_derived(cls, records: Sequence[Any], given: Sequence[Values]) -> None:
        super().fill_derived(records, given)
        indexing.fill(cls, records, given)

    @classmethod
    def after_write(
        cls, records: Sequence[Any], before: Sequence[Values | None], after: Sequence[Values]
    ) -> None:
        super().after_write(records, before, after)
        indexing.refresh_after_write(cls, records, before, after)

    @classmethod
    def after_change_set(cls, written: int) -> None:
        super().after_change_set(written)
        indexing.refresh_statistics(cls, written)

    @classmethod
    def delete_batch(cls, ids: Collection[int]) -> None:
        dependents = indexing.dependents_of(cls, ids)
        super().delete_batch(ids)
        indexing.refresh_all(dependents)
