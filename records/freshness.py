"""How old a record's data is: by the office's last change, or by its newest dated source.

The day on which reference facts were loaded says nothing of their age, so it is told only where
nothing better is known, and as what it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import models
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from records.models import ChangeItem, ChangeSet, Record


class By(StrEnum):
    """What tells the day."""

    CHANGE = "change"
    SOURCE = "source"
    LOADING = "loading"


@dataclass(frozen=True)
class DataDate:
    on: date
    by: By

    @property
    def words(self) -> str:
        """How old the data is, and what tells so."""
        words = {
            By.CHANGE: _("Data as last changed by the office on %(day)s"),
            By.SOURCE: _("Data as of %(day)s, the day of the newest dated source"),
            By.LOADING: _("Age of the data not known; entered on this site on %(day)s"),
        }
        return words[self.by] % {"day": date_format(self.on)}


def data_date(record: Record, changed: date | None, sources: Iterable[date | None]) -> DataDate:
    """The later of the office's last change and the newest dated source; else the loading."""
    source = max(filter(None, sources), default=None)
    if changed and (source is None or changed >= source):
        return DataDate(changed, By.CHANGE)
    if source:
        return DataDate(source, By.SOURCE)
    return DataDate(timezone.localdate(record.updated_at), By.LOADING)


def last_changes(model: type[models.Model], pks: Iterable[int]) -> dict[int, date]:
    """The day of the last change that an official applied to each record, in one query.

    What the portal wrote itself (reference facts, demo data) has no author and does not count.
    """
    applied = (
        ChangeItem.objects.filter(
            content_type__app_label=model._meta.app_label,
            content_type__model=model._meta.model_name,
            object_id__in=list(pks),
            change_set__state__in=[ChangeSet.State.APPLIED, ChangeSet.State.UNDONE],
            change_set__author__isnull=False,
        )
        .order_by()
        .values_list("object_id")
        .annotate(last=Max("change_set__applied_at"))
    )
    return {pk: timezone.localdate(last) for pk, last in applied}
