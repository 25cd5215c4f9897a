"""The base classes of records, and the change sets that write them."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records.cache_version import CacheVersion  # noqa: F401 - so that Django knows its table


class Publication(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


UNPUBLISHED = (Publication.DRAFT, Publication.IN_REVIEW)


class RecordQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Published records; every public page, file and API starts here."""
        return self.filter(publication=Publication.PUBLISHED)

    def real(self) -> Self:
        """Without demo data; the default for reports and exports."""
        return self.filter(is_demo=False)

    def locked(self) -> Self:
        """Lock the rows until the end of the transaction, always in the order of ids.

        Saving a row that refers to one of them does not wait (`no_key`).
        """
        return self.order_by("pk").select_for_update(of=("self",), no_key=True)


# A key is part of URLs, so it has no characters that a URL would have to escape.
validate_key = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9._-]*\Z",
    _("Write it with letters without accents, digits, dots and hyphens, such as DA-0001."),
    code="key",
)


RecordT = TypeVar("RecordT", bound="Record")


class Record(models.Model):
    """A row that officials maintain, with a version and a publication state.

    `version` counts its writes. A write names the version it started from, and is refused or merged
    if somebody else has written since. `missing_for_publication` lists what a draft may lack, but a
    published record may not.
    """

    # The field that identifies the record for people.
    key_field: ClassVar[str] = "code"
    # The URL name of the public page, with the key as argument; empty if there is none.
    page_name: ClassVar[str] = ""
    # Related names of rows that are written and restored with the record.
    recorded_lists: ClassVar[tuple[str, ...]] = ()
    # Columns computed from others, which are not part of the history.
    derived_fields: ClassVar[tuple[str, ...]] = ()

    publication = models.CharField(
        _("publication"), max_length=10, choices=Publication, default=Publication.DRAFT
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    is_demo = models.BooleanField(_("demo data"), default=False, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects: ClassVar = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        self.derive()
        super().save(**kwargs)

    def derive(self) -> None:
        """Fill all computed columns."""
        self.derive_own()
        type(self).fill_derived([self], [{}])

    def derive_own(self) -> None:
        """Fill the columns that are computed from columns of the same row."""

    @classmethod
    def fill_derived(cls, records: Sequence[Any], given: Sequence[dict[str, Any]]) -> None:
        """Fill the columns of a batch that are computed from other records.

        `given` has one dictionary for each record, with values that are not stored yet: ids of
        many-to-many relations and rows of its lists. Overridden by base classes with such columns.
        """

    @classmethod
    def after_write(
        cls,
        records: Sequence[Any],
        before: Sequence[dict[str, Any] | None],
        after: Sequence[dict[str, Any]],
    ) -> None:
        """Follow up on a written batch, in the same transaction.

        `before` and `after` have one dictionary of changed values for each record; `before` is None
        for a new record. Overridden by base classes whose columns depend on other records.
        """

    @classmethod
    def after_change_set(cls, written: int) -> None:
        """Follow up on a change set that wrote so many records of this model.

        Called once for each model of the set, in the same transaction.
        """

    @classmethod
    def delete_batch(cls, ids: Collection[int]) -> None:
        """Delete stored records of this model by id."""
        cls._default_manager.filter(pk__in=ids).delete()

    def clean(self) -> None:
        super().clean()
        if self.publication == Publication.PUBLISHED:
            missing = list(self.missing_for_publication())
            if missing:
                raise ValidationError(
                    _("It cannot be published yet: %(missing)s"),
                    code="incomplete",
                    params={"missing": " ".join(str(message) for message in missing)},
                )

    def missing_for_publication(self) -> Iterable[Any]:
        """Sentences about what a record lacks for publication."""
        return ()

    @classmethod
    def assign_keys(cls, records: "list[Record]") -> None:
        """Assign a key (code) to new records without one, in one query."""

    @property
    def key(self) -> str:
        return str(getattr(self, self.key_field))

    @property
    def is_public(self) -> bool:
        return self.publication == Publication.PUBLISHED


def record_model(content_type_id: int) -> type[Record]:
    """The model of a change item, by its content type."""
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    assert model is not None
    assert issubclass(model, Record)
    return model


def if_public(record: RecordT | None) -> RecordT | None:
    """A related record if it is published, else None."""
    return record if record is not None and record.is_public else None


class SourcedRecord(Record):
    """A record with a source, without which it cannot be published."""

    source = models.TextField(
        _("source"),
        blank=True,
        help_text=_("Where the information was found: document, article or page."),
    )

    class Meta:
        abstract = True

    def missing_for_publication(self) -> Iterable[Any]:
        if not self.source.strip():
            yield _("The source is missing.")


class ChangeSet(models.Model):
    """A set of changes by one author, with time, reason and document; proposed, then applied."""

    class State(models.TextChoices):
        # Incomplete, or with refused rows.
        UNREADY = "unready", _("not ready")
        PROPOSED = "proposed", _("proposed")
        APPLIED = "applied", _("applied")
        UNDONE = "undone", _("undone")
        DROPPED = "dropped", _("dropped")

    class Kind(models.TextChoices):
        FORM = "form", _("form")
        IMPORT = "import", _("import of a file")
        BULK = "bulk", _("bulk edit")
        FACTS = "facts", _("reference data")
        DEMO = "demo", _("demo data")
        UNDO = "undo", _("undo")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Empty: the portal itself, from a command."),
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    basis = models.CharField(_("by document"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("proposed at"), auto_now_add=True)
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    undoes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("undoes")
    )
    file = models.FileField(_("file"), upload_to="imports/%Y/%m/", blank=True, max_length=300)
    file_name = models.CharField(_("file name"), max_length=255, blank=True)
    file_digest = models.CharField(_("SHA-256"), max_length=64, blank=True)
    summary = models.JSONField(_("summary"), default=dict, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("change set")
        verbose_name_plural = _("change sets")
        permissions = [("undo_changeset", "Can undo change set")]
        constraints = [
            models.CheckConstraint(
                name="change_set_applied_has_a_time",
                condition=~Q(state="applied") | Q(applied_at__isnull=False),
                violation_error_message=_(
                    "An applied change set needs the time when it was applied."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.get_kind_display()}"


class ChangeItem(models.Model):
    """The change of one record: the version it started from, values before and after."""

    class Action(models.TextChoices):
        CREATE = "create", _("new")
        CHANGE = "change", _("changed")
        DELETE = "delete", _("deleted")

    class Question(models.TextChoices):
        """A question to decide before the change is applied."""

        CONFLICT = "conflict", _("in conflict")
        MISSING = "missing", _("missing from the file")

    class Decision(models.TextChoices):
        TAKE = "take", _("change it")
        KEEP = "keep", _("leave it as it is")

    change_set = models.ForeignKey(ChangeSet, models.CASCADE, related_name="items")
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.BigIntegerField(null=True, blank=True)
    action = models.CharField(max_length=6, choices=Action)
    key = models.CharField(max_length=200, blank=True)
    label = models.CharField(max_length=300, blank=True)
    base_version = models.PositiveIntegerField(null=True, blank=True)
    # The changed fields as JSON values; `after` of a new record has all fields.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    # What else referred to a deleted record, as an enquiry does: {"app.Model.field": [ids]}.
    references = models.JSONField(default=dict)
    # The origin of the values for the reader: sheet and row.
    place = models.CharField(max_length=120, blank=True)
    question = models.CharField(max_length=8, choices=Question, blank=True)
    decision = models.CharField(max_length=4, choices=Decision, blank=True)
    # For a conflict: the values from which both sides started.
    base_values = models.JSONField(default=dict)
    # A digest of the row of the file, so that the same row is not read again.
    row_digest = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="change_item_record"),
            models.Index(fields=["content_type", "key"], name="change_item_key"),
            models.Index(
                fields=["row_digest"], condition=~Q(row_digest=""), name="change_item_row"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.label}"
