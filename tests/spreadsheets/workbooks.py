"""Building, reading and importing workbooks in tests."""

import csv
import io
import zipfile
from pathlib import Path

from django.core.management import call_command
from django.utils.translation import override
from openpyxl import Workbook, load_workbook

from imports.file_reader import ImportChoices, read_file
from imports.pipeline import confirm_import, read_import, receive
from layouts.layout import find_layout
from operations.sheet_resources import SHEET_RESOURCES
from spreadsheets.readers.opening import open_sheets

ROOT = Path(__file__).parents[2]
SAMPLES = {
    "sited": ("projects", ROOT / "projects/facts/phu-luc-du-an-keu-goi-dau-tu.xlsx"),
    "without_site": ("projects", ROOT / "projects/facts/danh-muc-linh-vuc-uu-tien.xlsx"),
    "budget": ("budget", ROOT / "budget/facts/kinh-phi-hai-giai-doan.xlsx"),
}
XLSX = "xl/worksheets/sheet1.xml"


def workbook(rows, merges=(), name="Phụ lục", **others):
    """A workbook whose first sheet has these rows from A1 on; `others` are further sheets."""
    book = Workbook()
    book.remove(book.active)
    for title, lines in {name: rows, **others}.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(list(line))
        if title == name:
            for merge in merges:
                sheet.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def csv_file(rows, delimiter=",", encoding="utf-8-sig"):
    """The same rows as a CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return io.BytesIO(out.getvalue().encode(encoding))


def with_member(file, name, change):
    """A workbook with one member changed by a function of its bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, change(content) if member == name else content)
    out.seek(0)
    return out


def read(kind, file, *, file_name="thử.xlsx", **options):
    """The changes that a file would make."""
    if isinstance(file, list):
        file = workbook(file)
    return read_by(SHEET_RESOURCES[kind](), file, ImportChoices(**options), file_name=file_name)


def read_by(resource, file, choices=None, **options):
    """The result of reading a file, with its `changes`: none with a problem."""
    result, changes = read_file(resource, file, choices, **options)
    taken = list(changes)
    result.changes = [] if result.problems else taken
    return result


def read_layout(kind, file):
    """The table found in a file."""
    file = workbook(file) if isinstance(file, list) else file
    resource = SHEET_RESOURCES[kind]()
    return find_layout(open_sheets(file), resource.heading_words(), resource.name_column)


def received(kind, file, *, author=None, **options):
    """An uploaded file, read but not confirmed."""
    if isinstance(file, list):
        file = workbook(file)
    resource = SHEET_RESOURCES[kind]()
    file_import = receive(
        resource.model, file, ImportChoices(**options), file_name="thử.xlsx", author=author
    )
    return read_import(resource, file_import)


def import_file(kind, file, **options):
    """Import a file as an official does: upload, read, confirm."""
    file_import = received(kind, file, **options)
    assert list(file_import.findings.filter(group="problem").values_list("cell", "message")) == []
    return confirm_import(SHEET_RESOURCES[kind](), file_import)


def problems(kind, rows, **options):
    """[(cell, code)] of all problems of a sheet."""
    return [(each.cell, each.code) for each in read(kind, rows, **options).problems]


def exported(kind, folder, *arguments, extension="xlsx", language="vi"):
    """The public list as a file of the folder."""
    out = folder / f"{kind}-{language}.{extension}"
    with override(language):
        call_command("export_sheet", kind, out, *arguments, verbosity=0, stdout=io.StringIO())
    return out


def read_back(kind, path):
    """The changes that an exported file would make."""
    with path.open("rb") as file:
        return read(kind, file)


def table(path):
    """The exported rows as [{heading: openpyxl cell}]."""
    sheet = load_workbook(path).active
    rows = list(sheet.iter_rows(min_row=5))
    headings = [cell.value for cell in rows[0]]
    return [dict(zip(headings, row, strict=True)) for row in rows[1:]]


def sheet_names(file):
    return [grid.name for grid in open_sheets(file)]
