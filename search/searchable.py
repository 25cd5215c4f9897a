"""The base class of records that are found by words."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, ClassVar

from django.db import models

from records.models import Record
from records.snapshots import Values
from search import indexing
from search.spelling import remember_words
from vietnamese.text import SORT_KEY_MAX_LENGTH


class Searchable(Record):
    """Columns that let both engines search without accents and sort the Vietnamese way.

    `sort_key_en` sorts by the names that English pages show: where there is no English name, the
    Vietnamese one. Ask `name_column` which of the two keys a reader sees.
    """

    # Whether there may be so many that only an index finds them quickly.
    has_word_index: ClassVar[bool] = False
    # What else a record is found by: relations, and columns of its own rows, as "rows.column".
    indexed_relations: ClassVar[tuple[str, ...]] = ()

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
        """Its names, codes and numbers; the first is what it is sorted by."""
        raise NotImplementedError

    def english_name(self) -> str:
        """What it is sorted by on English pages; empty where that is the first name too."""
        return getattr(self, "name_en", "")

    def searched_texts(self) -> Iterable[str | None]:
        """What else of its own it is found by."""
        return ()

    def names_for_others(self) -> Iterable[str | None]:
        """What records that refer to it are found by."""
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
    def delete_batch(cls, ids: Collection[int]) -> None:
        dependents = indexing.dependents_of(cls, ids)
        super().delete_batch(ids)
        indexing.refresh_all(dependents)
