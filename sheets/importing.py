"""From a file to a proposed change set: the one path behind the screen and the command."""

import hashlib
import json
from pathlib import Path, PurePath
from typing import BinaryIO

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.translation import gettext as _

from records.changes import apply, propose
from records.models import ChangeSet
from sheets.layout import find_layout
from sheets.opening import open_sheets
from sheets.resources import Origin, Reading, SheetResource


def read_sheet(
    resource: SheetResource,
    file: BinaryIO,
    *,
    document: models.Model | None = None,
    source: str = "",
    file_name: str = "",
) -> Reading:
    """What a file would change; raises sheets.opening.FileRefused when it is not taken at all."""
    layout = find_layout(open_sheets(file), resource.heading_words(), resource.name_column)
    if document is None and layout.decision:
        document = resource.find_document(layout.decision)
        if document is None:
            layout.warnings.append(
                _(
                    "The title cites %(number)s, which is not among the legal documents; "
                    "add it there first if the rows should cite it."
                )
                % {"number": layout.decision}
            )
    reading = resource.read(layout, Origin(document, source, file_name))
    reading.origin = {"document": document.pk if document else None, "source": source}
    return reading


def propose_import(
    reading: Reading,
    file: BinaryIO,
    *,
    file_name: str,
    author: AbstractBaseUser | None = None,
    reason: str = "",
    basis: str = "",
) -> ChangeSet:
    """Store what a reading found, with the file as it came; nothing is changed yet."""
    file.seek(0)
    content = file.read()
    digest = hashlib.sha256(content).hexdigest()
    return propose(
        reading.changes,
        kind=ChangeSet.Kind.IMPORT,
        author=author,
        reason=reason,
        basis=basis,
        # Stored under its digest: a sent name may be anything, and is kept beside it.
        file=ContentFile(content, name=f"{digest}.bin"),
        file_name=PurePath(file_name).name,
        file_digest=digest,
        summary=reading.summary(),
    )


class PreviewOutdated(Exception):
    """The records have moved on: the file would now do something else than its preview shows."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(
            _("Someone changed these records after the preview. Nothing was stored; look again.")
        )
        self.reading = reading


def confirm_import(
    resource: SheetResource, change_set: ChangeSet, *, by: AbstractBaseUser
) -> ChangeSet:
    """Apply a previewed import if its file still does exactly what the preview shows.

    Versions alone would not notice that a colleague has imported the same new records meanwhile.
    Raises PreviewOutdated with the new reading, or what `records.changes.apply` raises.
    """
    with transaction.atomic():
        kind = ContentType.objects.get_for_model(resource.model)
        # Imports of one kind of record are confirmed one after the other.
        ContentType.objects.select_for_update().get(pk=kind.pk)
        reading = read_again(resource, change_set)
        if not _same_changes(reading, change_set):
            raise PreviewOutdated(reading)
        return apply(change_set, by=by)


def read_again(resource: SheetResource, change_set: ChangeSet) -> Reading:
    origin = change_set.summary["origin"]
    documents = resource.issuing_documents()
    document = documents.filter(pk=origin["document"]).first() if origin["document"] else None
    with change_set.file.open("rb") as file:
        return read_sheet(
            resource,
            file,
            document=document,
            source=origin["source"],
            file_name=change_set.file_name,
        )


def _same_changes(reading: Reading, change_set: ChangeSet) -> bool:
    proposed = change_set.items.order_by("id").values_list(
        "action", "object_id", "seen_version", "after"
    )
    present = [(c.action, c.pk, c.seen_version, c.after) for c in reading.changes]
    # As JSON, since that is how the proposed ones were kept; PostgreSQL keeps no order of keys.
    one, other = (json.dumps(changes, sort_keys=True) for changes in (present, list(proposed)))
    return one == other


def import_once(
    resource: SheetResource, path: Path, *, reason: str, source: str = ""
) -> ChangeSet | None:
    """Import a file of the repository unless it went in before, even if it was taken back since.

    Raises ImportRefused when a row is refused: our own files have none.
    """
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if ChangeSet.objects.filter(kind=ChangeSet.Kind.IMPORT, file_digest=digest).exists():
        return None
    with path.open("rb") as file:
        reading = read_sheet(resource, file, source=source, file_name=path.name)
        if reading.problems:
            raise ImportRefused(reading)
        return apply(propose_import(reading, file, file_name=path.name, reason=reason))


class ImportRefused(Exception):
    """A file with rows that are refused; nothing of it was stored."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        super().__init__(
            " ".join(f"{problem.cell}: {problem.message}" for problem in reading.problems[:5])
        )
