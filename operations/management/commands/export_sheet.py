"""Export a list of records into a file, as the admin does."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import QueryDict

from budget.filters import BudgetFilterForm
from enterprises.filters import EnterpriseFilterForm
from imports.workbooks.lists import FORMATS, ExportRefused, ListHeader
from operations.sheet_resources import SHEET_RESOURCES
from projects.filters.form import ProjectFilterForm

FORMS = {
    "projects": ProjectFilterForm,
    "enterprises": EnterpriseFilterForm,
    "budget": BudgetFilterForm,
}


class Command(BaseCommand):
    help = "Write the public list of projects, enterprises or budget lines to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=SHEET_RESOURCES)
        parser.add_argument("out", type=Path, help=f"ends in {', '.join(FORMATS)}")
        parser.add_argument("--filter", action="append", default=[], metavar="NAME=VALUE")
        parser.add_argument("--demo", action="store_true", help="with demo data")

    def handle(self, *, kind: str, out: Path, demo: bool, **options: Any) -> None:
        extension = out.suffix.lstrip(".").lower()
        if extension not in FORMATS:
            raise CommandError(f"{out} must end in one of: {', '.join(FORMATS)}.")
        resource = SHEET_RESOURCES[kind]().for_public()
        form = FORMS[kind](QueryDict("&".join(options["filter"])), plain_numbers=True)
        records = form.records() if demo else form.records().real()
        if form.errors:
            errors = " ".join(f"{n}: {' '.join(map(str, e))}" for n, e in form.errors.items())
            raise CommandError(f"{errors} Nothing was written.")
        records = form.in_order(form.apply_to(records))
        title = str(resource.model._meta.verbose_name_plural)
        try:
            with out.open("wb") as file:
                FORMATS[extension][1](
                    resource, records, ListHeader(title, form.in_words(), records.count()), file
                )
        except ExportRefused as refusal:
            out.unlink()
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error.strerror}.") from error
        self.stdout.write(self.style.SUCCESS(f"Wrote {records.count()} records to {out}."))
