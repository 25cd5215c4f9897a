"""Exported lists: correct cells, correct sums, and no change when imported again."""

import csv
import io
import json
import zipfile
from collections import defaultdict
from datetime import date, datetime
from itertools import product

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override
from model_bakery import baker
from openpyxl import load_workbook

from budget.models import BudgetEntry, BudgetLine
from enterprises.models import Enterprise
from imports.workbooks.lists import FORMATS, ExportRefused, ListHeader
from operations.sheet_resources import SHEET_RESOURCES
from programme.models import AdministrativeUnit, SupplyProduct
from projects.models import Project
from records.changes import change_of, write
from records.models import ChangeSet
from records.snapshots import values_of
from tests.spreadsheets.workbooks import exported, import_file, read_back, table
from vietnamese.text import fold

pytestmark = pytest.mark.django_db

KIND_NAMES = ["projects", "enterprises", "budget"]
AWKWARD = [
    "=1+1",
    "+84 260 386 2541",
    "@x",
    "-x",
    "'=1+1",
    "''-5",
    "'",
    "'quoted'",
    'a "b", c; d',
    "line\nbreak",
    "_x000D_",
    "<b>&amp;</b>",
    "{=1}",
    "http://x.vn",
    "1.500",
    "007",
    "03/04/2026",
    "TRUE",
    "#REF",
    "Ia H’Drai",
    "😀",
]


@pytest.fixture
def demo(db):
    """A hundred demo records."""
    call_command("load_demo", projects=60, enterprises=40, stdout=io.StringIO(), verbosity=0)


def published(model, **values):
    return baker.make(model, publication="published", source="Thử", **values)


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_an_exported_list_is_imported_without_a_change(demo, tmp_path, kind):
    number = SHEET_RESOURCES[kind].model.objects.public().count()
    for extension, language in product(["xlsx", "csv"], ["vi", "en"]):
        path = exported(kind, tmp_path, "--demo", extension=extension, language=language)
        result = read_back(kind, path)

        assert (result.problems, result.warnings) == ([], []), path
        assert (result.new, result.changed) == (0, 0)
        assert result.unread == []
        assert result.unchanged == number


@pytest.mark.parametrize("extension", ["xlsx", "csv"])
def test_texts_survive_export_and_import(tmp_path, extension):
    texts = {f"DA-T{number:02d}": words for number, words in enumerate(AWKWARD)}
    for code, words in texts.items():
        name = f"{code} {words}"
        published(Project, code=code, name_vi=name, note_vi=words, place_vi=words)
        published(Enterprise, name_vi=name, capacity_vi=words, address=words)

    for kind in ("projects", "enterprises"):
        result = read_back(kind, exported(kind, tmp_path, extension=extension))
        assert (result.problems, result.new, result.changed) == ([], 0, 0)

    # The list restores missing texts letter for letter.
    path = exported("projects", tmp_path, extension=extension)
    Project.objects.filter(code__in=texts).update(note_vi="", place_vi="")
    restored = {
        change.key: (change.after["note_vi"], change.after["place_vi"])
        for change in read_back("projects", path).changes
    }
    assert restored == {code: (words, words) for code, words in texts.items()}


