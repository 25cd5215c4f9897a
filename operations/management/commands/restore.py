"""Restore the state of a backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.backup import BackupRefused, restore_backup


class Command(BaseCommand):
    help = "Restore a backup into an empty portal, or in place of what the portal holds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="delete what the portal holds now"
        )

    def handle(self, *, file: Path, replace: bool, **options: Any) -> None:
        try:
            restored = restore_backup(file, replace=replace)
        except BackupRefused as error:
            raise CommandError(f"{error} Nothing was changed.") from None
        self.stdout.write(f"Restored {restored.rows} rows, as of {restored.made_at}.")
        if restored.repaired:
            self.stdout.write(
                "Characters that no database can store were replaced by “\ufffd”. Correct them in:"
            )
            for field in restored.repaired:
                self.stdout.write(f"  {field}")
