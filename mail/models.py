"""The outbox: pages store mails here and never contact the mail server."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class OutgoingMail(models.Model):
    """One mail to one address, stored together with what it is about, such as an enquiry.

    `key` says what the mail is about and is unique, so the mail is written once. The Message-ID
    stays the same in every try: if a server accepted the mail but the connection broke before its
    answer, the recipient can recognise the second copy.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("given up")
        DROPPED = "dropped", _("dropped")
        WITHHELD = "withheld", _("not sent: the address reached its receipts for the day")

    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    about = GenericForeignKey("content_type", "object_id")
    key = models.CharField(max_length=80, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    to = models.EmailField(_("to"), blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    written_at = models.DateTimeField(_("written at"))
    send_after = models.DateTimeField(_("next try"))
    claimed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        indexes = [
            models.Index(fields=["state", "send_after"], name="outgoing_mail_due"),
            models.Index(fields=["content_type", "object_id"], name="outgoing_mail_about"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.get_state_display()}"