class TestExcel:
    def row(self, folder, kind, name, **options):
        rows = table(exported(kind, folder, language="en", **options))
        return next(row for row in rows if name in [cell.value for cell in row.values()])

    def test_numbers_are_number_cells(self, tmp_path):
        row = self.row(tmp_path, "projects", "Điện mặt trời nổi (Kon Tum)")

        assert (row["Area from (ha)"].value, row["Area from (ha)"].data_type) == (233, "n")
        capital = row["Capital from (dong)"]
        assert (capital.value, capital.data_type) == (4_121_000_000_000, "n")
        assert row["Area, as written"].value == "hơn 233ha"

    def test_a_missing_figure_is_an_empty_cell_and_not_zero(self, tmp_path):
        row = self.row(tmp_path, "projects", "Thủy điện Nước Đao")

        assert not row["Area from (ha)"].value
        assert row["Capital from (dong)"].value != 0

    def test_dates_are_date_cells(self, tmp_path):
        published(Enterprise, name_vi="Công ty A", verified_on=date(2025, 4, 3))
        cell = self.row(tmp_path, "enterprises", "Công ty A")["Verified or declared on"]

        assert cell.value == datetime(2025, 4, 3)  # noqa: DTZ001 – as Excel keeps a day
        assert (cell.is_date, cell.number_format) == (True, "dd/mm/yyyy")

    def test_a_tax_code_keeps_its_zeros(self, tmp_path):
        published(Enterprise, name_vi="Công ty A", tax_code="0100109106")
        cell = self.row(tmp_path, "enterprises", "Công ty A")["Tax code"]

        assert (cell.value, cell.data_type) == ("0100109106", "s")

    def test_text_that_looks_like_a_formula_is_not_one(self, tmp_path):
        texts = ["=1+1", "+84 260", "@x", "-x", "=HYPERLINK(1)"]
        for number, words in enumerate(texts):
            published(Project, code=f"DA-T{number}", name_vi="Nhà máy gạch A", note_vi=words)
        path = exported("projects", tmp_path, language="en")
        cells = [row["Note"] for row in table(path) if row["Code"].value.startswith("DA-T")]

        assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s") for text in texts]
        with zipfile.ZipFile(path) as book:
            assert not any(b"<f>" in book.read(name) for name in book.namelist())

    def test_the_file_has_its_title_filter_count_and_time(self, tmp_path):
        path = exported("projects", tmp_path, "--filter", "scope=kind", language="en")
        sheet = load_workbook(path).active
        lines = [sheet.cell(row, 1).value for row in range(1, 5)]

        assert lines[0] == "projects"
        assert "kind of project" in lines[1]
        assert lines[2].startswith("20 ")
        assert f"as of {date_format(timezone.localdate(), 'j M Y')}, " in lines[2]
        assert lines[3] is None

    def test_a_file_without_a_filter_is_marked_as_complete(self, tmp_path):
        line = load_workbook(exported("projects", tmp_path, language="en")).active["A2"].value

        assert "everything" in line

    def test_a_text_too_long_for_a_cell_is_refused_and_not_cut(self):
        published(Project, code="DA-T1", name_vi="Nhà máy A", note_vi="a" * 40_000)
        projects = Project.objects.filter(code="DA-T1")

        with override("en"), pytest.raises(ExportRefused, match="Note"):
            FORMATS["xlsx"][1](
                SHEET_RESOURCES["projects"](), projects, ListHeader("x", [], 1), io.BytesIO()
            )


