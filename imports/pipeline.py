"""A file's way in: received, read into a change set, confirmed. One path for screen and command.

Each step may run in the request or in a process of its own (see `imports.worker`). What a file
would change is stored beside it while it is read, in small steps that hold nobody up; only a
reading that is complete and without problems can be applied, and that is one transaction.
"""

import gc
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from imports.models import Finding, Import
from imports.resources import SheetResource
from imports.rows.drafts import Reading, unread_headings
from imports.rows.files import Choices, Progress, read_sheet
from records.bilingual import page_language
from records.changes import Change, add_items, apply, drop
from records.models import ChangeItem, ChangeSet
from records.persistence import ChangeRefused, rewrite
from records.snapshots import batches, fingerprint
from spreadsheets.layout.layout import NoTableFound
from spreadsheets.readers.opening import FileRefused, content_of
from spreadsheets.readers.xlsx.macros import without_macros


def receive(
    model: type[models.Model],
    file: BinaryIO,
    choices: Choices | None = None,
    *,
    file_name: str,
    author: User | None = None,
    reason: str = "",
    basis: str = "",
) -> Import:
    """Keep a file as it came, save macros, to be read; nothing of it is understood yet.

    Raises FileRefused for a file that is empty, too large, or no sound archive.
    """
    file.seek(0)
    content = content_of(file)
    digest = hashlib.sha256(content).hexdigest()
    kept, name = without_macros(content), PurePath(file_name).name
    if kept is not content:
        # Excel opens no plain workbook whose name says that it holds macros.
        name = f"{PurePath(name).stem}.xlsx"
    with transaction.atomic():
        change_set = ChangeSet.objects.create(
            kind=ChangeSet.Kind.IMPORT,
            state=ChangeSet.State.UNREADY,
            author=author,
            reason=reason[:500],
            basis=basis[:200],
            # Stored under its digest: a sent name may be anything, and is kept beside it.
            file=ContentFile(kept, name=f"{digest}.bin"),
            file_name=name[:255],
            file_digest=digest,
        )
        return Import.objects.create(
            change_set=change_set,
            content_type=ContentType.objects.get_for_model(model),
            choices=asdict(choices or Choices()) | {"language": page_language()},
        )


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for cycles of objects seldom: an import makes a great many objects and few cycles.

    Python looks at every 700th new object, which takes a fifth of the time of a long list.
    """
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@few_collections()
def read_import(
    resource: SheetResource, reading: Import, *, progress: Progress | None = None
) -> Import:
    """Read a received file, or read it again: its changes and findings are stored beside it.

    What an earlier attempt left is dropped. Raises what `progress` raises; the import is then
    as if it had not been read.
    """
    change_set = reading.change_set
    _begin_reading(resource, reading)
    given = dict(reading.choices)
    added = 0

    def take(changes: list[Change]) -> None:
        nonlocal added
        _must_be_ours(reading, Import.objects.all())
        add_items(change_set, changes)
        added += len(changes)

    with override(given.pop("language")), change_set.file.open("rb") as file:
        try:
            found = read_sheet(
                resource,
                file,
                Choices(**given),
                file_name=change_set.file_name,
                take=take,
                progress=progress,
                since=reading.since,
            )
        except FileRefused as refusal:
            reading.state, reading.message = Import.State.REFUSED, str(refusal)
            change_set.summary = _about(refusal) if isinstance(refusal, NoTableFound) else {}
        else:
            _keep_findings(reading, found)
            reading.state = Import.State.READ
            change_set.summary = found.summary()
            change_set.basis = change_set.basis or found.document[:200]
            if not found.problems and added:
                change_set.state = ChangeSet.State.PROPOSED
    with transaction.atomic():
        _must_be_ours(reading, Import.objects.select_for_update())
        if change_set.items.count() != added:
            raise Superseded  # an attempt that was given up has written since
        change_set.save()
        reading.save()
    return reading


def _begin_reading(resource: SheetResource, reading: Import) -> None:
    """Clear what an earlier attempt left; refuses what is applied or another attempt's."""
    change_set = reading.change_set
    with transaction.atomic():
        _must_be_ours(reading, Import.objects.select_for_update())
        open_states = [ChangeSet.State.UNREADY, ChangeSet.State.PROPOSED]
        waiting = ChangeSet.objects.filter(pk=change_set.pk, state__in=open_states)
        if not waiting.update(state=ChangeSet.State.UNREADY):
            raise ChangeRefused(_("This file is stored or put aside already; send it anew."))
        change_set.state = ChangeSet.State.UNREADY
        change_set.items.all().delete()
        reading.findings.all().delete()
        reading.state, reading.message = Import.State.READING, ""
        reading.alive_at = reading.read_at = timezone.now()
        reading.fingerprint = fingerprint(resource.model)
        reading.save()


class Superseded(Exception):
    """Another attempt has taken the import on; this one writes nothing more."""


def _must_be_ours(reading: Import, imports: models.QuerySet[Import]) -> None:
    if not imports.filter(pk=reading.pk, attempt=reading.attempt).exists():
        raise Superseded


def _about(refusal: NoTableFound) -> dict[str, Any]:
    """What is needed for choosing sheet, headings and columns by hand."""
    row = refusal.header_row or 0
    return {
        "first_rows": refusal.first_rows,
        "sheets": [vars(choice) for choice in refusal.sheets],
        "header_row": refusal.header_row,
        "unread": unread_headings(refusal.headings, row),
    }


