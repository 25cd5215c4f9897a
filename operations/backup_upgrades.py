"""Read backups of earlier releases: their rows in the form that this release stores.

A row is the JSON object that Django's serializer writes: `model`, `pk` and `fields`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from records.figures import as_words, figure_columns
from vietnamese.units import LIMITS

Row = dict[str, Any]


def _mail_about_enquiry(fields: Row) -> Row:
    """In release 0.1 every mail was about an enquiry."""
    enquiry = fields.pop("enquiry")
    return fields | {"content_type": ["enquiries", "enquiry"], "object_id": enquiry}


@dataclass(frozen=True)
class Release:
    """A release whose backups can be restored, and what has changed in the models since.

    `last_migrations` names the last migration of each app. `renamed_models` maps labels of the
    release to labels of today; `renamed_fields` maps, for a label of today, field names of the
    release to those of today. `converters` maps labels of today to functions from the fields of
    the release to those of today. Rows of models that no longer exist are not read.
    """

    last_migrations: Mapping[str, str]
    renamed_models: Mapping[str, str]
    renamed_fields: Mapping[str, Mapping[str, str]]
    converters: Mapping[str, Callable[[Row], Row]]

    def wrote(self, migrations: Iterable[str]) -> bool:
        """Whether a backup with these migrations is of this release."""
        names = sorted(migration.split(".", 1) for migration in migrations)
        return dict(names) == self.last_migrations

    def label(self, today: str) -> str:
        """The label that a model of today had in this release."""
        return next((old for old, new in self.renamed_models.items() if new == today), today)

    def upgrade(self, row: Row) -> Row:
        """A row of the release as this release stores it."""
        label = self.renamed_models.get(row["model"], row["model"])
        renamed = self.renamed_fields.get(label, {})
        fields = {renamed.get(name, name): value for name, value in row["fields"].items()}
        if convert := self.converters.get(label):
            fields = convert(fields)
        model = apps.get_model(label)
        for figure in figure_columns(model):
            # As the migration does; the release had no limit.
            high = fields[f"{figure.name}_high"]
            if high is not None and Decimal(high) > LIMITS[figure.dimension]:
                fields |= as_words(figure.name, fields)
        for field in model._meta.get_fields():
            if (value := fields.get(field.name)) is None:
                continue
            if field.related_model is ContentType:
                fields[field.name] = self._natural_key(value)
            elif field.related_model is Permission:
                fields[field.name] = [self._natural_key(each) for each in value]
        return row | {"model": label, "fields": fields}

    def _natural_key(self, key: list[str]) -> list[str]:
        """The key of a content type or a permission; either ends with an app and a model."""
        label = ".".join(key[-2:])
        return [*key[:-2], *self.renamed_models.get(label, label).split(".")]


RELEASE_0_1 = Release(
    last_migrations={
        "admin": "0003_logentry_add_action_flag_choices",
        "auth": "0012_alter_user_first_name_max_length",
        "budget": "0004_unknown_days",
        "cnht_portal": "0003_unknown_days",
        "contenttypes": "0002_remove_content_type_name",
        "enquiries": "0004_withheld_receipts",
        "enterprises": "0005_cost_of_words",
        "programme": "0004_unknown_days",
        "projects": "0005_unknown_days",
        "records": "0005_search_making",
        "sessions": "0001_initial",
        "sheets": "0001_initial",
    },
    renamed_models={
        "cnht_portal.notice": "site_info.notice",
        "cnht_portal.rating": "site_info.rating",
        "cnht_portal.siteidentity": "site_info.siteidentity",
        "enquiries.holiday": "programme.holiday",
        "enquiries.outgoingmail": "mail.outgoingmail",
        "enquiries.visit": "guests.visit",
        "records.searchword": "search.searchword",
        "sheets.finding": "imports.finding",
        "sheets.import": "imports.import",
        "sheets.learnedheading": "imports.learnedheading",
    },
    renamed_fields={
        "records.changeitem": {"seen_version": "base_version", "common": "base_values"},
    },
    converters={"mail.outgoingmail": _mail_about_enquiry},
)
