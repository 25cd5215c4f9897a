"""The project lists loaded with the portal are in Vietnamese only."""

from pathlib import Path

import openpyxl
import pytest
from django.db.models import Q

import projects
from projects.models import Project

FACTS = Path(projects.__file__).parent / "facts"


@pytest.mark.parametrize(
    "name", ["danh-muc-linh-vuc-uu-tien.xlsx", "phu-luc-du-an-keu-goi-dau-tu.xlsx"]
)
def test_a_vietnamese_list_has_no_english_text(name):
    book = openpyxl.load_workbook(FACTS / name)
    cells = [str(c.value) for sheet in book for row in sheet for c in row if c.value is not None]
    assert cells
    assert [c for c in cells if " of " in c or "not found" in c] == []


@pytest.mark.django_db
def test_all_rows_of_both_lists_are_in_the_catalogue_with_their_documents():
    assert Project.objects.public().sited().count() == 18
    without_site = Project.objects.public().without_site()
    assert without_site.count() == 20
    cited = Q(documents__number="3400/KH-UBND")
    entered = Q(catalogue_entries__document__number="3400/KH-UBND")
    assert without_site.filter(cited | entered).distinct().count() == 20


@pytest.mark.django_db
def test_a_row_without_its_decision_has_a_note_in_vietnamese():
    rows = [entry for each in Project.objects.public() for entry in each.catalogue_entries.all()]
    cells = [cell for entry in rows for _heading, cell in entry.as_issued]
    assert "chưa tìm thấy số quyết định" in cells
    assert "decision number not found" not in cells
