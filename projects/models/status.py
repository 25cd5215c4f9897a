"""The status of a project."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProjectStatus(models.TextChoices):
    CALLING = "calling", _("calling for investors")
    SURVEYING = "surveying", _("being surveyed")
    APPROVED = "approved", _("approved in principle")
    LICENSED = "licensed", _("licensed")
    UNDER_CONSTRUCTION = "under_construction", _("under construction")
    OPERATING = "operating", _("operating")
    SUSPENDED = "suspended", _("suspended")
    WITHDRAWN = "withdrawn", pgettext_lazy("project", "withdrawn")


def a_year_before(day: date) -> date:
    """The same day of the year before; a call for investors confirmed earlier is in doubt."""
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)
