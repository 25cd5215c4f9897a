"""A spreadsheet into the records, by the same reader and rules as the screen."""

import json
from io import BytesIO
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from cnht_portal.kinds import KINDS
from records.changes import ChangeRefused, apply
from sheets.importing import propose_import, read_sheet
from sheets.opening import FileRefused
from sheets.returning import return_workbook


class Command(BaseCommand):
    help = (
        "Import a spreadsheet: all rows or none. Exit status 0 when all rows were taken, "
        "1 when rows were refused (nothing stored), 2 when the file was refused."
    )

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=KINDS)
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="read and compare, store nothing"
        )
        parser.add_argument(
            "--report", type=Path, help="write the file with its problems marked to this .xlsx file"
        )
        parser.add_argument("--source", default="", help="where the facts come from")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *, kind, file, **options):
        result = {"file": str(file)}
        try:
            with file.open("rb") as content:
                reading = read_sheet(
                    KINDS[kind](), content, source=options["source"], file_name=file.name
                )
                result |= self.summary(reading)
                if not reading.problems and reading.changes and not options["dry_run"]:
                    change_set = propose_import(reading, content, file_name=file.name)
                    with tqdm(total=len(reading.changes), unit="row", disable=None) as bar:
                        result["change_set"] = apply(change_set, progress=bar.update).pk
        except OSError as error:
            raise CommandError(
                f"{file} cannot be read: {error.strerror}. Nothing was stored.", returncode=2
            ) from error
        except FileRefused as refusal:
            raise CommandError(f"{file}: {refusal} Nothing was stored.", returncode=2) from refusal
        except ChangeRefused as refusal:
            raise CommandError(str(refusal), returncode=1) from refusal
        if options["report"]:
            content = BytesIO(file.read_bytes())
            with options["report"].open("wb") as out:
                return_workbook(content, reading.problems, out)
        self.tell(result, as_json=options["json"], dry_run=options["dry_run"])
        if reading.problems:
            raise CommandError(
                f"{len(reading.problems)} problems in {file}; nothing was stored.", returncode=1
            )

    def summary(self, reading):
        names = [
            "sheet",
            "header_row",
            "read",
            "new",
            "changed",
            "unchanged",
            "conflict",
            "refused",
        ]
        summary = reading.summary()
        return (
            {name: summary[name] for name in names}
            | {"left_out": len(reading.left_out), "change_set": None}
            | {"warnings": reading.warnings, "problems": summary["problems"]}
        )

    def tell(self, result, *, as_json, dry_run):
        if as_json:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
            return
        counts = ", ".join(
            f"{name} {result[name]}"
            for name in ("read", "new", "changed", "unchanged", "conflict", "refused", "left_out")
        )
        self.stdout.write(f"{result['sheet']}, heading in row {result['header_row']}: {counts}.")
        for warning in result["warnings"]:
            self.stdout.write(self.style.WARNING(warning))
        for problem in result["problems"]:
            self.stdout.write(f"{problem['cell']} “{problem['value']}”: {problem['message']}")
        if result["change_set"]:
            self.stdout.write(self.style.SUCCESS(f"Stored as change {result['change_set']}."))
        elif dry_run:
            self.stdout.write("A dry run: nothing was stored.")
        elif not result["problems"]:
            self.stdout.write("Nothing differs; nothing was stored.")
