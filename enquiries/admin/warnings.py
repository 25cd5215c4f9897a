"""What keeps the office from knowing or answering in time, told above the queue."""

from datetime import timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enquiries.models import Enquiry, Holiday, OutgoingMail
from enquiries.owners import officials_without_address
from enquiries.said import moment_said, official_said
from enquiries.working_days import WorkingDays
from records.models import Publication

TOLD_FOR = timedelta(days=7)


def warnings() -> list[str]:
    """The warnings that hold now; a fixed number of queries."""
    return [*_addresses(), *_suspected(), *_holidays(), *_mails()]


def _addresses() -> list[str]:
    officials = list(officials_without_address())
    if not officials:
        return []
    told = ngettext(
        "%(n)d official who answers has no e-mail address and gets no reminder: %(names)s. An "
        "administrator can enter it under “Users”.",
        "%(n)d officials who answer have no e-mail address and get no reminder: %(names)s. An "
        "administrator can enter it under “Users”.",
        len(officials),
    )
    return [told % {"n": len(officials), "names": ", ".join(map(official_said, officials))}]


def _suspected() -> list[str]:
    count = Enquiry.objects.filter(state=Enquiry.State.SPAM).exclude(suspicion="").count()
    said = _("%(n)d enquiries look like spam and wait for somebody to decide.")
    return [said % {"n": count}] if count else []


def _holidays() -> list[str]:
    missing = WorkingDays().not_entered(timezone.localdate())
    waiting = set(
        Holiday.objects.filter(
            publication__in=[Publication.DRAFT, Publication.IN_REVIEW]
        ).values_list("kind", "first_day__year")
    )
    address = reverse("admin:enquiries_holiday_changelist")
    told = []
    for kind, year in missing:
        said = {"name": Holiday.Kind(kind).label, "year": year}
        if (kind, year) in waiting:
            sentence = _(
                "%(name)s of %(year)s is entered but waits for publication by an approver: until "
                "then due days count it as working days."
            )
        else:
            sentence = _(
                "%(name)s of %(year)s is not entered among the public holidays: due days count it "
                "as working days."
            )
        told.append(
            format_html(
                '{} <a href="{}?kind__exact={}">{}</a>',
                sentence % said,
                address,
                kind,
                _("Open the list of public holidays"),
            )
        )
    return told


def _mails() -> list[str]:
    state, told = OutgoingMail.State, []
    waiting = OutgoingMail.objects.filter(state=state.WAITING, last_error__gt="").aggregate(
        count=Count("pk"), since=Min("written_at")
    )
    if waiting["count"]:
        told.append(
            _("%(n)d mails could not be sent yet, the oldest since %(since)s.")
            % {"n": waiting["count"], "since": moment_said(waiting["since"])}
        )
    if failed := OutgoingMail.objects.filter(state=state.FAILED).count():
        told.append(_("%(n)d mails were given up; see outgoing mail.") % {"n": failed})
    recently = timezone.now() - TOLD_FOR
    withheld = OutgoingMail.objects.filter(state=state.WITHHELD, written_at__gt=recently).count()
    if withheld:
        told.append(
            _(
                "%(n)d receipts of the last seven days were not sent, because many enquiries named "
                "the same e-mail address; perhaps somebody else types it. The enquiries are "
                "stored; see outgoing mail."
            )
            % {"n": withheld}
        )
    return told
