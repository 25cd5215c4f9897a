"""An enquiry, its consents and its steps.

Terms are in working days (`programme.working_days`). Personal data are stored only in the fields of
`Enquiry.PERSONAL` and in the texts of steps and mails; `enquiries.workflow.erasure` empties them.
"""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enterprises.models import Enterprise
from mail.models import OutgoingMail
from programme.models import Office
from projects.models import Project

LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]


class EnquiryQuerySet(models.QuerySet):
    def running(self) -> Self:
        """Enquiries with a running term."""
        return self.filter(state__in=Enquiry.RUNNING)

    def open(self) -> Self:
        """Enquiries that are neither answered nor closed."""
        return self.filter(state__in=Enquiry.OPEN)

    def overdue(self, day: date) -> Self:
        return self.running().filter(due_on__lt=day)

    def with_context(self) -> Self:
        """With the related records that a page of enquiries displays, in one query."""
        return self.select_related("project", "enterprise", "owner", "group", "office", "concerns")


class Enquiry(models.Model):
    """A question sent through the site, to be answered by a due day."""

    class Kind(models.TextChoices):
        PROJECT = "project", _("about a project")
        ENTERPRISE = "enterprise", _("about an enterprise")
        GENERAL = "general", _("in general")
        PERSONAL_DATA = "data", _("about the enquirer’s own data")

    class State(models.TextChoices):
        NEW = "new", _("received")
        WORKING = "working", _("being worked on")
        WAITING = "waiting", _("waiting for the enquirer")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", _("closed")
        SPAM = "spam", _("suspected spam")
        ERASED = "erased", _("personal data erased")

    RUNNING = (State.NEW, State.WORKING)
    OPEN = (*RUNNING, State.WAITING)
    FINISHED = (State.ANSWERED, State.CLOSED)
    # States in which the enquirer may reply.
    REPLIES = (State.WAITING, State.ANSWERED)
    PERSONAL = ("name", "organisation", "country", "email", "phone", "question")

    code = models.CharField(_("receipt code"), max_length=12, unique=True, editable=False)
    # Identifies the submission, so that sending it twice stores it once.
    submission = models.CharField(max_length=32, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
    version = models.PositiveIntegerField(default=1, editable=False)
    language = models.CharField(_("language of the answer"), max_length=2, choices=LANGUAGES)
    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("project")
    )
    enterprise = models.ForeignKey(
        Enterprise,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("enterprise"),
    )
    # For a request about personal data: the enquiry that holds the data.
    concerns = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="data_requests",
        verbose_name=_("enquiry with the data"),
    )
    # The name of the record at the time of the enquiry.
    about = models.CharField(_("about"), max_length=500, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False)

    name = models.CharField(_("name"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=80, blank=True)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    question = models.TextField(_("question"), blank=True)
    suspicion = models.CharField(_("reason for suspicion"), max_length=200, blank=True)

    office = models.ForeignKey(
        Office, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("office")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("official in charge"),
    )
    group = models.ForeignKey(
        Group,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("group in charge"),
    )

    received_at = models.DateTimeField(_("received"))
    # The term in working days; the working days of waiting for the enquirer since the term began
    # (`paused`), and in all (`waited`).
    term = models.PositiveSmallIntegerField(_("time limit in working days"))
    paused = models.PositiveSmallIntegerField(default=0)
    waited = models.PositiveSmallIntegerField(default=0)
    # The day from which the term counts, if the enquiry was reopened or released; else receipt.
    counts_from = models.DateField(null=True, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    waiting_since = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    days_to_answer = models.PositiveSmallIntegerField(null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    mails = GenericRelation(OutgoingMail, related_query_name="enquiry")

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        permissions = [
            ("answer_enquiry", "Can answer enquiry"),
            ("manage_enquiry", "Can manage enquiry"),
        ]
        constraints = [
            models.CheckConstraint(
                name="enquiry_running_has_a_due_day",
                condition=~Q(state__in=["new", "working"]) | Q(due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="enquiry_erased_holds_no_person",
                condition=~Q(state="erased") | Q(name="", email="", phone="", question=""),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="enquiry_state_due"),
            models.Index(fields=["answered_at"], name="enquiry_answered_at"),
        ]

    def __str__(self) -> str:
        return str(self.code)

    def get_absolute_url(self) -> str:
        return reverse("enquiries:receipt", args=[self.code])

    @property
    def record(self) -> Project | Enterprise | None:
        """The project or enterprise of the enquiry, public or not; None if it was deleted."""
        return self.project or self.enterprise


class Consent(models.Model):
    """A consent to one purpose, with the displayed text and its time."""

    class Purpose(models.TextChoices):
        ANSWER = "answer", _("to answer the question")
        PASS_ON = "pass_on", _("to forward the question")
        NEWS = "news", _("to send information about similar projects later")

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose)
    text_version = models.CharField(_("version of the text"), max_length=20)
    text = models.TextField(_("text consented to"))
    given_at = models.DateTimeField(_("given at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(fields=["enquiry", "purpose"], name="consent_once_a_purpose")
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()


class EnquiryStep(models.Model):
    """One step in the log of an enquiry. Steps are not edited; erasure empties their texts."""

    class Kind(models.TextChoices):
        RECEIVED = "received", _("received")
        MARKED_SPAM = "held", _("held as suspected spam")
        RELEASED = "released", _("confirmed not spam")
        TAKEN = "taken", _("accepted")
        ASSIGNED = "assigned", _("assigned")
        TERM = "term", _("time limit changed")
        MOVED = "moved", _("due date moved")
        PASSED_ON = "passed_on", _("forwarded")
        ASKED_BACK = "asked_back", _("enquirer asked")
        REPLIED = "replied", _("the enquirer replied")
        ANSWERED = "answered", _("answered")
        SUPPLEMENTED = "added", _("supplementary answer")
        REMINDED = "reminded", _("reminded")
        ESCALATED = "escalated", _("escalated")
        CLOSED = "closed", _("closed")
        REOPENED = "reopened", _("reopened")
        WITHDRAWN = "withdrawn", _("consent withdrawn")
        CORRECTED = "corrected", _("personal data corrected")
        ERASED = "erased", _("personal data erased")

    # Messages between the office and the enquirer.
    CORRESPONDENCE = (Kind.ASKED_BACK, Kind.REPLIED, Kind.ANSWERED, Kind.SUPPLEMENTED)

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="steps")
    kind = models.CharField(_("step"), max_length=10, choices=Kind)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Empty: the enquirer, or the portal itself."),
    )
    # Displayed by `enquiries.display.note_text`; never personal data.
    note = models.CharField(_("note"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)
    # A key for a step that happens only once, such as a reminder for a due day.
    once = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry", "once"], condition=~Q(once=""), name="enquiry_step_once"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
