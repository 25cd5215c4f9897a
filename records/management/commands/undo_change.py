"""Undo an import or a bulk edit."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from records.changes import undo
from records.models import ChangeSet
from records.persistence import ChangeRefused


class Command(BaseCommand):
    help = "Take an applied change back, save on records that were changed since."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("change", type=int, help="the number of the change")

    def handle(self, *, change: int, **options: Any) -> None:
        try:
            reversal = undo(ChangeSet.objects.get(pk=change))
        except ChangeSet.DoesNotExist:
            raise CommandError(f"There is no change {change}; nothing was taken back.") from None
        except ChangeRefused as refusal:
            raise CommandError(f"{refusal} Nothing was taken back.") from refusal
        self.stdout.write(
            self.style.SUCCESS(
                f"Took back {reversal.items.count()} records of change {change}: "
                f"this is change {reversal.pk}."
            )
        )
        for kept in reversal.summary["kept"]:
            self.stdout.write(f"Kept {kept['key']} {kept['label']}: {kept['why']}")
