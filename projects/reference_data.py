"""Load the public lists of projects from `projects/facts/`.

The sheets are imported like the files of an official, but they have no sources for their rows.
So a second change set adds sources, English names and status from `provenance.csv` and publishes
the projects. A later version of `provenance.csv` changes only the fields that nobody has edited
since.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from imports.pipeline import import_once
from programme.models import InvestmentField, LegalDocument
from projects.models import Project, StatusChange
from projects.resources import ProjectResource
from records.changes import Change, change_of, write
from records.models import ChangeItem, ChangeSet, Publication
from records.reference_data import Row, key_index, loaded_before, read_rows, unedited
from records.snapshots import Values, column_values, values_of, with_values

FACTS = Path(__file__).parent / "facts"
SHEETS = ("phu-luc-du-an-keu-goi-dau-tu.xlsx", "danh-muc-linh-vuc-uu-tien.xlsx")
# Columns of provenance.csv that complete or replace a value of the list.
COMPLETING = ("note_vi", "note_en", "time_text", "capacity_vi", "capacity_en")


def load_catalogue() -> Iterator[tuple[type[Project], ChangeSet | None]]:
    """Import each sheet once, and bring its projects to the state of `provenance.csv`."""
    provenance = {row["name_vi"]: row for row in read_rows(FACTS / "provenance.csv")}
    for name in SHEETS:
        path = FACTS / name
        reason = f"projects/facts: {name}"
        yield Project, import_once(ProjectResource(), path, reason=reason)
        if changes := list(_changes(provenance, path)):
            reason = "projects/facts: provenance.csv"
            yield Project, write(changes, kind=ChangeSet.Kind.FACTS, reason=reason)


def _changes(provenance: dict[str, Row], path: Path) -> Iterator[Change]:
    """The changes to the projects that the import of a file created."""
    created = ChangeItem.objects.filter(
        change_set__kind=ChangeSet.Kind.IMPORT,
        change_set__state=ChangeSet.State.APPLIED,
        change_set__file_digest=hashlib.sha256(path.read_bytes()).hexdigest(),
        action=ChangeItem.Action.CREATE,
    )
    imported: dict[int, Values] = {
        item.object_id: item.after for item in created if item.object_id is not None
    }
    documents = key_index(LegalDocument)
    fields = key_index(InvestmentField)
    loaded = loaded_before(Project)
    for project in with_values(Project.objects.filter(pk__in=imported)):
        listed = imported[project.pk]
        if row := provenance.get(listed["name_vi"]):
            requested = published_values(listed, row, documents, fields)
            present = values_of(project)
            last = listed | loaded.get(project.key, {})
            if change := change_of(project, present, unedited(requested, present, last)):
                yield change


def published_values(
    values: Values, row: Row, documents: dict[str, int], fields: dict[str, int]
) -> Values:
    """The values of a project that its row of `provenance.csv` adds to those of its list."""
    cited = [documents[number] for number in row["documents"].split("; ") if number]
    status = column_values(
        StatusChange(
            status=row["status"],
            on=row["status_on"] or None,
            document_id=cited[0] if cited else None,
            note=row["status_vi"],
            source=row["source"],
        )
    )
    del status["project"]
    changes: dict[str, Any] = {
        "name_en": row["name_en"],
        "status": row["status"],
        "status_changes": [status],
        "documents": sorted({*values["documents"], *cited}),
        "source": row["source"],
        "sector_source": (row["sector_source"] or row["source"]) if values["sector_group"] else "",
        "publication": Publication.PUBLISHED.value,
    }
    if values["scope"] == Project.Scope.KIND:
        changes["field"] = fields["cong-nghiep-ho-tro"]
    # The note of the list remains in the row as issued.
    return changes | {name: row[name] for name in COMPLETING if row[name]}
