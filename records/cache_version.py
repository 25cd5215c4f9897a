"""The version of the public data, which caches are keyed by.

Whatever writes data that a public page shows calls `bump` in the same transaction:
every change set, a restored backup, the refresh of the search columns. So the version changes with
the commit and falls back with a rollback.
"""

import secrets
from datetime import date

from django.db import connection, models, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

MAX_STEP = 1_000_000
MAX_START = 2**40


class CacheVersion(models.Model):
    """A part of the version, which is the sum of all rows.

    There are as many rows as transactions have ever written at the same time: one, or a few.
    """

    number = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)


def current() -> int:
    """The version of the data that the next query reads, or an earlier one."""
    # Every request asks, so this is SQL without the ORM's overhead.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT SUM(number) FROM {CacheVersion._meta.db_table}")
        return int(cursor.fetchone()[0] or 0)


@transaction.atomic(savepoint=False)
def bump() -> None:
    """Raise the version, in the transaction of the write that public pages show.

    Takes a row that no other transaction has locked, so nobody waits. Start and steps are random:
    a restored database must not reach a number that browsers know for other data.
    """
    free = CacheVersion.objects.select_for_update(skip_locked=True)
    pk = free.values_list("pk", flat=True).first()
    if pk is None:
        CacheVersion.objects.create(number=secrets.randbelow(MAX_START))
    else:
        step = secrets.randbelow(MAX_STEP) + 1
        CacheVersion.objects.filter(pk=pk).update(number=F("number") + step)


def page_state(request: HttpRequest) -> tuple[int, date]:
    """What a public page depends on besides its URL: the data and the day.

    Read once a request, before anything else, so that older content is never cached as newer.
    """
    if not hasattr(request, "page_state"):
        request.page_state = current(), timezone.localdate()  # type: ignore[attr-defined]
    return request.page_state  # type: ignore[attr-defined]
