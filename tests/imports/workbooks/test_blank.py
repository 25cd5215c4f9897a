"""Blank forms: they explain what to fill in, and can be imported."""

import io
from functools import cache

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from model_bakery import baker
from openpyxl import load_workbook

from imports.admin import SheetAdmin
from imports.default_resource import default_resource
from imports.workbooks.blank import write_blank
from imports.workbooks.legend import MAX_MESSAGE_LENGTH, MAX_TITLE_LENGTH, column_guides
from layouts.layout import find_layout
from operations.sheet_resources import SHEET_RESOURCES
from programme.models import IndustrialZone, SectorGroup
from spreadsheets.readers.opening import FileRefused, open_sheets
from tests.spreadsheets.workbooks import read_by

pytestmark = pytest.mark.django_db

HEADING_ROW = 4
LISTS = {
    model.__name__: model_admin.resource_type
    for model, model_admin in admin.site._registry.items()
    if isinstance(model_admin, SheetAdmin)
}

every_list = pytest.mark.parametrize("name", sorted(LISTS))
both_languages = pytest.mark.parametrize("language", ["vi", "en"])


def blank(resource, language="vi"):
    """The blank form as a file."""
    out = io.BytesIO()
    write_blank(resource, out, language)
    out.seek(0)
    return out


@cache
def content_of(name, language):
    """The blank form of a list with the reference data alone, written once."""
    return blank(LISTS[name](), language).read()


def form_of(name, language="vi"):
    return io.BytesIO(content_of(name, language))


def filled(resource, cells, language="vi"):
    """The form with one row: cells by the name of the column."""
    book = load_workbook(blank(resource, language))
    for index, entry in enumerate(column_guides(resource), start=1):
        name = next(n for n, column in resource.columns.items() if column is entry.column)
        if name in cells:
            book.active.cell(HEADING_ROW + 1, index).value = cells[name]
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def validations(sheet):
    """The explanations beside the cells of each column, by its number."""
    found = {}
    for each in sheet.data_validations.dataValidation:
        (cells,) = each.sqref.ranges
        assert cells.min_row == HEADING_ROW + 1
        found[cells.min_col] = each
    return found


@every_list
@both_languages
def test_every_heading_of_a_form_is_recognised_and_nothing_is_under_it(name, language):
    resource = LISTS[name]()
    file = form_of(name, language)
    layout = find_layout(open_sheets(file), resource.heading_words(), resource.name_column)
    filled_in = [
        n for n, column in resource.columns.items() if column.imported and column.is_fillable
    ]

    assert [heading.column for heading in layout.headings] == filled_in
    with override(language):
        words = [str(resource.columns[n].column_name) for n in filled_in]
    assert [heading.text for heading in layout.headings] == words
    assert (list(layout.rows), layout.left_out) == ([], [])


@every_list
@both_languages
def test_legend_and_lists_are_not_read_as_the_table(name, language):
    resource = LISTS[name]()
    book = load_workbook(form_of(name, language))
    assert len(book.sheetnames) >= 2
    del book[book.sheetnames[0]]
    out = io.BytesIO()
    book.save(out)
    out.seek(0)

    with pytest.raises(FileRefused):
        find_layout(open_sheets(out), resource.heading_words(), resource.name_column)


@every_list
def test_an_empty_form_is_a_list_without_rows(name):
    resource = LISTS[name]()
    result = read_by(resource, form_of(name), file_name="mẫu.xlsx")

    assert (result.read, result.changes, result.problems) == (0, [], [])


@every_list
def test_the_import_knows_every_value_of_a_list(name):
    resource = LISTS[name]()
    for language in ("vi", "en"):
        with override(language):
            book = load_workbook(form_of(name, language))
            offered = column_guides(resource)
            message = validations(book.active)
            for index, entry in enumerate(offered, start=1):
                if message[index].type != "list":
                    continue
                sheet, _sign, cells = message[index].formula1.partition("!")
                sheet = book[sheet.lstrip("=").strip("'")]
                words = [row[0].value for row in sheet[cells.replace("$", "")]]
                assert words == entry.choices != []
                entry.column.prepare()
                for word in words:
                    assert entry.column.read(word)[entry.column.attribute] is not None


@every_list
@both_languages
def test_each_column_has_an_explanation_beside_its_cells(name, language):
    resource = LISTS[name]()
    sheet = load_workbook(form_of(name, language)).active
    message = validations(sheet)

    assert set(message) == set(range(1, len(column_guides(resource)) + 1))
    for each in message.values():
        assert 1 <= len(each.promptTitle) <= MAX_TITLE_LENGTH
        assert 1 <= len(each.prompt) <= MAX_MESSAGE_LENGTH


