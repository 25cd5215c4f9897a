"""Load the reference facts and lists of the repository; can be repeated."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from budget import reference_data as budget
from imports.pipeline import ImportRefused
from programme import reference_data as programme
from projects import reference_data as projects
from site_info import reference_data as portal

STEPS = (
    programme.load_facts,
    budget.load_facts,
    projects.load_catalogue,
    budget.load_lines,
    portal.load_facts,
)


class Command(BaseCommand):
    help = (
        "Load the programme's reference facts from the repository's files. "
        "Values that officials have edited since are kept."
    )

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        written, refused = 0, []
        for step in STEPS:
            try:
                for model, change_set in step():
                    if change_set is None:
                        continue
                    count = change_set.items.count()
                    written += count
                    name = model._meta.verbose_name_plural
                    self.stdout.write(f"{name}: {count} ({change_set})")
            except ImportRefused as error:
                # An official has renamed something that the list names; the portal must start
                # nevertheless.
                refused.append(str(error))
        for reason in refused:
            self.stderr.write(
                f"Not loaded, nothing of it was stored: {reason} Import the sheet at the desk, "
                "where each row can be decided."
            )
        if not written and not refused:
            self.stdout.write("The reference facts are up to date.")
