"""One number for the state of everything the public may see.

Every statement that writes such data also writes a mark, in the same transaction: a row with a
random weight. The version is the sum of all weights. It grows with every commit that changed
data, whoever made it and in whatever order transactions end, it falls back with a rollback, and
after a backup is restored it does not come to values it once had. Nothing waits for a lock.
"""

import random
import re
from collections.abc import Callable
from contextlib import closing
from datetime import date
from functools import partial
from typing import Any
from weakref import WeakSet

from django.conf import settings
from django.db import connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest
from django.utils import timezone

# Two thousand million writes of the greatest weight fit into a column of the database.
MOST_WEIGHT = 2**32
# How often the marks are folded into one, so that their sum stays quick.
FOLDED_EVERY = 200

_WRITE = re.compile(
    r"\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM"
    r'|TRUNCATE(?:\s+TABLE)?|MERGE\s+INTO|COPY)\s+"?(\w+)',
    re.IGNORECASE,
)
_WITH = re.compile(r"\s*WITH\b.*\b(?:INSERT|UPDATE|DELETE|MERGE)\b", re.IGNORECASE | re.DOTALL)


class DataMark(models.Model):
    """That public data was written once, or, folded, that often."""

    weight = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.weight)


def data_version() -> int:
    """The state of the public data that the next query reads, or an earlier one."""
    # Every page asks this, so in the plainest way.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT SUM(weight) FROM {DataMark._meta.db_table}")
        return int(cursor.fetchone()[0] or 0)


def state_of(request: HttpRequest) -> tuple[int, date]:
    """All that a public page depends on beside its address: the data, and the day.

    Asked once a request, before it reads anything else, so nothing older is taken for this state.
    """
    if not hasattr(request, "data_state"):
        request.data_state = data_version(), timezone.localdate()
    return request.data_state


def watch(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Have every write of a new connection noted."""
    if _note not in connection.execute_wrappers:
        # First, since whoever adds one for a while takes the last one away again.
        connection.execute_wrappers.insert(0, _note)


def is_public_write(sql: str) -> bool:
    """Whether a statement may change what the public sees; in doubt it may."""
    if found := _WRITE.match(sql):
        return not found[1].startswith(settings.TABLES_NEVER_PUBLIC)
    return bool(_WITH.match(sql))


def note_public_change() -> None:
    """Renew the public pages after a write to a table that only rarely concerns them.

    Called within the transaction of that write.
    """
    _mark(connection)


def _note(execute: Callable, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    target = context["connection"]
    if not (isinstance(sql, str) and is_public_write(sql) and _has_marks(target)):
        return execute(sql, params, many, context)
    if target.in_atomic_block:
        result = execute(sql, params, many, context)
        _mark(target)
    else:
        # Without a transaction around both, the write would be seen a moment before its mark.
        with transaction.atomic(using=target.alias):
            result = execute(sql, params, many, context)
            if target.vendor == "sqlite":
                _read_returned(context["cursor"].cursor)
            _mark(target)
    return result


def _read_returned(cursor: Any) -> None:
    """SQLite commits only once the rows that a statement returns have been read."""
    if cursor.description:
        rows = iter(cursor.fetchall())
        cursor.fetchone = partial(next, rows, None)
        cursor.fetchall = partial(list, rows)


def _mark(target: BaseDatabaseWrapper) -> None:
    """Write a mark past Django's cursor, which would come back here."""
    table = target.ops.quote_name(DataMark._meta.db_table)
    insert = f"INSERT INTO {table} (weight) VALUES ({{}})".format
    with target.wrap_database_errors, closing(target.connection.cursor()) as cursor:
        cursor.execute(insert(random.randint(1, MOST_WEIGHT)))
        if random.randrange(FOLDED_EVERY):
            return
        # Marks that another transaction is folding are left to it.
        lock = " FOR UPDATE SKIP LOCKED" if target.features.has_select_for_update else ""
        cursor.execute(
            f"DELETE FROM {table} WHERE id IN (SELECT id FROM {table}{lock}) RETURNING weight"
        )
        cursor.execute(insert(sum(weight for (weight,) in cursor.fetchall())))


_with_marks: WeakSet[BaseDatabaseWrapper] = WeakSet()


def _has_marks(target: BaseDatabaseWrapper) -> bool:
    """Whether the table of marks is there: migrations write before and after they make it."""
    if target not in _with_marks and DataMark._meta.db_table in target.introspection.table_names():
        _with_marks.add(target)
    return target in _with_marks
