"""Since when a status is recorded, by what, and whether it was confirmed within a year."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from programme.models import LegalDocument
from projects.models import Project
from projects.models.status import a_year_before
from records.models import if_public


@dataclass(frozen=True)
class StatusRecord:
    """The record of a project's present status.

    `since` is the first and `confirmed_on` the last recorded day; None where no day is known.
    `is_doubtful`: a call for investors that nothing confirms within the last year.
    """

    since: date | None
    confirmed_on: date | None
    document: LegalDocument | None
    source: str
    is_doubtful: bool

    @property
    def words(self) -> str:
        """The record as one text; empty where there is nothing to say."""
        return ", ".join(filter(None, [self._since(), self._by(), self._doubt()]))

    def _since(self) -> str:
        if self.since:
            return pgettext("status", "since %(day)s") % {"day": date_format(self.since)}
        return _("day not known") if self.is_doubtful else ""

    def _by(self) -> str:
        if self.document:
            return _("by %(document)s") % {"document": self.document.named}
        return _("by a public source") if self.source else ""

    def _doubt(self) -> str:
        return _("not confirmed since") if self.is_doubtful else ""


def status_record(project: Project, day: date) -> StatusRecord:
    """The record of a project's status on a day, from its status changes."""
    steps = [step for step in project.status_changes.all() if step.status == project.status]
    days = [step.on for step in steps if step.on]
    documents = [document for step in steps if (document := if_public(step.document))]
    confirmed_on = max(days, default=None)
    is_call = project.status == Project.Status.CALLING
    return StatusRecord(
        since=min(days, default=None),
        confirmed_on=confirmed_on,
        document=documents[-1] if documents else None,
        source=steps[-1].source if steps else "",
        is_doubtful=is_call and (confirmed_on is None or confirmed_on < a_year_before(day)),
    )


def status_with_record(project: Project, day: date) -> str:
    """The status; of a call for investors also since when and by what, as on a row of the list."""
    status = str(project.get_status_display())
    if project.status != Project.Status.CALLING:
        return status
    return ": ".join(filter(None, [status, status_record(project, day).words]))
