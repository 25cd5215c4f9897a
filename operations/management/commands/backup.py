"""Write a backup: the whole state of the portal in one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.backup import write_backup


class Command(BaseCommand):
    help = "Write the database and the uploaded files into one new file in a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = write_backup(folder)
        except OSError as error:
            raise CommandError(f"No backup was written: {error}.") from None
        self.stdout.write(str(path))
