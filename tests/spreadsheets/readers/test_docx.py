"""Word documents: their tables are read like sheets."""

import io

import pytest

from spreadsheets.readers.opening import FileRefused, open_sheets
from tests.spreadsheets.built_files import paragraph, word, word_table

HEAD = ["TT", "Tên dự án", "Địa điểm"]


def opened(*body):
    return open_sheets(io.BytesIO(word(*body)))


def test_the_paragraphs_above_a_table_are_its_title_rows():
    (grid,) = opened(
        paragraph("PHỤ LỤC I"),
        paragraph(""),
        paragraph("(Ban hành kèm theo Quyết định số 684/QĐ-UBND)"),
        word_table(HEAD, ["1", "Nhà máy\nchế biến", "Đăk Tô"]),
        paragraph("TM. ỦY BAN NHÂN DÂN"),
    )

    assert list(grid.rows) == [
        ["PHỤ LỤC I"],
        ["(Ban hành kèm theo Quyết định số 684/QĐ-UBND)"],
        HEAD,
        ["1", "Nhà máy\nchế biến", "Đăk Tô"],
    ]


def test_cells_merged_across_and_down_have_their_value_once():
    down, going_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    (grid,) = opened(
        word_table(
            [("I. NHÓM", '<w:gridSpan w:val="3"/>', True)],
            ["1", "A", ("Đăk Tô", down, False)],
            ["2", "B", ("", going_on, False)],
            ["3", "C", ("", going_on, False)],
            ["4", "D", ("Sa Thầy", down, False)],
        )
    )

    assert list(grid.rows)[1:4] == [["1", "A", "Đăk Tô"], ["2", "B"], ["3", "C"]]
    assert grid.merges == [((0, 0), (0, 2)), ((1, 2), (3, 2))]
    assert grid.bold_rows == {0}


def test_a_table_continued_under_the_same_headings_is_one_sheet():
    (grid,) = opened(
        word_table(HEAD, ["", "(1)", "(2)"], ["1", "A", "x"]),
        paragraph(""),
        word_table(HEAD, ["", "(1)", "(2)"], ["2", "B", "y"]),
        paragraph("II. NHÓM HAI"),
        word_table(HEAD, ["3", "C", "z"]),
    )

    assert list(grid.rows) == [
        HEAD,
        [None, "(1)", "(2)"],
        ["1", "A", "x"],
        ["2", "B", "y"],
        ["II. NHÓM HAI"],
        ["3", "C", "z"],
    ]


def test_another_annex_under_the_same_headings_is_another_sheet():
    first, second = opened(
        word_table(HEAD, ["1", "A", "x"]),
        paragraph("PHỤ LỤC II"),
        word_table(HEAD, ["1", "B", "y"]),
    )

    assert list(first.rows) == [HEAD, ["1", "A", "x"]]
    assert list(second.rows) == [["PHỤ LỤC II"], HEAD, ["1", "B", "y"]]


def test_another_table_is_another_sheet():
    first, second = opened(word_table(["a", "b"]), paragraph("Khác"), word_table(HEAD))

    assert (first.name, second.name) == ("Table 1", "Table 2")
    assert list(second.rows) == [["Khác"], HEAD]


def test_deleted_text_and_drawings_are_not_read_and_inner_tables_are_text():
    struck = "<w:p><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>"
    struck += "<w:ins><w:r><w:t>mới</w:t></w:r></w:ins>"
    drawn = "<w:r><w:drawing><w:p><w:r><w:t>hình</w:t></w:r></w:p></w:drawing></w:r></w:p>"
    inner = word_table(["trong"])
    (grid,) = opened(
        f"<w:tbl><w:tr><w:tc>{struck}{drawn}{inner}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>"
    )

    assert list(grid.rows) == [["mới\ntrong", "b"]]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (paragraph("thư"), "no table"),
        (word_table([("x", '<w:gridSpan w:val="999999999"/>', False), "y"]), "reaches to cell"),
        (word_table(["x" * 40_000]), "more than 32767 characters"),
        ("<w:tbl><w:tr>", "damaged"),
        (word_table(["x"] * 201), "reaches to cell"),
    ],
)
def test_a_malformed_document_is_refused_with_a_message(body, message):
    with pytest.raises(FileRefused, match=message):
        opened(body)
