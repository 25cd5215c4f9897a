"""Visits that rate limits count, without personal data."""

from django.db import models


class Visit(models.Model):
    """A submission, a look-up of a wrong code or a download from one address, or a receipt to one
    mailbox; stored for a day.

    `who` is a hash of the address or mailbox under a key that changes every day.
    """

    who = models.CharField(max_length=32)
    what = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["who", "what", "at"], name="visit_counted")]

    def __str__(self) -> str:
        return f"{self.what} {self.at}"
