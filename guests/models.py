"""Visits that rate limits count, without personal data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visit(models.Model):
    """A visit that counts towards a rate limit; stored for a day.

    It is a submission, a look-up of a wrong code, a download or a failed sign-in from one IP
    address, a receipt to one mailbox, or a failed sign-in to one account. `who` is a hash of the IP
    address, mailbox or user name, under a key that changes every day.
    """

    who = models.CharField(max_length=32)
    what = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        indexes = [models.Index(fields=["who", "what", "at"], name="visit_counted")]

    def __str__(self) -> str:
        return f"{self.what} {self.at}"
