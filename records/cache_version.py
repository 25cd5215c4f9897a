"""The version of the public data, which is part of cache keys.

A transaction that writes data of public pages must call `bump`: change sets, a restored backup, the
refresh of search columns. The version then changes with the commit and falls back with a rollback.
"""

import secrets
from datetime import date

from django.db import connection, models, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MAX_STEP = 1_000_000
MAX_START = 2**40


class CacheVersion(models.Model):
    """A part of the version, which is the sum of all rows.

    There are as many rows as there were ever writers at the same time, usually one.
    """

    number = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        verbose_name = _("version of the public data")
        verbose_name_plural = _("versions of the public data")

    def __str__(self) -> str:
        return str(self.number)


def current() -> int:
    """The version of the data that the next query reads, or an earlier one."""
    # Every request calls this, so it avoids the overhead of the ORM.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT SUM(number) FROM {CacheVersion._meta.db_table}")
        return int(cursor.fetchone()[0] or 0)


@transaction.atomic(savepoint=False)
def bump() -> None:
    """Raise the version, within the transaction of the write.

    Uses a row that no other transaction has locked, so nobody waits. Start and steps are random, so
    that a restored database does not reach a number that browsers know for other data.
    """
    free = CacheVersion.objects.select_for_update(skip_locked=True)
    pk = free.values_list("pk", flat=True).first()
    if pk is None:
        CacheVersion.objects.create(number=secrets.randbelow(MAX_START))
    else:
        step = secrets.randbelow(MAX_STEP) + 1
        CacheVersion.objects.filter(pk=pk).update(number=F("number") + step)


def page_state(request: HttpRequest) -> tuple[int, date]:
    """The version of the data and the day, which with the URL determine a public page.

    Read once for each request, before other data, so that older content is never cached as newer.
    """
    if not hasattr(request, "page_state"):
        request.page_state = current(), timezone.localdate()  # type: ignore[attr-defined]
    return request.page_state  # type: ignore[attr-defined]
