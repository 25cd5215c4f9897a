"""The import of a file: receive it, read it into a change set, confirm it.

The admin pages and the commands share these steps. A step may run outside the request (see
`imports.worker`). While the file is read, its changes are stored in short transactions. Only an
import that was read completely and without problems can be confirmed, in one transaction.
"""

import gc
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path, PurePath
from typing import Any, BinaryIO, cast

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from imports.file_reader import ImportChoices, Progress, read_file
from imports.models import Finding, Import
from imports.resources import SheetResource
from imports.rows.result import ImportResult, headings_to_match
from layouts.layout import NoTableFound
from records.bilingual import page_language
from records.changes import Change, add_items, apply, drop
from records.models import ChangeItem, ChangeSet
from records.persistence import ChangeRefused
from records.snapshots import batches, fingerprint
from spreadsheets.readers.ole import SIGNATURE
from spreadsheets.readers.opening import FileRefused, content_of, limits_of_settings
from spreadsheets.readers.sandbox import run_sandboxed
from vietnamese.storable import storable, storable_json

# Zip archives and compound files; a CSV text is spared the process.
_MAY_HAVE_MACROS = (b"PK", SIGNATURE)


def without_macros(content: bytes, name: str) -> tuple[bytes, str]:
    """A file without macros (`imports.macros`), and its name; unchanged without any.

    The extension changes with the content: no program opens a file without macros as .xlsm.

    Raises FileRefused for a damaged or unsafe file, and ReaderFailed as `open_sheets` does.
    """
    if not content.startswith(_MAY_HAVE_MACROS):
        return content, name
    plain: tuple[bytes, str] | None = run_sandboxed("without_macros", content, limits_of_settings())
    if plain is None:
        return content, name
    plain_content, extension = plain
    return plain_content, PurePath(name).stem + extension


def receive(
    model: type[models.Model],
    file: BinaryIO,
    choices: ImportChoices | None = None,
    *,
    file_name: str,
    author: User | None = None,
    reason: str = "",
    basis: str = "",
) -> Import:
    """Store a file, without its macros, to be read later.

    Raises FileRefused for an empty, too large or damaged file.
    """
    file.seek(0)
    content = content_of(file)
    digest = hashlib.sha256(content).hexdigest()
    stored_content, name = without_macros(content, storable(PurePath(file_name).name))
    with transaction.atomic():
        change_set = ChangeSet.objects.create(
            kind=ChangeSet.Kind.IMPORT,
            state=ChangeSet.State.UNREADY,
            author=author,
            reason=storable(reason)[:500],
            basis=basis[:200],
            # Stored under its digest: the name of an upload is not safe as a path.
            file=ContentFile(stored_content, name=f"{digest}.bin"),
            file_name=name[:255],
            file_digest=digest,
        )
        return Import.objects.create(
            change_set=change_set,
            content_type=ContentType.objects.get_for_model(model),
            choices=storable_json(asdict(choices or ImportChoices()))
            | {"language": page_language()},
        )


@contextmanager
def rare_garbage_collection() -> Iterator[None]:
    """Collect cyclic garbage less often: an import creates many objects and few cycles.

    At Python's usual thresholds, collection takes a tenth of the time of a long list: 1.2 of 12 s
    for 4,000 new rows.
    """
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@rare_garbage_collection()
def read_import(
    resource: SheetResource, file_import: Import, *, progress: Progress | None = None
) -> Import:
    """Read a received file, also repeatedly, and store its changes and findings.

    The results of an earlier attempt are deleted, except decisions about what did not change. If
    `progress` raises, the exception is passed on and the import counts as not read.
    """
    change_set = file_import.change_set
    _start_attempt(resource, file_import)
    decisions = {tuple(about): rest for about, *rest in file_import.decisions}
    choices = dict(file_import.choices)
    added = 0

    with override(choices.pop("language")), change_set.file.open("rb") as file:
        try:
            result, changes = read_file(
                resource,
                cast(BinaryIO, file),
                ImportChoices(**choices),
                file_name=change_set.file_name,
                progress=progress,
                since=file_import.since,
            )
            for batch in batches(changes):
                _check_attempt(file_import, Import.objects.all())
                add_items(
                    change_set,
                    [_with_decision(change, decisions, result.list_key) for change in batch],
                )
                added += len(batch)
        except FileRefused as refusal:
            file_import.state, file_import.message = Import.State.REFUSED, str(refusal)
            change_set.summary = (
                _heading_choices(refusal) if isinstance(refusal, NoTableFound) else {}
            )
        else:
            _store_findings(file_import, result)
            file_import.state = Import.State.READ
            change_set.summary = result.summary()
            change_set.basis = change_set.basis or result.document[:200]
            if not result.problems and added:
                change_set.state = ChangeSet.State.PROPOSED
    with transaction.atomic():
        _check_attempt(file_import, Import.objects.select_for_update())
        if change_set.items.count() != added:
            raise Superseded  # an abandoned attempt has written in the meantime
        change_set.save()
        file_import.save()
    return file_import


