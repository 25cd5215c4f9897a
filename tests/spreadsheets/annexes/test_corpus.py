"""The corpus of annexes: each file is read as expected."""

import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from layouts.layout import find_layout
from operations.sheet_resources import SHEET_RESOURCES
from spreadsheets.cells import cell_text
from spreadsheets.readers.opening import open_sheets
from tests.spreadsheets.annexes.make import FOLDER, all_annexes
from tests.spreadsheets.annexes.writers import content_of
from tests.spreadsheets.workbooks import read

pytestmark = pytest.mark.django_db

FILES = sorted(path.name.removesuffix(".json") for path in FOLDER.glob("*.json"))


def expected_of(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def cases(selects=lambda expected: True):
    return [name for name in FILES if selects(expected_of(name))]


def layout_of(name):
    with (FOLDER / name).open("rb") as file:
        grids = open_sheets(file)
    words = SHEET_RESOURCES["projects"]().heading_words()
    return find_layout(grids, words, "name_vi", **expected_of(name)["options"])


@pytest.mark.parametrize("name", cases())
def test_every_row_of_an_annex_is_read_or_left_out_with_its_reason(name):
    expected, layout = expected_of(name), layout_of(name)

    read_rows = [
        {
            "row": row.index + 1,
            "ordinal": row.ordinal,
            "groups": [[group.ordinal, group.name] for group in row.groups],
            "cells": {key: text for key, value in row.cells.items() if (text := cell_text(value))},
        }
        for row in layout.rows
    ]
    expected_rows = [{k: v for k, v in row.items() if k != "figures"} for row in expected["rows"]]
    assert read_rows == expected_rows
    assert len(layout.rows) == len(expected_rows)
    assert [[left.row + 1, left.why] for left in layout.left_out] == expected["left_out"]


@pytest.mark.parametrize("name", cases())
def test_the_headings_of_an_annex_are_found_with_their_units(name):
    expected, layout = expected_of(name), layout_of(name)

    assert layout.header_row + 1 == expected["header_row"]
    if not name.endswith(".docx"):  # a table of a document has no name of its own
        assert layout.sheet == expected["sheet"]
    headings = {heading.column: heading for heading in layout.headings}
    for column, text in expected["headings"].items():
        assert headings[column].text == text
    for column, unit in expected["units"].items():
        assert headings[column].unit == unit
    assert layout.unit == expected["unit"]


@pytest.mark.parametrize("name", cases())
def test_the_totals_of_an_annex_match_the_rows_they_sum(name):
    totals = [[total.row + 1, total.first + 1, total.last + 1] for total in layout_of(name).totals]

    assert sorted(totals) == sorted(expected_of(name)["totals"])


@pytest.mark.parametrize("name", cases())
def test_an_annex_has_the_expected_warnings_only(name):
    expected, warnings = expected_of(name)["warnings"], layout_of(name).warnings

    for words in expected:
        assert any(words in warning for warning in warnings)
    assert bool(warnings) == bool(expected)


@pytest.mark.parametrize(
    "name", cases(lambda expected: expected["is_compared"] and not expected["problems"])
)
def test_the_figures_of_an_annex_keep_their_wording(name):
    rows = expected_of(name)["rows"]
    result = read_corpus(name)

    assert [(each.cell, each.value, each.code) for each in result.problems] == []
    for row, change in zip(rows, result.changes, strict=True):
        for figure, (low, high, qualifier) in row["figures"].items():
            values = [change.after.get(f"{figure}_{end}") for end in ("low", "high")]
            assert [None if value is None else Decimal(value) for value in values] == [
                None if end is None else Decimal(end) for end in (low, high)
            ]
            assert change.after.get(f"{figure}_qualifier", "") == qualifier


@pytest.mark.parametrize("name", cases(lambda expected: expected["problems"]))
def test_every_seeded_error_is_reported_at_its_cell(name):
    problems = [[problem.cell, problem.code] for problem in read_corpus(name).problems]

    assert sorted(problems) == sorted(expected_of(name)["problems"])


def read_corpus(name):
    with (FOLDER / name).open("rb") as file:
        return read("projects", io.BytesIO(file.read()), file_name=name)


def members(content):
    """The content of a file; for an archive its members, independent of compression."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("annex", all_annexes(), ids=lambda annex: annex.name)
def test_the_corpus_is_up_to_date_with_its_generator(annex):
    assert expected_of(annex.file) == json.loads(json.dumps(annex.expected()))
    assert members((FOLDER / annex.file).read_bytes()) == members(content_of(annex))


def test_the_corpus_is_small():
    assert sum(path.stat().st_size for path in Path(FOLDER).iterdir()) < 1_500_000
