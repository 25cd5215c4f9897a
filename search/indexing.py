"""Search columns of records, filled in batches and refreshed when related records change.

A record is found by its own texts and by the names of the published records it refers to
(`Searchable.indexed_relations`). Those names are stored in its own columns, so that one index
answers every word. When a record is renamed, published or withdrawn, the records that depend on it
are refreshed. Each batch takes a fixed number of queries.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any, cast

from django.apps import apps
from django.db import models, transaction

from records import cache_version
from records.models import if_public
from records.snapshots import (
    Values,
    batches,
    column_values,
    lists,
    many_to_many,
    set_columns,
)
from search.models import IndexVersion
from search.spelling import remember_words
from search.word_index import update_statistics
from search.words import accented_forms, joined, searched_forms
from vietnamese.figures import format_figure
from vietnamese.text import sort_key

# Raise this when a change gives records other search words or another order: here, in
# `search/words.py` and `search/pasted_text.py`, in the folding of `vietnamese`, in `spellings.csv`,
# or in the texts that a model returns. `manage.py prepare` then rewrites all records.
INDEX_VERSION = 2
SEARCH_FIELDS = ("search_text", "search_names", "accented_text", "sort_key", "sort_key_en")
# After a change set with this many written records SQLite needs new statistics.
MANY_RECORDS = 500
# Related records as model and id, or plain texts.
Through = list[tuple[type[models.Model], int] | str]


@dataclass(frozen=True, slots=True)
class IndexedText:
    """The forms of a text in the index: folded ones, and those with accents."""

    forms: tuple[str, ...]
    accented: tuple[str, ...]


def fill(model: type[Any], records: Sequence[Any], given: Sequence[Values]) -> None:
    """Fill the search columns of records of one model.

    `given` has one dictionary for each record, with values that are not stored yet: ids of
    many-to-many relations and rows of its lists.
    """
    for record, through in zip(records, _texts_of_relations(model, records, given), strict=True):
        names = [name for name in record.searched_names() if name]
        named = [_indexed_text(name) for name in names]
        # One language is enough: a query is compared by the value.
        figures = [
            format_figure(figure, dimension, "vi")
            for figure, dimension in record.searched_figures()
        ]
        every = [
            *named,
            *(_indexed_text(text) for text in [*record.searched_texts(), *figures] if text),
            *through,
        ]
        record.search_names = _joined_forms(named)
        record.search_text = _joined_forms(every)
        record.accented_text = joined(
            dict.fromkeys(form for found in every for form in found.accented)
        )
        record.sort_key = sort_key(names[0]) if names else ""
        english = record.english_name()
        record.sort_key_en = sort_key(english) if english else record.sort_key


def refresh(model: type[Any], ids: Iterable[int]) -> list[int]:
    """Refresh the search columns of stored records; returns the ids of the changed ones."""
    written: list[int] = []
    for batch in batches(ids):
        with transaction.atomic(savepoint=False):
            written += _refresh(model, batch)
    return written


def _refresh(model: type[Any], ids: Collection[int]) -> list[int]:
    # Locked from reading to writing, so that older columns do not replace newer ones.
    records = list(model._default_manager.filter(pk__in=ids).locked())
    before = [_columns(record) for record in records]
    fill(model, records, [{}] * len(records))
    after = [_columns(record) for record in records]
    changed = [
        record for record, old, new in zip(records, before, after, strict=True) if old != new
    ]
    differing = [
        name
        for place, name in enumerate(SEARCH_FIELDS)
        if any(old[place] != new[place] for old, new in zip(before, after, strict=True))
    ]
    if changed:
        # Writing a column is expensive, so unchanged columns are left out.
        model._default_manager.bulk_update(changed, differing, batch_size=100)
        remember_words(changed)
    return [record.pk for record in changed]


def refresh_outdated() -> int:
    """Rewrite all search columns if another version of the index filled them.

    Returns the number of written records. Each batch is stored with another cache version. If the
    work is interrupted, the next call starts again.
    """
    if IndexVersion.objects.filter(version=INDEX_VERSION).exists():
        return 0
    written = 0
    for model in _searchable():
        ids = model._default_manager.order_by("pk").values_list("pk", flat=True)
        for batch in batches(list(ids)):
            with transaction.atomic():
                if changed := refresh(model, batch):
                    cache_version.bump()
            written += len(changed)
    IndexVersion.objects.update_or_create(pk=1, defaults={"version": INDEX_VERSION})
    return written


def _searchable() -> list[type[Any]]:
    return [model for model in apps.get_models() if hasattr(model, "indexed_relations")]


def with_named(records: models.QuerySet) -> models.QuerySet:
    """Records with the records of their foreign keys, for `texts_through`."""
    pointers = _pointers(records.model)
    return records.select_related(*pointers) if pointers else records


def texts_through(record: Any) -> Iterator[tuple[str, str]]:
    """The texts of related records by which a record is found, each with a label of the relation.

    Those that finds the related records themselves are included. Only what was read with the
    record counts, so that no further query is asked.
    """
    for name in _pointers(type(record)):
        field = record._meta.get_field(name)
        other: Any = if_public(getattr(record, name)) if field.is_cached(record) else None
        if other:
            yield from _texts_of(other, str(field.verbose_name))
    prefetched = getattr(record, "_prefetched_objects_cache", {})
    for path in record.indexed_relations:
        head, _dot, tail = path.partition(".")
        field = record._meta.get_field(head)
        for one in prefetched.get(head, ()):
            if tail and not _is_indexed(type(record), head, one):
                continue
            other = getattr(one, tail) if tail else one
            label = str(field.related_model._meta.verbose_name if tail else field.verbose_name)
            if isinstance(other, str):
                yield from [(label, other)] if other else []
            elif if_public(other):
                yield from _texts_of(other, label)


def _texts_of(other: Any, label: str) -> Iterator[tuple[str, str]]:
    yield from ((label, text) for text in other.names_for_others() if text)
    yield from texts_through(other)


def _pointers(model: type[models.Model]) -> list[str]:
    paths = getattr(model, "indexed_relations", ())
    return [path for path in paths if "." not in path and model._meta.get_field(path).many_to_one]


def refresh_dependents(model: type[models.Model], ids: Collection[int]) -> None:
    """Refresh the records that are found by the names of these records."""
    if ids:
        refresh_all(dependents_of(model, ids))


def dependents_of(model: type[models.Model], ids: Collection[int]) -> dict[type[Any], list[int]]:
    """Ids of the records that are found by the names of these records, by model."""
    found: dict[type[Any], set[int]] = defaultdict(set)
    for dependent, lookup in _dependents(model):
        rows = dependent._default_manager.order_by().filter(**{f"{lookup}__in": list(ids)})
        found[dependent].update(rows.values_list("pk", flat=True))
    return {dependent: sorted(pks) for dependent, pks in found.items()}


def refresh_all(records: Mapping[type[Any], Collection[int]]) -> None:
    for model, ids in records.items():
        refresh_dependents(model, refresh(model, ids))


def values_for_dependents(record: Any) -> tuple[Any, ...] | None:
    """The values by which dependents of a record are found; None if it has no dependents."""
    model: type[models.Model] = type(record)
    if not _dependents(model):
        return None
    return record.publication, *record.names_for_others()


def affects_dependents(model: type[models.Model], values: Collection[str]) -> bool:
    """Whether a change of these fields changes the words by which dependents are found."""
    heads = {path.partition(".")[0] for path in getattr(model, "indexed_relations", ())}
    return bool(heads.intersection(values))


def refresh_after_write(
    model: type[Any],
    records: Sequence[Any],
    before: Sequence[Values | None],
    after: Sequence[Values],
) -> None:
    """Store the words of written records and refresh the records that depend on them."""
    remember_words(records)
    if not _dependents(cast("type[models.Model]", model)):
        return
    altered = []
    for record, old_values, new_values in zip(records, before, after, strict=True):
        if old_values is None:
            continue  # nothing refers to a new record yet
        old = model()
        set_columns(old, column_values(record) | old_values)
        if affects_dependents(model, new_values) or values_for_dependents(
            old
        ) != values_for_dependents(record):
            altered.append(record.pk)
    refresh_dependents(model, altered)


def refresh_statistics(model: type[Any], written: int) -> None:
    """Update the statistics of the word index if a change set wrote many records."""
    if written >= MANY_RECORDS and model.has_word_index:
        update_statistics()


def _columns(record: Any) -> tuple[str, ...]:
    return tuple(getattr(record, name) for name in SEARCH_FIELDS)


def _joined_forms(every: Iterable[IndexedText]) -> str:
    return joined(dict.fromkeys(form for found in every for form in found.forms))


@lru_cache(maxsize=4096)
def _indexed_text(text: str) -> IndexedText:
    return IndexedText(tuple(searched_forms(text)), tuple(accented_forms(text)))


def _texts_of_relations(
    model: type[models.Model], records: Sequence[Any], given: Sequence[Values]
) -> list[list[IndexedText]]:
    """The indexed texts of the related records of each record."""
    through: list[Through] = [[] for _record in records]
    rows = _rows(model, records, given)
    for path in getattr(model, "indexed_relations", ()):
        head, _dot, tail = path.partition(".")
        field: Any = model._meta.get_field(head)
        for record, values, own, found in zip(records, given, rows, through, strict=True):
            if tail:
                column = field.related_model._meta.get_field(tail)
                found += _pointed(column, [row.get(tail) for row in own[head]])
            elif field.many_to_many:
                found += _pointed(field, values.get(head, own.get(head, [])))
            else:
                found += _pointed(field, [getattr(record, field.attname)])
    ids_by_model: dict[type[models.Model], set[int]] = defaultdict(set)
    for found in through:
        for one in found:
            if not isinstance(one, str):
                ids_by_model[one[0]].add(one[1])
    passed = {
        (related, pk): what
        for related, ids in ids_by_model.items()
        for pk, what in _texts_for_dependents(related, ids).items()
    }
    return [
        [
            what
            for one in dict.fromkeys(found)
            for what in ([_indexed_text(one)] if isinstance(one, str) else passed.get(one, []))
        ]
        for found in through
    ]


def _pointed(field: Any, values: Iterable[Any]) -> Through:
    if field.is_relation:
        return [(field.related_model, value) for value in values if value]
    return [value for value in values if value]


def _texts_for_dependents(model: Any, ids: Collection[int]) -> dict[int, list[IndexedText]]:
    """The indexed texts that published records give to records that refer to them, by id."""
    records = list(model._default_manager.public().filter(pk__in=ids))
    further = _texts_of_relations(model, records, [{}] * len(records))
    return {
        record.pk: [*(_indexed_text(name) for name in record.names_for_others() if name), *others]
        for record, others in zip(records, further, strict=True)
    }


def _conditions(model: Any, head: str) -> dict[str, Any]:
    return getattr(model, "indexed_rows", {}).get(head, {})


def _is_indexed(model: Any, head: str, row: Any) -> bool:
    """Whether a row of a list finds its record; `row` has values by name, or attributes."""
    read = row.get if isinstance(row, dict) else partial(getattr, row)
    return all(read(name) == value for name, value in _conditions(model, head).items())


def _rows(
    model: type[models.Model], records: Sequence[Any], given: Sequence[Values]
) -> list[dict[str, list[Any]]]:
    """The stored ids and rows that `given` lacks, one dictionary for each record."""
    found: list[dict[str, list[Any]]] = [defaultdict(list) for _record in records]
    heads: dict[str, list[str]] = defaultdict(list)
    for path in getattr(model, "indexed_relations", ()):
        head, _dot, tail = path.partition(".")
        heads[head].append(tail)
    by_id = {record.pk: own for record, own in zip(records, found, strict=True)}
    for head, tails in heads.items():
        if not tails[0] and head not in many_to_many(model):
            continue
        for values, own in zip(given, found, strict=True):
            if head in values:
                own[head] = [row for row in values[head] if _is_indexed(model, head, row)]
        asked = [
            record.pk
            for record, values in zip(records, given, strict=True)
            if head not in values and record.pk and not record._state.adding
        ]
        if not asked:
            continue
        if tails[0]:
            back = lists(model)[head]
            stored = back.model._default_manager.filter(**{f"{back.name}__in": asked})
            stored = stored.filter(**_conditions(model, head))
            for row in stored.order_by("pk").values(back.attname, *tails):
                by_id[row[back.attname]][head].append(row)
        else:
            relation = many_to_many(model)[head]
            here, there = relation.m2m_column_name(), relation.m2m_reverse_name()
            through: Any = relation.remote_field.through
            stored = through._default_manager.filter(**{f"{here}__in": asked})
            for pk, other in stored.order_by("pk").values_list(here, there):
                by_id[pk][head].append(other)
    return found


@cache
def _dependents(model: type[models.Model]) -> list[tuple[type[Any], str]]:
    """Models that are found by the names of this one, each with the lookup."""
    found = []
    for dependent in apps.get_models():
        for path in getattr(dependent, "indexed_relations", ()):
            head, _dot, tail = path.partition(".")
            field: Any = dependent._meta.get_field(head)
            if tail:
                field = field.related_model._meta.get_field(tail)
            if field.is_relation and field.related_model is model:
                found.append((dependent, path.replace(".", "__")))
    return found
