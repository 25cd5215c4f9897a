"""The mails about an enquiry, put into the outbox in the recipient's language.

A mail to an official has the code of the enquiry and a link to the admin, and no personal data. The
receipt for the enquirer repeats no typed text, so that the form cannot send messages to others.
"""

import hashlib
from collections.abc import Collection
from datetime import date
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from enquiries.assignment import approvers_to_notify, officials_to_notify
from enquiries.display import day_text, due_day_reason, note_text
from enquiries.models import Enquiry, EnquiryStep
from guests.rate_limits import RECEIPT, addressee, record_visit, seconds_to_wait
from mail.models import OutgoingMail
from site_info.identity import signature

ADMIN_LANGUAGE = "vi"


def write_mail(
    enquiry: Enquiry,
    *,
    key: str,
    to: str,
    subject: str,
    lines: list[str],
    state: str = OutgoingMail.State.WAITING,
) -> None:
    """Put a mail into the outbox, once for each key."""
    now = timezone.now()
    OutgoingMail.objects.get_or_create(
        key=f"{key}:{enquiry.pk}",
        defaults={
            "about": enquiry,
            "state": state,
            "to": to,
            "subject": subject,
            "body": "\n\n".join([*lines, _signed()]) + "\n",
            "message_id": make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
            "written_at": now,
            "send_after": now,
        },
    )


def notify_received(enquiry: Enquiry) -> None:
    """To the enquirer: the receipt with the code and the due day.

    Anybody can type the address of another person, so further receipts to one address on the same
    day are withheld.
    """
    whom, now = addressee(enquiry.email), timezone.now()
    withheld = seconds_to_wait(whom, RECEIPT, now) > 0
    if not withheld:
        record_visit(whom, RECEIPT, now)
    with override(enquiry.language):
        _to_enquirer(
            enquiry,
            "received",
            _("We have received your enquiry %(code)s"),
            _("We have received your enquiry. Your receipt code is %(code)s.")
            % {"code": enquiry.code},
            _("You will get an answer by %(day)s.") % {"day": day_text(enquiry.due_on)},
            _("Track your enquiry or erase your data: %(link)s") % {"link": status_link(enquiry)},
            _(
                "If you did not send an enquiry, someone mistyped their address. Please ignore "
                "this email."
            ),
            state=OutgoingMail.State.WITHHELD if withheld else OutgoingMail.State.WAITING,
        )


def notify_suspected_spam(enquiry: Enquiry) -> None:
    """To the officials in charge: decide whether a suspected enquiry is spam."""
    with override(ADMIN_LANGUAGE):
        _to_officials(
            enquiry,
            officials_to_notify(enquiry),
            key="held",
            subject=_("Enquiry %(code)s may be spam") % {"code": enquiry.code},
            text=_(
                "Enquiry %(code)s looks like spam, so we have not emailed the enquirer. "
                "Decide whether it is spam. If it is not, answer it by %(day)s."
            )
            % {"code": enquiry.code, "day": day_text(enquiry.due_on)},
        )


def notify_in_charge(enquiry: Enquiry, *, key: str) -> None:
    """To the officials in charge: an enquiry waits for an answer, or for the enquirer's reply."""
    with override(ADMIN_LANGUAGE):
        if enquiry.due_on is None:
            text = _(
                "Enquiry %(code)s is waiting for the enquirer’s reply. The time limit is "
                "paused until then."
            )
        else:
            text = _("Enquiry %(code)s needs an answer by %(day)s.")
        _to_officials(
            enquiry,
            officials_to_notify(enquiry),
            key=key,
            subject=_("Enquiry %(code)s is assigned to you") % {"code": enquiry.code},
            text=text % {"code": enquiry.code, "day": day_text(enquiry.due_on)},
        )