class TestCsv:
    def rows(self, folder, kind="projects"):
        path = exported(kind, folder, extension="csv", language="en")
        text = path.read_text(encoding="utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def test_the_first_line_has_the_headings_in_an_encoding_that_excel_reads(self, tmp_path):
        path = exported("projects", tmp_path, extension="csv")

        assert path.read_bytes().startswith("\ufeff".encode())
        assert len(self.rows(tmp_path)) == 38

    def test_text_that_a_spreadsheet_would_execute_is_escaped(self, tmp_path):
        texts = ["=1+1", "+84 260", "@x", "-x", "'=1"]
        for number, words in enumerate(texts):
            published(Project, code=f"DA-T{number}", name_vi="Nhà máy A", note_vi=words)
        notes = [row["Note"] for row in self.rows(tmp_path) if row["Code"].startswith("DA-T")]

        assert notes == [f"'{words}" for words in texts]

    def test_numbers_are_plain_and_dates_are_iso_8601(self, tmp_path):
        published(Enterprise, name_vi="Công ty A", verified_on=date(2025, 4, 3))
        (row,) = self.rows(tmp_path, "enterprises")
        assert row["Verified or declared on"] == "2025-04-03"

        by_name = {row["Project name"]: row for row in self.rows(tmp_path)}
        assert by_name["Điện mặt trời nổi (Kon Tum)"]["Capital from (dong)"] == "4121000000000"


def test_json_equals_the_sheet(tmp_path):
    message = json.loads(exported("projects", tmp_path, extension="json").read_text())

    assert (message["count"], len(message["rows"])) == (38, 38)
    row = next(row for row in message["rows"] if row["name_vi"].startswith("Điện mặt trời"))
    assert (row["area_low"], row["capital_low"]) == (233, 4_121_000_000_000)


def test_ods_has_the_same_rows_and_no_formula(tmp_path):
    published(Project, code="DA-T1", name_vi="Nhà máy gạch A", note_vi="=1+1")
    with zipfile.ZipFile(exported("projects", tmp_path, extension="ods")) as file:
        content = file.read("content.xml").decode()

    assert all(project.name_vi in content for project in Project.objects.public())
    assert "=1+1" in content
    assert "table:formula" not in content


def test_an_edit_in_an_exported_file_is_the_only_change(demo, tmp_path):
    path = exported("projects", tmp_path, "--demo", language="en")
    book = load_workbook(path)
    sheet = book.active
    column = next(cell.column for cell in sheet[5] if cell.value == "Objective")
    sheet.cell(12, column).value = "Mục tiêu mới"
    code = sheet.cell(12, 1).value
    book.save(path)

    (change,) = read_back("projects", path).changes
    assert (change.key, change.after) == (code, {"objective_vi": "Mục tiêu mới"})


def test_two_amounts_of_one_stage_and_year_survive_export_and_import(tmp_path):
    line = BudgetLine.objects.first()
    entry = line.entries.get()
    entry.pk = None
    entry.amount_low = entry.amount_high = 5_000_000
    entry.amount_text, entry.amount_unit = "5 triệu đồng", "trieu_dong"
    entry.save()
    path = exported("budget", tmp_path, language="en")

    amounts = [row["Estimated (dong)"].value for row in table(path)]
    assert sum(amounts) == sum(BudgetEntry.objects.values_list("amount_low", flat=True))
    result = read_back("budget", path)
    assert (result.problems, result.changes) == ([], [])


AMOUNTS = [
    ("khoảng 500", "Đơn vị tính: triệu đồng", "khoảng 500 triệu đồng"),
    (12, "Đơn vị tính: nghìn đồng", "12 nghìn đồng"),
    ("gần 11 tỷ đồng", "", "gần 11 tỷ đồng"),
    ("about VND29 billion (US$1.3 million)", "", "about VND29 billion (US$1.3 million)"),
    ("1,241.5", "Đơn vị tính: triệu đồng", "1.241,5 triệu đồng"),
    ("1,241.5 million dong", "", "1,241.5 million dong"),
    ("chưa xác định", "", "chưa xác định"),
]


def test_an_amount_is_exported_with_its_unit_and_imported_unchanged(tmp_path):
    expected = {}
    for number, (cell, title, leaves_as) in enumerate(AMOUNTS):
        name = f"Hội nghị {number}"
        expected[name] = leaves_as
        line = [name, "2021-2025", cell]
        import_file("budget", [[title], ["Nội dung", "Giai đoạn", "Dự toán"], line])
        import_file("projects", [[title], ["Tên dự án", "Tổng vốn đầu tư"], [name, cell]])
    BudgetLine.objects.update(publication="published")
    Project.objects.update(publication="published")

    for kind, heading in (
        ("budget", "Estimated"),
        ("projects", "Investment capital, as written"),
    ):
        path = exported(kind, tmp_path, language="en")
        amounts = {
            cell.value: row[heading].value
            for row in table(path)
            for cell in row.values()
            if cell.value in expected
        }
        assert amounts == expected
        result = read_back(kind, path)
        assert (result.problems, result.changes, result.warnings) == ([], [], [])


def test_a_line_without_amounts_is_exported_too(tmp_path):
    line = BudgetLine.objects.first()
    line.entries.all().delete()

    assert line.code in [
        row["Code"].value for row in table(exported("budget", tmp_path, language="en"))
    ]
    assert read_back("budget", exported("budget", tmp_path)).changes == []


@pytest.mark.parametrize("extension", ["xlsx", "csv"])
def test_an_enterprise_with_every_field_is_imported_unchanged(tmp_path, extension):
    unit = AdministrativeUnit.objects.communes().filter(valid_to__isnull=False).first()
    published(Enterprise, name_vi="Công ty A", tax_code="0100109106", unit=unit)
    headings = ["Mã số thuế", "Tên doanh nghiệp", "Sản phẩm", "Chứng nhận", "Quy mô", "Nhóm ngành"]
    product = SupplyProduct.objects.public().first().code
    row = ["0100109106", "Công ty A", f"{product}; Cúc áo", "ISO 9001", "nhỏ", "Dệt may; Da giày"]
    import_file("enterprises", [headings, row])

    result = read_back("enterprises", exported("enterprises", tmp_path, extension=extension))
    assert (result.problems, result.changed, result.unchanged) == ([], 0, 1)


def test_every_place_is_found_by_its_exported_name():
    column = SHEET_RESOURCES["enterprises"]().columns["unit"]
    column.prepare()
    unit_types = [*AdministrativeUnit.DISTRICT_LEVEL, *AdministrativeUnit.COMMUNE_LEVEL]
    units = AdministrativeUnit.objects.select_related("parent").filter(kind__in=unit_types)

    assert units.count() > 140
    assert [unit for unit in units if column.find(column.display(unit)) != unit.pk] == []


def test_a_list_exported_before_an_edit_shows_what_it_would_revert(tmp_path):
    path = exported("projects", tmp_path)
    project = Project.objects.sited().first()
    edit = change_of(project, values_of(project), {"note_vi": "Mới"})
    write([edit], kind=ChangeSet.Kind.BULK)

    (change,) = read_back("projects", path).changes
    assert change.before == {"note_vi": "Mới"}


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_no_two_columns_have_the_same_heading(kind):
    named = defaultdict(set)
    for name, column in SHEET_RESOURCES[kind]().columns.items():
        for heading in column.headings():
            named[fold(heading)].add(name)

    assert {heading: names for heading, names in named.items() if len(names) > 1} == {}