def _keep_findings(reading: Import, found: Reading) -> None:
    group = Finding.Group
    told = [
        *(
            Finding(
                group=group.PROBLEM,
                sheet=each.sheet[:120],
                cell=each.cell,
                value=each.value,
                code=each.code,
                message=each.message,
            )
            for each in found.problems
        ),
        *(
            Finding(
                group=group.LEFT_OUT,
                sheet=each["sheet"][:120],
                cell=str(each["row"]),
                value=each["text"],
                message=each["why"],
            )
            for each in found.left_out
        ),
        *(
            Finding(
                group=group.FIGURE, cell=each["cell"], value=each["text"], message=each["read_as"]
            )
            for each in found.figures
        ),
    ]
    for each in told:
        each.reading = reading
    Finding.objects.bulk_create(told, batch_size=500)


class PreviewOutdated(Exception):
    """The records have moved on: the file would now do something else than its preview showed."""

    def __init__(self) -> None:
        super().__init__(
            _("Someone changed these records after the preview. Nothing was stored; look again.")
        )


@few_collections()
def confirm_import(
    resource: SheetResource,
    reading: Import,
    *,
    by: User | None = None,
    progress: Progress | None = None,
) -> ChangeSet:
    """Apply a previewed import if its file still does exactly what the preview shows.

    Where anything of the kind was written since, the file is read again first; versions alone
    would not notice that a colleague has imported the same new records. Raises PreviewOutdated
    when that shows something new, or what `records.changes.apply` raises.
    """
    if reading.fingerprint != fingerprint(resource.model):
        _read_anew(resource, reading, progress)
    change_set = reading.change_set
    total = change_set.items.count()
    done = 0

    def step(count: int) -> None:
        nonlocal done
        done += count
        if progress:
            progress(done, total)

    with transaction.atomic():
        # Imports of one kind of record are confirmed one after the other.
        ContentType.objects.select_for_update().get(pk=reading.content_type_id)
        _must_be_ours(reading, Import.objects.select_for_update())
        if reading.fingerprint != fingerprint(resource.model):
            raise PreviewOutdated
        applied = apply(change_set, by=by, progress=step)
        reading.state = Import.State.APPLIED
        reading.save(update_fields=["state"])
    reading.change_set = applied
    return applied


def _read_anew(resource: SheetResource, reading: Import, progress: Progress | None) -> None:
    """Read again; decisions hold where the file still does the same."""
    seen = _signature(reading.change_set)
    asked = reading.change_set.items.exclude(question="").exclude(decision="")
    decided = {_question_of(item): (item.decision, item.after) for item in asked}
    reading.since = reading.since or reading.read_at
    read_import(resource, reading, progress=progress)
    asked = reading.change_set.items.exclude(question="").order_by("id")
    for items in batches(asked.iterator(chunk_size=500)):
        for item in items:
            known = decided.get(_question_of(item))
            item.decision, item.after = known or (item.decision, item.after)
        rewrite(items, ["decision", "after"])
    if _signature(reading.change_set) != seen:
        raise PreviewOutdated


def _question_of(item: ChangeItem) -> tuple[int | None, str, int | None]:
    """What a decision was about: it holds while nobody writes the record."""
    return item.object_id, item.question, item.base_version


def _signature(change_set: ChangeSet) -> str:
    """What a change set would do, in short."""
    signature = hashlib.sha256()
    items = change_set.items.order_by("id").values_list(
        "action", "object_id", "base_version", "after", "question"
    )
    for item in items.iterator(chunk_size=2000):
        # PostgreSQL keeps no order of keys.
        signature.update(json.dumps(item, sort_keys=True).encode())
    return signature.hexdigest()


def import_once(
    resource: SheetResource, path: Path, *, reason: str, source: str = ""
) -> ChangeSet | None:
    """Import a file of the repository unless it went in before, even if it was taken back since.

    Raises ImportRefused when a row is refused: our own files have none.
    """
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    before = ChangeSet.objects.filter(kind=ChangeSet.Kind.IMPORT, file_digest=digest)
    if before.filter(state__in=[ChangeSet.State.APPLIED, ChangeSet.State.UNDONE]).exists():
        return None
    with path.open("rb") as file, transaction.atomic():
        reading = receive(
            resource.model, file, Choices(source=source), file_name=path.name, reason=reason
        )
        read_import(resource, reading)
        if reading.change_set.state != ChangeSet.State.PROPOSED:
            raise ImportRefused(reading)
        return confirm_import(resource, reading)


class ImportRefused(Exception):
    """A file with rows that are refused; nothing of it was stored."""

    def __init__(self, reading: Import) -> None:
        problems = reading.findings.filter(group=Finding.Group.PROBLEM)[:5]
        told = " ".join(f"{problem.cell}: {problem.message}" for problem in problems)
        why = told or reading.message or _("a row waits for a decision by an official")
        super().__init__(f"{reading.change_set.file_name}: {why}")


def discard(reading: Import) -> None:
    """Put a file aside: one that was never ready leaves nothing, another stays readable."""
    change_set = reading.change_set
    if change_set.state != ChangeSet.State.UNREADY:
        drop(change_set)
        return
    file = change_set.file
    change_set.delete()
    file.delete(save=False)