def notify_due_soon(enquiry: Enquiry, today: date, *, key: str) -> bool:
    """To the officials in charge: due soon or today. False if nobody has an address."""
    values = {"code": enquiry.code, "day": day_text(enquiry.due_on)}
    with override(ADMIN_LANGUAGE):
        if enquiry.due_on == today:
            subject = _("Enquiry %(code)s is due today") % values
        else:
            subject = _("Enquiry %(code)s is due on %(day)s") % values
        return _to_officials(
            enquiry,
            officials_to_notify(enquiry),
            key=key,
            subject=subject,
            text=_("Enquiry %(code)s has no answer yet. It is due on %(day)s.") % values,
        )


def notify_overdue(enquiry: Enquiry, *, key: str) -> bool:
    """To the officials in charge and the approvers. False if nobody has an address."""
    values = {"code": enquiry.code, "day": day_text(enquiry.due_on)}
    with override(ADMIN_LANGUAGE):
        return _to_officials(
            enquiry,
            sorted({*officials_to_notify(enquiry), *approvers_to_notify()}),
            key=key,
            subject=_("Enquiry %(code)s is overdue") % values,
            text=_("Enquiry %(code)s was due on %(day)s and has not been answered.") % values,
        )


def notify_reply(enquiry: Enquiry, step: EnquiryStep) -> None:
    """To the officials in charge: the enquirer has replied, the term continues."""
    with override(ADMIN_LANGUAGE):
        _to_officials(
            enquiry,
            officials_to_notify(enquiry),
            key=f"replied-{step.pk}",
            subject=_("The enquirer of %(code)s has replied") % {"code": enquiry.code},
            text=_("Enquiry %(code)s needs an answer by %(day)s.")
            % {"code": enquiry.code, "day": day_text(enquiry.due_on)},
        )


def notify_question(enquiry: Enquiry, step: EnquiryStep, days: int) -> None:
    """To the enquirer: the office asks for more information."""
    with override(enquiry.language):
        _to_enquirer(
            enquiry,
            f"asked-{step.pk}",
            _("A question about your enquiry %(code)s"),
            step.text,
            _("Please reply on this page, not by email: %(link)s") % {"link": status_link(enquiry)},
            _(
                "Your enquiry is paused until you reply. If you do not reply within %(days)d "
                "days, we will close it."
            )
            % {"days": days},
        )


def notify_answer(enquiry: Enquiry, step: EnquiryStep) -> None:
    """To the enquirer: the answer."""
    with override(enquiry.language):
        _to_enquirer(
            enquiry,
            f"answered-{step.pk}",
            _("The answer to your enquiry %(code)s"),
            step.text,
            _("You can also read this answer, or erase your data, here: %(link)s")
            % {"link": status_link(enquiry)},
        )


def notify_closed(enquiry: Enquiry, step: EnquiryStep) -> None:
    """To the enquirer: closed without an answer, and why."""
    with override(enquiry.language):
        reason = note_text(step)
        _to_enquirer(
            enquiry,
            f"closed-{step.pk}",
            _("Your enquiry %(code)s is closed"),
            _("Your enquiry %(code)s was closed without an answer.") % {"code": enquiry.code},
            reason and _("Reason: %(reason)s") % {"reason": reason},
            _("If you still need an answer, send a new enquiry. See your enquiry here: %(link)s")
            % {"link": status_link(enquiry)},
        )


def notify_reopened(enquiry: Enquiry, step: EnquiryStep) -> None:
    """To the enquirer: reopened, with the reason and the new due day."""
    with override(enquiry.language):
        _to_enquirer(
            enquiry,
            f"reopened-{step.pk}",
            _("Your enquiry %(code)s is open again"),
            _("Reason: %(reason)s") % {"reason": note_text(step)},
            _("You will get an answer by %(day)s.") % {"day": day_text(enquiry.due_on)},
            _("Track your enquiry: %(link)s") % {"link": status_link(enquiry)},
        )


