"""Sheets in old fonts (TCVN3, VNI) are converted to Unicode and reported."""

import csv
from pathlib import Path

import pytest

from imports.legacy_text import EXAMPLES, convert_to_unicode
from spreadsheets.readers.grids import Grid, PackedRows
from vietnamese.old_fonts import LETTERS, OLD_ENCODINGS, Encoding

ROOT = Path(__file__).parents[2]

UNICODE_ROWS = [
    ["TT", "Tên dự án", "Địa điểm", "Diện tích (ha)"],
    [1, "Nhà máy gạch tuynel", "xã Đăk Cấm", 5.5],
    [2, "Société Générale – nhà máy ô tô", "Müller GmbH", None],
    [3, "tô", "Ô tô", "20 × 30 m"],
]
TCVN3_ROWS = [
    ["TT", "Tªn dù ¸n", "§Þa ®iÓm", "DiÖn tÝch (ha)"],
    [1, "Nhµ m¸y g¹ch tuynel", "x· §¨k CÊm", 5.5],
    [2, "Khu d©n c\u00ad", "huyÖn §¨k T«", "gÇn 250ha"],
]
VNI_ROWS = [
    ["TT", "Teân döï aùn", "Ñòa ñieåm", "Dieän tích (ha)"],
    [1, "Nhaø maùy gaïch tuynel", "xaõ Ñaêk Caám", 5.5],
    [2, "Khu daân cö", "huyeän Ñaêk Toâ", "gaàn 250ha"],
]
MODERN_ROWS = [
    ["TT", "Tên dự án", "Địa điểm", "Diện tích (ha)"],
    [1, "Nhà máy gạch tuynel", "xã Đăk Cấm", 5.5],
    [2, "Khu dân cư", "huyện Đăk Tô", "gần 250ha"],
]


def sheet(rows, name="Phụ lục", **looks):
    return Grid(name, PackedRows(rows), **looks)


def rows_of(grid):
    return list(grid.rows)


def test_a_sheet_in_unicode_is_unchanged():
    grid = sheet(UNICODE_ROWS)
    assert convert_to_unicode(grid) == (grid, None)
    assert convert_to_unicode(grid)[0] is grid


def test_one_foreign_name_does_not_convert_a_sheet():
    grid = sheet([*UNICODE_ROWS, [4, "Loïc", "Thaï", None]])
    assert convert_to_unicode(grid)[0] is grid


@pytest.mark.parametrize(
    ("rows", "encoding"), [(TCVN3_ROWS, Encoding.TCVN3), (VNI_ROWS, Encoding.VNI)]
)
def test_a_sheet_in_an_old_font_is_converted_to_unicode(rows, encoding):
    modern, old_text = convert_to_unicode(sheet(rows))
    assert rows_of(modern) == MODERN_ROWS
    assert old_text.undecided == []
    assert sum(old_text.cells.values()) == old_text.cells[encoding] >= 7


def test_the_other_properties_of_the_sheet_are_kept():
    grid = sheet(
        TCVN3_ROWS, merges=[((0, 0), (0, 1))], hidden_rows=frozenset({2}), bold_rows=frozenset({0})
    )
    modern, _old_text = convert_to_unicode(grid)
    assert (modern.merges, modern.hidden_rows, modern.bold_rows) == (
        [((0, 0), (0, 1))],
        frozenset({2}),
        frozenset({0}),
    )
    assert rows_of(grid) == TCVN3_ROWS


def test_the_official_sees_the_font_the_count_and_the_first_cells():
    _modern, old_text = convert_to_unicode(sheet(TCVN3_ROWS))
    assert len(old_text.examples) == EXAMPLES
    first = old_text.examples[0]
    assert (first.address, first.before, first.after) == ("B1", "Tªn dù ¸n", "Tên dự án")
    for words in ("Phụ lục", "TCVN3", str(old_text.cells.total()), "B1", "Tªn dù ¸n", "Tên dự án"):
        assert words in old_text.message


def test_cells_in_unicode_are_unchanged_beside_cells_in_an_old_font():
    modern, old_text = convert_to_unicode(sheet([*UNICODE_ROWS, *TCVN3_ROWS[1:], *VNI_ROWS[1:]]))
    rows = rows_of(modern)
    assert rows[:3] == UNICODE_ROWS[:3]
    assert rows[4:] == MODERN_ROWS[1:] * 2
    assert old_text.cells[Encoding.TCVN3]
    assert old_text.cells[Encoding.VNI]


def test_an_ambiguous_word_follows_the_certain_cells_of_its_column():
    rows = [["Tªn dù ¸n", "Địa điểm"], ["C«ng nghiÖp", "huyện Đăk Tô"], ["tô", "tô"]]
    modern, old_text = convert_to_unicode(sheet(rows))
    assert rows_of(modern)[2] == ["tụ", "tô"]
    assert old_text.undecided == []


