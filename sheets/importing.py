"""From a file to a proposed change set: the one path behind the screen and the command."""

import hashlib
from pathlib import Path, PurePath
from typing import BinaryIO

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import ContentFile
from django.db import models
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
    return resource.read(layout, Origin(document, source, file_name))


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
    return propose(
        reading.changes,
        kind=ChangeSet.Kind.IMPORT,
        author=author,
        reason=reason,
        basis=basis,
        file=ContentFile(content),
        file_name=PurePath(file_name).name,
        file_digest=hashlib.sha256(content).hexdigest(),
        summary=reading.summary(),
    )


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