def notify_due_day_changed(
    enquiry: Enquiry, step: EnquiryStep, before: date, reason: str = ""
) -> None:
    """To the enquirer: another due day and the reason, by default public holidays."""
    with override(enquiry.language):
        _to_enquirer(
            enquiry,
            f"moved-{step.pk}",
            _("New answer date for your enquiry %(code)s"),
            _("You will get an answer by %(day)s. The earlier date was %(before)s.")
            % {"day": day_text(enquiry.due_on), "before": day_text(before)},
            _("Reason: %(reason)s") % {"reason": reason or due_day_reason(step)},
            _("Track your enquiry: %(link)s") % {"link": status_link(enquiry)},
        )


def notify_passed_on(enquiry: Enquiry, step: EnquiryStep, to: str) -> None:
    """To the office or enterprise that can answer: the question and the contact data.

    In Vietnamese, the language between offices; the question stays as it was typed.
    """
    reach = [enquiry.name, enquiry.organisation, enquiry.country, enquiry.email, enquiry.phone]
    with override(ADMIN_LANGUAGE):
        lines = [
            _(
                "We received this question through %(site)s. The person agreed that we "
                "forward it to you. Please use the data below only to answer it."
            )
            % {"site": settings.SITE_URL},
            "\n".join(filter(None, [_("About: %(about)s") % _about(enquiry), _link(enquiry)])),
            enquiry.question,
            "\n".join(filter(None, reach)),
        ]
        if enquiry.due_on:
            lines.append(
                _("We promised the enquirer an answer by %(day)s.")
                % {"day": day_text(enquiry.due_on)}
            )
        lines.append(_in_charge(enquiry))
        write_mail(
            enquiry,
            key=f"passed-{step.pk}",
            to=to,
            subject=_("A question for your office or enterprise: %(code)s")
            % {"code": enquiry.code},
            lines=lines,
        )


def _about(enquiry: Enquiry) -> dict[str, str]:
    return {"about": enquiry.about or enquiry.get_kind_display()}


def _link(enquiry: Enquiry) -> str:
    """The URL of the public page of the record, or an empty text."""
    record = enquiry.record
    if record is None or not record.is_public:
        return ""
    return settings.SITE_URL + str(record.get_absolute_url())


def _in_charge(enquiry: Enquiry) -> str:
    """The sentence about the official who stays in charge of a question that is passed on."""
    if enquiry.owner is None:
        return _("The office that runs this site is still responsible for the answer.")
    who = enquiry.owner.get_full_name() or enquiry.owner.get_username()
    if enquiry.owner.email:
        who += f" <{enquiry.owner.email}>"
    return _("%(who)s is still responsible for the answer. Please keep them informed.") % {
        "who": who
    }


def status_link(enquiry: Enquiry) -> str:
    """The URL of the enquirer's page, in the language of the enquiry."""
    with override(enquiry.language):
        return settings.SITE_URL + reverse("enquiries:receipt", args=[enquiry.code])


def _to_enquirer(
    enquiry: Enquiry,
    key: str,
    subject: str,
    *lines: str,
    state: str = OutgoingMail.State.WAITING,
) -> None:
    """Write in the active language; `subject` has a place for the code, empty lines are skipped."""
    write_mail(
        enquiry,
        key=key,
        to=enquiry.email,
        subject=subject % {"code": enquiry.code},
        lines=[line for line in lines if line],
        state=state,
    )


def _to_officials(
    enquiry: Enquiry, addresses: Collection[str], *, key: str, subject: str, text: str
) -> bool:
    """Write to each address; returns whether there was one."""
    link = settings.SITE_URL + reverse("admin:enquiries_enquiry_change", args=[enquiry.pk])
    for address in addresses:
        write_mail(
            enquiry,
            key=f"{key}:{hashlib.sha256(address.encode()).hexdigest()[:16]}",
            to=address,
            subject=subject,
            lines=[text, _("Open the enquiry: %(link)s") % {"link": link}],
        )
    return bool(addresses)


def _signed() -> str:
    """Today's name of the site, its office and its URL, in the active language."""
    return "\n".join([*signature(), settings.SITE_URL])
