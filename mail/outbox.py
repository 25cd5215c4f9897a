"""Sending of the waiting mails in the outbox.

A mail is claimed before it is sent and marked afterwards, so two processes cannot both send it. If
the server cannot be reached, breaks the connection, or refuses the sender, the round ends and no
mail loses a try. If it refuses one mail, that mail waits longer after each try. A process that died
while sending leaves a claimed mail. Nobody can know whether it was sent, so it is sent again under
the same Message-ID, by which mail programs recognise a duplicate.
"""

import logging
import re
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone

from mail.models import OutgoingMail

logger = logging.getLogger(__name__)

STATE = OutgoingMail.State
# Longer than any connection to a mail server may take.
SENDING_TIMEOUT = timedelta(minutes=10)
FIRST_DELAY, MAX_DELAY = timedelta(minutes=1), timedelta(hours=4)
MAX_TRIES = 30  # about four days
UNKNOWN_MAILBOX = 550  # and above: the address does not exist
# Extended codes of RFC 3463 by which servers refuse the sender or apply a policy, although the
# response concerns the recipient's address.
_POLICY_REFUSAL = re.compile(rb"\s*5\.(?:1\.[78]|7\.\d+)\b")


def send_waiting(now: datetime, *, stopping: Callable[[], bool] = lambda: False) -> int:
    """Send the mails that are due; returns how many were sent."""
    _release_interrupted(now)
    due = OutgoingMail.objects.filter(state=STATE.WAITING, send_after__lte=now)
    if not due.exists():
        return 0
    connection = get_connection()
    try:
        connection.open()
    except Exception as error:  # whatever the error, the mails wait
        message = _error_text(error)
        due.update(last_error=message)
        logger.warning("The mail server cannot be reached, mails wait: %s", message)
        return 0
    sent = 0
    try:
        # A mail after which the connection broke comes last, so that it cannot block the others.
        for mail in due.order_by("send_after", "id").iterator(chunk_size=100):
            if stopping():
                break
            # The round may have started long before.
            claim = {"state": STATE.SENDING, "claimed_at": max(now, timezone.now())}
            if not due.filter(pk=mail.pk).update(**claim):
                continue  # another process has claimed it
            try:
                _send(mail, connection)
            except Exception as error:
                if not _is_about_this_mail(error):
                    _let_wait(mail, error, now)
                    logger.warning("The mail server failed, mails wait: %s", _error_text(error))
                    break
                _put_back(mail, error, now)
            else:
                OutgoingMail.objects.filter(pk=mail.pk, state=STATE.SENDING).update(
                    state=STATE.SENT, sent_at=now, tries=F("tries") + 1, last_error=""
                )
                sent += 1
    finally:
        connection.close()
    return sent


def _send(mail: OutgoingMail, connection: BaseEmailBackend) -> None:
    message = EmailMessage(
        mail.subject,
        mail.body,
        settings.DEFAULT_FROM_EMAIL,
        [mail.to],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    if message.send() != 1:
        raise OSError("the mail server took nothing")


def _let_wait(mail: OutgoingMail, error: Exception, now: datetime) -> None:
    """Let the mail wait for the next round, without counting a try."""
    OutgoingMail.objects.filter(pk=mail.pk, state=STATE.SENDING).update(
        state=STATE.WAITING, send_after=now, claimed_at=None, last_error=_error_text(error)
    )


def _put_back(mail: OutgoingMail, error: Exception, now: datetime) -> None:
    tries = mail.tries + 1
    given_up = _is_final(error) or tries >= MAX_TRIES
    OutgoingMail.objects.filter(pk=mail.pk, state=STATE.SENDING).update(
        state=STATE.FAILED if given_up else STATE.WAITING,
        tries=tries,
        send_after=now + min(FIRST_DELAY * 2 ** (tries - 1), MAX_DELAY),
        claimed_at=None,
        last_error=_error_text(error),
    )
    if given_up:
        logger.error("Mail %s is given up after %s tries: %s", mail.pk, tries, _error_text(error))


def _release_interrupted(now: datetime) -> None:
    OutgoingMail.objects.filter(state=STATE.SENDING, claimed_at__lt=now - SENDING_TIMEOUT).update(
        state=STATE.WAITING, claimed_at=None, last_error="interrupted while sending"
    )


def _codes(error: Exception) -> list[int]:
    """The SMTP codes of a refusal; empty for other errors."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _text in error.recipients.values()]
    if isinstance(error, smtplib.SMTPDataError | smtplib.SMTPSenderRefused):
        return [error.smtp_code]
    return []


def _is_about_this_mail(error: Exception) -> bool:
    """Whether an error concerns this mail only; a refused sender concerns all mails."""
    return isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError | ValueError)


def _is_final(error: Exception) -> bool:
    """Whether no later try can help: the address does not exist, or the mail is malformed."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(
            code >= UNKNOWN_MAILBOX and not _POLICY_REFUSAL.match(text)
            for code, text in error.recipients.values()
        )
    return isinstance(error, ValueError)


def _error_text(error: Exception) -> str:
    """The error without e-mail addresses, for the log."""
    codes = _codes(error)
    code = f" {codes[0]}" if codes else ""
    return f"{type(error).__name__}{code}" + (
        f": {error.strerror}" if isinstance(error, OSError) and error.strerror else ""
    )
