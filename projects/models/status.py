"""The status of a project."""

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
