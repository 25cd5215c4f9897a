"""Texts for days, people and the notes of steps, in the reader's language."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from enquiries.models import Consent, Enquiry, EnquiryStep

KIND = EnquiryStep.Kind
# Notes that the portal itself stores.
NO_REPLY = "no reply"
OVERDUE = "overdue "
ROLE = "role:"
ROLES = {"editor": gettext_lazy("editors"), "approver": gettext_lazy("approvers")}
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def day_text(day: date | None) -> str:
    return date_format(day) if day else ""


def moment_text(moment: datetime | None) -> str:
    """The date and the time of day, in the time zone of the portal."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"{day_text(local.date())} {local:%H:%M}"


def official_label(user: User | None) -> str:
    """The full name with the login in brackets; the login alone if there is no name."""
    if user is None:
        return ""
    name, login = user.get_full_name(), user.get_username()
    return f"{name} ({login})" if name else login


def group_label(name: str) -> str:
    """A role, named by its officials."""
    return str(ROLES.get(name, name))


def in_charge_label(enquiry: Enquiry) -> str:
    """The official in charge, or the role if nobody has taken the enquiry."""
    if enquiry.owner is not None:
        return official_label(enquiry.owner)
    if enquiry.group is None:
        return _("no one")
    return _("not assigned yet (%(role)s)") % {"role": group_label(enquiry.group.name)}


def note_text(step: EnquiryStep, names: dict[str, str] | None = None) -> str:
    """The note of a step; `names` are labels of officials by login."""
    note = step.note
    match step.kind:
        case KIND.CLOSED if note == NO_REPLY:
            return _("We asked you a question and had no reply.")
        case KIND.ASKED_BACK if note.startswith(OVERDUE):
            day = _days_text(note.removeprefix(OVERDUE))
            return _("It was overdue; the answer was due on %(day)s.") % {"day": day}
        case KIND.TERM:
            return _term_text(note)
        case KIND.MOVED:
            return _days_text(note)
        case KIND.WITHDRAWN if note in Consent.Purpose.values:
            return str(Consent.Purpose(note).label)
        case KIND.CORRECTED:
            return ", ".join(_field_label(name) for name in note.split(", ") if name)
        case KIND.TAKEN | KIND.ASSIGNED if note.startswith(ROLE):
            return group_label(note.removeprefix(ROLE))
        case KIND.TAKEN | KIND.ASSIGNED:
            return (names or {}).get(note, note)
    return note


def due_day_reason(step: EnquiryStep) -> str:
    """The reason for a due day that public holidays have changed."""
    names = step.note.partition(": ")[2]
    if names:
        return _("public holiday: %(names)s") % {"names": names}
    return _("the public holidays were changed")


def official_labels(steps: Iterable[EnquiryStep]) -> dict[str, str]:
    """The labels of the officials in the notes of steps, by login; one query."""
    logins = {step.note for step in steps if step.kind in (KIND.TAKEN, KIND.ASSIGNED)}
    users: Any = get_user_model().objects.filter(username__in=logins)
    return {user.get_username(): official_label(user) for user in users}


def _term_text(note: str) -> str:
    days, _colon, reason = note.partition(": ")
    if not days.isdecimal():
        return note
    count = int(days)
    text = ngettext("%(n)d working day: %(reason)s", "%(n)d working days: %(reason)s", count)
    return text % {"n": count, "reason": reason}


def _days_text(note: str) -> str:
    return _ISO_DAY.sub(lambda found: day_text(date.fromisoformat(found[0])), note)


def _field_label(name: str) -> str:
    field: Any = Enquiry._meta.get_field(name) if name in Enquiry.PERSONAL else None
    return str(field.verbose_name) if field else name