def test_an_ambiguous_word_in_a_mixed_column_is_reported_with_its_cell():
    rows = [["C«ng nghiÖp"], ["Công nghiệp"], ["tô"]]
    modern, old_text = convert_to_unicode(sheet(rows))
    assert rows_of(modern) == [["Công nghiệp"], ["Công nghiệp"], ["tô"]]
    assert [(each.address, each.text) for each in old_text.undecided] == [("A3", "tô")]
    assert "tô" in old_text.undecided[0].message


def test_a_heading_in_unicode_is_unchanged_over_a_sheet_in_an_old_font():
    headings = ["TT", "Tên dự án", "Công suất", "Mã", "Ghi chú"]
    rows = [headings, *([1, "Nhµ m¸y", None, "tô", "D©n c\u00ad"] for _row in range(3))]
    modern, old_text = convert_to_unicode(sheet(rows))
    assert rows_of(modern)[0] == headings
    assert rows_of(modern)[1][4] == "Dân cư"
    assert [each.address for each in old_text.undecided if each.address.endswith("1")] == []


def test_a_heading_valid_in_unicode_is_unchanged_among_headings_in_an_old_font():
    modern, old_text = convert_to_unicode(
        sheet([["TT", "Tªn dù ¸n", "Ghi chú"], [1, "Nhµ m¸y", "x· §¨k CÊm"]])
    )
    assert rows_of(modern)[0] == ["TT", "Tên dự án", "Ghi chú"]
    assert old_text.undecided == []


def test_a_cell_partly_in_an_old_font_is_reported_and_not_guessed():
    rows = [*TCVN3_ROWS, [3, "C«ng ty Đăk Tô", "nhµ m¸y 20×30 m", None]]
    modern, old_text = convert_to_unicode(sheet(rows))
    assert rows_of(modern)[3] == rows[3]
    assert [each.address for each in old_text.undecided] == ["B4", "C4"]


def test_a_mixed_cell_is_reported_even_if_all_others_are_in_unicode():
    rows = [*UNICODE_ROWS, [4, "C«ng ty Đăk Tô", None, None]]
    modern, old_text = convert_to_unicode(sheet(rows))
    assert rows_of(modern) == rows
    assert [each.address for each in old_text.undecided] == ["B5"]
    assert not old_text.cells
    assert old_text.message == ""


def test_a_foreign_name_is_unchanged_in_a_sheet_in_an_old_font():
    rows = [*TCVN3_ROWS, [3, "Société Générale", "Müller GmbH", None]]
    modern, old_text = convert_to_unicode(sheet(rows))
    assert rows_of(modern)[3] == rows[3]
    assert old_text.undecided == []


def test_a_foreign_name_does_not_prove_unicode_for_its_column():
    rows = [["Nhµ ®Çu t­"], ["Société Générale"], ["20 × 30"], ["tô"]]
    modern, old_text = convert_to_unicode(sheet(rows))
    assert [row[0] for row in modern.rows] == ["Nhà đầu tư", "Société Générale", "20 × 30", "tụ"]
    assert old_text.undecided == []


def test_the_name_of_the_sheet_is_converted_too():
    modern, old_text = convert_to_unicode(sheet(TCVN3_ROWS, name="Phô lôc dù ¸n"))
    assert modern.name == old_text.sheet == "Phụ lục dự án"


def test_text_far_down_a_long_sheet_is_found():
    rows = [[i, f"Dự án số {i}"] for i in range(1000)]
    modern, old_text = convert_to_unicode(sheet([*rows, [1000, "Dù ¸n cuèi"]]))
    assert modern.rows[1000] == [1000, "Dự án cuối"]
    assert [each.address for each in old_text.examples] == ["B1001"]


def named(facts):
    """The Vietnamese names of a file of reference facts, in letters that both old fonts have."""
    with (ROOT / facts).open(encoding="utf-8") as file:
        names = [row["name_vi"] for row in csv.DictReader(file)]
    signs = [set(letters.values()) for letters in LETTERS.values()]
    return [
        name
        for name in names
        if all(char.isascii() or all(char in known for known in signs) for char in name)
    ]


@pytest.mark.parametrize("encoding", OLD_ENCODINGS)
@pytest.mark.parametrize(
    "facts", ["administrative_units.csv", "supply_products.csv", "industrial_zones.csv"]
)
def test_all_names_of_the_programme_survive_conversion_from_an_old_font(facts, encoding):
    names = named(f"programme/facts/{facts}")
    assert len(names) > 3
    signs = {ord(letter): drawn for drawn, letter in LETTERS[encoding].items()}
    heading = "Tên gọi đầy đủ của địa phương hoặc sản phẩm công nghiệp"
    typed = [[text.translate(signs)] for text in [heading, *names]]
    modern, old_text = convert_to_unicode(sheet(typed))
    assert [row[0] for row in modern.rows] == [heading, *names]
    assert old_text.undecided == []
