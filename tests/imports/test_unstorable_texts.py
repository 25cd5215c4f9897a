"""Files with characters that no database can store."""

import pytest

from imports.file_reader import ImportChoices
from imports.pipeline import read_import, receive
from projects.resources import ProjectResource
from tests.spreadsheets.workbooks import csv_file, problems, workbook

pytestmark = pytest.mark.django_db

# As Excel writes NUL and one half of a surrogate pair.
NUL, HALF = "_x0000_", "_xD800_"


@pytest.mark.both_engines
def test_a_file_with_unstorable_characters_is_refused_with_its_cells():
    rows = [
        [f"Danh mục{NUL} dự án{HALF}"],
        ["Mã", "Tên dự án", f"Cột{NUL} lạ{HALF}", "Ghi chú"],
        ["DA-1", f"Nhà{NUL} máy", f"x{HALF}", f"a{HALF}b"],
        [None, f"Nhóm{NUL}"],
        ["DA-2", "Nhà máy", None, f"a{NUL}b"],
    ]
    resource = ProjectResource()
    # The console passes on names and words that are no text of its encoding.
    file_import = receive(
        resource.model,
        workbook(rows),
        ImportChoices(source="Sở\udcff"),
        file_name="danh\0mục\udcff.xlsx",
        reason="vì\udcff",
    )
    read_import(resource, file_import)

    file_import.refresh_from_db()
    stored = {each.cell: each for each in file_import.findings.all()}
    assert stored["B3"].value == "Nhà\ufffd máy"
    assert stored["D3"].value == "a\ufffdb"
    assert stored["B3"].code == stored["D3"].code == "control"
    assert file_import.choices["source"] == "Sở\ufffd"
    assert file_import.change_set.reason == "vì\ufffd"
    assert file_import.change_set.file_name == "danh\ufffdmục\ufffd.xlsx"


def test_a_character_that_cannot_be_read_is_reported():
    file = csv_file([["Tên dự án", "Ghi chú", "Mã"], ["Nhà\ufffd máy", "a", "DA-1"]])
    assert problems("projects", file) == [("A2", "control")]
