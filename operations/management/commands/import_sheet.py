"""Import a spreadsheet into records, by the same rules as the admin."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from tqdm import tqdm

from imports.corrections.marked_workbook import write_marked_workbook
from imports.decisions import decide
from imports.file_reader import ImportChoices, Progress, read_file
from imports.models import Finding, Import
from imports.pipeline import PreviewOutdated, confirm_import, discard, read_import, receive
from imports.resources import SheetResource
from operations.sheet_resources import SHEET_RESOURCES
from records.models import ChangeItem, ChangeSet
from records.persistence import ChangeRefused, leave_broken_connection
from spreadsheets.readers.opening import FileRefused, ReaderFailed

PROBLEM_FIELDS = ("sheet", "cell", "value", "code", "message")
Question, Decision = ChangeItem.Question, ChangeItem.Decision
COUNTS = ("read", "new", "changed", "unchanged", "conflict", "refused")


class Command(BaseCommand):
    help = (
        "Import a spreadsheet: all rows or none. Exit status 0 when all rows were taken, "
        "1 when rows were refused (nothing stored), 2 when the file was refused."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=SHEET_RESOURCES)
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="read and compare, store nothing"
        )
        parser.add_argument(
            "--report", type=Path, help="write the file with its failing cells marked to this .xlsx"
        )
        parser.add_argument("--source", default="", help="where the facts come from")
        parser.add_argument(
            "--sheet",
            default="",
            help="the sheet to read, * for all with the same headings; else the best fitting",
        )
        parser.add_argument(
            "--header-row", type=int, help="the last row of the headings, counted from 1"
        )
        parser.add_argument(
            "--read-hidden",
            action="store_true",
            help="read hidden rows and columns and struck-out text too",
        )
        parser.add_argument(
            "--for-all-rows",
            action="append",
            default=[],
            metavar="COLUMN=TEXT",
            help="the value of rows that have none, such as period=2021-2025",
        )
        parser.add_argument(
            "--withdraw-missing",
            action="store_true",
            help="withdraw the records that an earlier issue of this list named and the file "
            "does not; they are kept otherwise",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *, kind: str, file: Path, **options: Any) -> None:
        resource = SHEET_RESOURCES[kind]()
        row = options["header_row"]
        choices = ImportChoices(
            source=options["source"],
            sheet=options["sheet"],
            header_row=row and row - 1,
            read_hidden=options["read_hidden"],
            for_all_rows=self.for_all_rows(resource, options["for_all_rows"]),
        )
        try:
            with file.open("rb") as content:
                if options["dry_run"]:
                    result, problems = self.try_out(resource, content, choices, file)
                else:
                    result, problems = self.store(resource, content, choices, file, options)
                if options["report"]:
                    with options["report"].open("wb") as out:
                        write_marked_workbook(content, problems, out)
        except FileRefused as refusal:
            raise CommandError(f"{file}: {refusal} Nothing was stored.", returncode=2) from refusal
        except (ChangeRefused, PreviewOutdated, ReaderFailed) as refusal:
            raise CommandError(f"{refusal} Nothing was stored.", returncode=1) from refusal
        except DatabaseError as error:
            reason = (str(error) or type(error).__name__).splitlines()[0]
            raise CommandError(
                f"The database or the disk failed ({reason}). Nothing was stored; try again.",
                returncode=1,
            ) from error
        except OSError as error:
            name = error.filename or file
            raise CommandError(
                f"{name} cannot be used: {error.strerror}. Nothing was stored.", returncode=2
            ) from error
        self.write_result(result, as_json=options["json"], dry_run=options["dry_run"])
        if problems:
            raise CommandError(
                f"{len(problems)} problems in {file}; nothing was stored.", returncode=1
            )

    def for_all_rows(self, resource: SheetResource, given: list[str]) -> dict[str, str]:
        values = dict(each.partition("=")[::2] for each in given)
        if unknown := values.keys() - set(resource.columns_for_all_rows):
            known = ", ".join(resource.columns_for_all_rows) or "none"
            raise CommandError(
                f"--for-all-rows does not know {', '.join(sorted(unknown))}; it knows {known}.",
                returncode=2,
            )
        for name, text in values.items():
            if text not in (allowed := resource.columns[name].allowed_values()):
                raise CommandError(
                    f"--for-all-rows: {name} is one of {', '.join(allowed)}.", returncode=2
                )
        return values

    def try_out(
        self, resource: SheetResource, content: BinaryIO, choices: ImportChoices, file: Path
    ) -> tuple[dict[str, Any], list[Any]]:
        with self.bar("reading") as progress:
            result, changes = read_file(
                resource, content, choices, file_name=file.name, progress=progress
            )
            for _change in changes:
                pass  # counted on the way
        summary = self.result(file, result.summary(), len(result.left_out), result.problems)
        return summary, result.problems

    def store(
        self,
        resource: SheetResource,
        content: BinaryIO,
        choices: ImportChoices,
        file: Path,
        options: dict[str, Any],
    ) -> tuple[dict[str, Any], list[Any]]:
        received = receive(resource.model, content, choices, file_name=file.name)
        change_set, stored = received.change_set, None
        try:
            with self.bar("reading") as progress:
                file_import = read_import(resource, received, progress=progress)
            if file_import.state == Import.State.REFUSED:
                raise FileRefused(file_import.message)
            problems = list(file_import.findings.filter(group=Finding.Group.PROBLEM))
            left_out = file_import.findings.filter(group=Finding.Group.LEFT_OUT).count()
            result = self.result(file, change_set.summary, left_out, problems)
            if change_set.state == ChangeSet.State.PROPOSED:
                if options["withdraw_missing"]:
                    for_all: dict[str, str] = {
                        ChangeItem.Question.MISSING: ChangeItem.Decision.TAKE
                    }
                    decide(change_set, {}, for_all=for_all)
                with self.bar("storing") as progress:
                    stored = confirm_import(resource, file_import, progress=progress)
        finally:
            if stored is None:
                leave_broken_connection()
                discard(received)
        return result | {"change_set": stored and stored.pk}, problems

    @contextmanager
    def bar(self, words: str) -> Iterator[Progress]:
        """A progress bar on a terminal; yields a function of the rows done and their number."""
        with tqdm(desc=words, unit="row", disable=None) as bar:

            def progress(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            yield progress

    def result(
        self,
        file: Path,
        summary: dict[str, Any],
        left_out: int,
        problems: list[Any],
    ) -> dict[str, Any]:
        return (
            {"file": str(file)}
            | {name: summary[name] for name in ("sheet", "header_row", *COUNTS)}
            | {"left_out": left_out, "unread": summary["unread"], "change_set": None}
            | {"warnings": summary["warnings"]}
            | {
                "problems": [
                    {name: getattr(each, name) for name in PROBLEM_FIELDS} for each in problems
                ]
            }
        )

    def write_result(self, result: dict[str, Any], *, as_json: bool, dry_run: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
            return
        counts = ", ".join(f"{name} {result[name]}" for name in (*COUNTS, "left_out"))
        self.stdout.write(f"{result['sheet']}, heading in row {result['header_row']}: {counts}.")
        for heading in result["unread"]:
            message = f"{heading['cell']}: the column “{heading['heading']}” was not read."
            self.stdout.write(self.style.WARNING(message))
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