def _start_attempt(resource: SheetResource, file_import: Import) -> None:
    """Delete the results of an earlier attempt; decisions about a proposal are kept.

    Raises ChangeRefused for an applied or discarded import, Superseded if a later attempt runs.
    """
    change_set = file_import.change_set
    with transaction.atomic():
        _check_attempt(file_import, Import.objects.select_for_update())
        stored = ChangeSet.objects.select_for_update().get(pk=change_set.pk)
        if stored.state not in (ChangeSet.State.UNREADY, ChangeSet.State.PROPOSED):
            raise ChangeRefused(_("This file is already stored or discarded. Send it again."))
        if stored.state == ChangeSet.State.PROPOSED:
            # An attempt that was stopped has no decisions; those before it stay.
            file_import.decisions = _decisions(stored)
        change_set.state = ChangeSet.State.UNREADY
        change_set.save(update_fields=["state"])
        change_set.items.all().delete()
        file_import.findings.all().delete()
        file_import.state, file_import.message = Import.State.READING, ""
        file_import.alive_at = file_import.read_at = timezone.now()
        file_import.fingerprint = fingerprint(resource.model)
        file_import.save()


class Superseded(Exception):
    """A later attempt has started; this one must not write any more."""


def _check_attempt(file_import: Import, imports: models.QuerySet[Import]) -> None:
    if not imports.filter(pk=file_import.pk, attempt=file_import.attempt).exists():
        raise Superseded


def _decisions(change_set: ChangeSet) -> list[Any]:
    """The decided questions of a proposal as JSON: [[subject, decision, `after`]]."""
    list_key = change_set.summary.get("list_key", "")
    items = change_set.items.exclude(question="").exclude(decision="")
    return [
        [[list_key, item.question, item.object_id, item.base_version], item.decision, item.after]
        for item in items.iterator(chunk_size=500)
    ]


def _with_decision(change: Change, decisions: dict[Any, Any], list_key: str) -> Change:
    """The change with the decision about it, if neither the record nor the question changed.

    `after` of a missing record has the chosen legal document. That of a conflict comes from the
    file: a conflict with other values is another question.
    """
    about = (list_key, change.question, change.pk, change.base_version)
    decision, after = decisions.get(about, ("", None))
    is_conflict = change.question == ChangeItem.Question.CONFLICT
    if not decision or (is_conflict and after != change.after):
        return change
    return replace(change, decision=decision, after=after)


def _heading_choices(refusal: NoTableFound) -> dict[str, Any]:
    """The data needed to choose sheet, heading row and columns by hand."""
    return {
        "first_rows": refusal.first_rows,
        "sheets": [vars(choice) for choice in refusal.sheets],
        "header_row": refusal.header_row,
        "unread": headings_to_match(
            [heading for heading in refusal.headings if not heading.column],
            refusal.header_row or 0,
        ),
    }


def _store_findings(file_import: Import, result: ImportResult) -> None:
    groups = {
        Finding.Group.PROBLEM: result.problems,
        Finding.Group.LEFT_OUT: result.left_out,
        Finding.Group.FIGURE: result.figures,
    }
    findings = (
        Finding(
            reading=file_import,
            group=group,
            sheet=each.sheet[:120],
            cell=each.cell,
            value=each.value,
            code=each.code,
            message=each.message,
        )
        for group, problems in groups.items()
        for each in problems
    )
    Finding.objects.bulk_create(findings, batch_size=500)


