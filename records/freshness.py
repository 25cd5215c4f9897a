"""The age of a record's data: the office's last change, or the newest dated source.

The day on which reference facts were loaded does not tell their age. It is used only if nothing
better is known, and named as the day of entry.
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
    """The origin of a date."""

    CHANGE = "change"
    SOURCE = "source"
    LOADING = "loading"


@dataclass(frozen=True)
class DataDate:
    on: date
    by: By

    @property
    def words(self) -> str:
        """The date of the data and its origin, as a sentence."""
        words = {
            By.CHANGE: _("Data last updated by the office on %(day)s"),
            By.SOURCE: _("Data as of %(day)s, the date of the newest dated source"),
            By.LOADING: _("Date of the data not known; added to this site on %(day)s"),
        }
        return words[self.by] % {"day": date_format(self.on)}


def data_date(record: Record, changed: date | None, sources: Iterable[date | None]) -> DataDate:
    """The later of the office's last change and the newest dated source, else the day of entry."""
    source = max(filter(None, sources), default=None)
    if changed and (source is None or changed >= source):
        return DataDate(changed, By.CHANGE)
    if source:
        return DataDate(source, By.SOURCE)
    return DataDate(timezone.localdate(record.updated_at), By.LOADING)


def last_changes(model: type[models.Model], pks: Iterable[int]) -> dict[int, date]:
    """The day of the last change by an official to each record, in one query.

    Change sets of the portal itself (reference facts, demo data) have no author and do not count.
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
