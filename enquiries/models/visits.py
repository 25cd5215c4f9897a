"""How often somebody came, without knowing who."""

from django.db import models


class Visit(models.Model):
    """A sending, or a look-up of a wrong code, from one address; kept for a day.

    `who` is a hash of the address under a key that changes every day: the address itself is
    stored nowhere.
    """

    who = models.CharField(max_length=32)
    what = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["who", "what", "at"], name="visit_counted")]

    def __str__(self) -> str:
        return f"{self.what} {self.at}"