class PreviewOutdated(Exception):
    """Records were edited after the preview; the file would now change something else."""

    def __init__(self) -> None:
        super().__init__(
            _("Someone changed these records after the preview. Nothing was stored; look again.")
        )


@rare_garbage_collection()
def confirm_import(
    resource: SheetResource,
    file_import: Import,
    *,
    by: User | None = None,
    progress: Progress | None = None,
) -> ChangeSet:
    """Apply an import if it still does exactly what the preview showed.

    If any record of the model was edited since, the file is read again first: versions alone
    would not reveal that a colleague imported the same new records. Raises PreviewOutdated if
    the changes then differ, ChangeRefused if the file is then refused, or what
    `records.changes.apply` raises.
    """
    if file_import.fingerprint != fingerprint(resource.model):
        _read_again(resource, file_import, progress)
    change_set = file_import.change_set
    total = change_set.items.count()
    done = 0

    def step(count: int) -> None:
        nonlocal done
        done += count
        if progress:
            progress(done, total)

    with transaction.atomic():
        # Locks the model: its imports are confirmed one after the other.
        ContentType.objects.select_for_update().get(pk=file_import.content_type_id)
        _check_attempt(file_import, Import.objects.select_for_update())
        if file_import.fingerprint != fingerprint(resource.model):
            raise PreviewOutdated
        applied = apply(change_set, by=by, progress=step)
        file_import.state = Import.State.APPLIED
        file_import.save(update_fields=["state"])
    file_import.change_set = applied
    return applied


def _read_again(resource: SheetResource, file_import: Import, progress: Progress | None) -> None:
    """Read again; raises ChangeRefused or PreviewOutdated unless the changes are the same."""
    signature = _signature(file_import.change_set)
    file_import.since = file_import.since or file_import.read_at
    read_import(resource, file_import, progress=progress)
    if file_import.state != Import.State.READ:
        raise ChangeRefused(file_import.message)
    if _signature(file_import.change_set) != signature:
        raise PreviewOutdated
    file_import.state = Import.State.APPLYING
    ours = Import.objects.filter(pk=file_import.pk, attempt=file_import.attempt)
    ours.update(state=file_import.state)


def _signature(change_set: ChangeSet) -> str:
    """A digest of the changes."""
    signature = hashlib.sha256()
    items = change_set.items.order_by("id").values_list(
        "action", "object_id", "base_version", "after", "question"
    )
    for item in items.iterator(chunk_size=2000):
        # PostgreSQL does not preserve the order of keys.
        signature.update(json.dumps(item, sort_keys=True).encode())
    return signature.hexdigest()


def import_once(
    resource: SheetResource, path: Path, *, reason: str, source: str = ""
) -> ChangeSet | None:
    """Import a file of the repository, unless it was imported before, even if undone since.

    Raises ImportRefused if any row is refused.
    """
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    earlier = ChangeSet.objects.filter(kind=ChangeSet.Kind.IMPORT, file_digest=digest)
    if earlier.filter(state__in=[ChangeSet.State.APPLIED, ChangeSet.State.UNDONE]).exists():
        return None
    with path.open("rb") as file, transaction.atomic():
        file_import = receive(
            resource.model, file, ImportChoices(source=source), file_name=path.name, reason=reason
        )
        read_import(resource, file_import)
        if file_import.change_set.state != ChangeSet.State.PROPOSED:
            raise ImportRefused(file_import)
        return confirm_import(resource, file_import)


class ImportRefused(Exception):
    """A file with refused rows; nothing was stored."""

    def __init__(self, file_import: Import) -> None:
        problems = file_import.findings.filter(group=Finding.Group.PROBLEM)[:5]
        findings = " ".join(f"{problem.cell}: {problem.message}" for problem in problems)
        why = findings or file_import.message or _("a row waits for a decision by an official")
        super().__init__(f"{file_import.change_set.file_name}: {why}")


def discard(file_import: Import) -> None:
    """Discard an import. One without a proposal is deleted, another stays as dropped change set."""
    change_set = file_import.change_set
    if change_set.state != ChangeSet.State.UNREADY:
        drop(change_set)
        return
    file = change_set.file
    change_set.delete()
    file.delete(save=False)