FILLED = {
    "projects": {
        "name_vi": "Nhà máy dệt",
        "field": "Công nghiệp hỗ trợ",
        "place_vi": "xã Tân Cảnh",
        "district": "huyện Đăk Tô",
        "area": "250-300",
        "capital": "khoảng 1.234,5",
        "time_text": "2021-2025",
    },
    "enterprises": {
        "tax_code": "0100109106",
        "name_vi": "Công ty A",
        "sector_groups": "Công nghiệp hỗ trợ ngành dệt may; Công nghiệp hỗ trợ ngành da giày",
        "verified_on": "03/04/2026",
    },
    "budget": {
        "period": "2021-2025",
        "task_vi": "Hội nghị",
        "year": 2022,
        "estimated": "1,5",
    },
}


@pytest.mark.parametrize("kind", sorted(FILLED))
@both_languages
def test_a_filled_form_is_imported_without_a_problem(kind, language):
    resource = SHEET_RESOURCES[kind]()
    result = read_by(resource, filled(resource, FILLED[kind], language), file_name="mẫu.xlsx")

    assert (result.problems, result.new, result.unread) == ([], 1, [])


def test_a_bare_amount_is_in_the_unit_that_the_form_names():
    resource = SHEET_RESOURCES["projects"]()
    file = filled(resource, FILLED["projects"], "en")
    assert load_workbook(file).active["A2"].value == "Unit: billion dong"
    file.seek(0)
    (change,) = read_by(resource, file, file_name="mẫu.xlsx").changes

    assert change.after["capital_low"] == 1_234_500_000_000
    assert change.after["capital_qualifier"]


@pytest.mark.parametrize(
    ("resource", "cells"),
    [(SHEET_RESOURCES[kind], cells) for kind, cells in FILLED.items()]
    + [
        (
            default_resource(SectorGroup),
            {"code": "x", "slug": "x", "order": 9, "name_vi": "X", "short_name_vi": "x"},
        )
    ],
)
def test_what_a_form_marks_as_required_is_required(resource, cells):
    resource = resource()
    sheet = load_workbook(blank(resource)).active
    marked = [cell.value for cell in sheet[HEADING_ROW] if cell.comment and cell.font.b]
    unmarked = [cell.value for cell in sheet[HEADING_ROW] if not cell.comment and not cell.font.b]
    assert len(marked) + len(unmarked) == len(column_guides(resource))

    def read(cells):
        return read_by(resource, filled(resource, cells), file_name="mẫu.xlsx")

    assert read(cells).problems == []
    with override("vi"):
        names = {str(column.column_name): name for name, column in resource.columns.items()}
    for heading in marked:
        without = {name: cell for name, cell in cells.items() if name != names[heading]}
        result = read(without)
        assert result.problems or not result.read, heading


def test_codes_are_typed_as_text_and_days_as_days():
    resource = SHEET_RESOURCES["enterprises"]()
    sheet = load_workbook(blank(resource)).active
    formats = {
        entry.column.attribute: sheet.column_dimensions[cell.column_letter].number_format
        for entry, cell in zip(column_guides(resource), sheet[HEADING_ROW], strict=True)
    }

    assert formats["tax_code"] == "@"
    assert formats["verified_on"] == "dd/mm/yyyy"
    assert sheet.freeze_panes == f"A{HEADING_ROW + 1}"


def test_the_legend_has_limits_and_the_other_names_of_a_column():
    resource = SHEET_RESOURCES["projects"]()
    legend = load_workbook(blank(resource, "en"))["Legend"]
    rows = {row[0]: row[1:] for row in legend.iter_rows(min_row=2, values_only=True)}

    assert rows["Project name"][:3] == ("Text.", "yes", "At most 500 characters.")
    assert "Danh mục dự án" in rows["Project name"][3]
    assert "chưa xác định" in rows["Area, as written"][0]
    assert len(rows) == len(column_guides(resource))


def test_the_number_of_queries_does_not_depend_on_the_lists():
    def asked():
        with CaptureQueriesContext(connection) as captured:
            blank(SHEET_RESOURCES["projects"]())
        return len(captured)

    before = asked()
    baker.make(IndustrialZone, _quantity=40)

    assert asked() == before
