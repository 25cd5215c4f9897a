"""Numbers that Word sets itself count as typed."""

import io

import pytest

from spreadsheets.readers.opening import open_sheets
from tests.spreadsheets.built_files import archive
from tests.spreadsheets.workbooks import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def level(kind, text, start=1, number=0):
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*lists, starts=None):
    """One abstract list for each argument; list 1 is the first of them. `starts` is of list 9."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{place}">{levels}</w:abstractNum>'
        for place, levels in enumerate(lists)
    )
    own = "".join(
        f'<w:num w:numId="{place + 1}"><w:abstractNumId w:val="{place}"/></w:num>'
        for place in range(len(lists))
    )
    if starts:
        own += (
            '<w:num w:numId="9"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
            f'<w:startOverride w:val="{starts}"/></w:lvlOverride></w:num>'
        )
    return f"<w:numbering {W}>{abstract}{own}</w:numbering>"


def document(body, lists, styles=""):
    links = "".join(
        f'<Relationship Id="{kind}" Type="{RELATED}/{kind}" Target="{kind}.xml"/>'
        for kind in ("numbering", "styles")
    )
    return archive(
        {
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f"<Relationships>{links}</Relationships>",
            "word/numbering.xml": lists,
            "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
        }
    )


def paragraph(text="", list_id=None, ilvl=0, more="", run=""):
    of_list = f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{list_id}"/></w:numPr>'
    properties = f"<w:pPr>{more}{of_list if list_id is not None else ''}</w:pPr>"
    runs = f"<w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p>{properties}{runs}</w:p>"


def table(*rows):
    lines = (f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>" for cells in rows)
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def grid_of(content):
    return open_sheets(io.BytesIO(content))[0]


def texts(content):
    return [row[0] for row in grid_of(content).rows]


@pytest.mark.parametrize(
    ("kind", "text", "numbers"),
    [
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("decimal", "(%1)", ["(1)", "(2)", "(3)"]),
        ("decimalZero", "%1", ["01", "02", "03"]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("lowerRoman", "%1)", ["i)", "ii)", "iii)"]),
        ("upperLetter", "%1", ["A", "B", "C"]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("bullet", "-", ["-", "-", "-"]),
        ("ordinalText", "%1.", ["1.", "2.", "3."]),
    ],
)
def test_the_number_of_an_empty_cell_is_its_text(kind, text, numbers):
    rows = table(*[[paragraph(list_id=1), paragraph("x")]] * 3)
    assert texts(document(rows, numbering(level(kind, text)))) == numbers


def test_a_bullet_that_is_no_dash_is_no_text():
    rows = table([paragraph("a", 1)])
    assert texts(document(rows, numbering(level("bullet", "\uf0b7")))) == ["a"]


def test_levels_count_under_one_another():
    lists = numbering(level("upperRoman", "%1.") + level("decimal", "%1.%2", number=1))
    rows = [("a", 0), ("b", 1), ("c", 1), ("d", 0), ("e", 1)]
    body = table(*[[paragraph(text, 1, ilvl)] for text, ilvl in rows])
    assert texts(document(body, lists)) == ["I. a", "I.1 b", "I.2 c", "II. d", "II.1 e"]


def test_a_list_may_begin_with_another_number():
    lists = numbering(level("decimal", "%1.", start=5), starts=1)
    body = table(*[[paragraph("x", list_id)] for list_id in (1, 1, 9, 9, 0, 77)])
    assert texts(document(body, lists)) == ["5. x", "6. x", "1. x", "2. x", "x", "x"]


def test_letters_and_roman_numbers_have_a_largest_one():
    lists = numbering(
        level("lowerLetter", "%1", start=26),
        level("upperRoman", "%1", start=3999),
        level("upperLetter", "%1", start=999_999_999),
    )
    body = table(*[[paragraph(list_id=place)] for place in (1, 1, 2, 2, 3)])
    assert texts(document(body, lists)) == ["z", "aa", "MMMCMXCIX", "4000", "999999999"]


def test_a_style_may_have_the_number():
    style = (
        '<w:style w:styleId="Mục"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = table(
        [paragraph("a", more='<w:pStyle w:val="Mục"/>')],
        [paragraph("b", 0, more='<w:pStyle w:val="Mục"/>')],
        [paragraph("c", more='<w:pStyle w:val="Mục"/>')],
    )
    assert texts(document(body, numbering(level("decimal", "%1.")), style)) == ["1. a", "b", "2. c"]


def test_a_former_number_of_a_tracked_change_does_not_count():
    former = (
        '<w:pPrChange><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:pPrChange>"
    )
    body = table([f"<w:p><w:pPr>{former}</w:pPr><w:r><w:t>a</w:t></w:r></w:p>"])
    assert texts(document(body, numbering(level("decimal", "%1.")))) == ["a"]


def test_a_struck_row_includes_its_number():
    strike = "<w:strike/>"
    body = table(
        [paragraph(list_id=1), paragraph("A")],
        [paragraph(list_id=1, more=f"<w:rPr>{strike}</w:rPr>"), paragraph("B", run=strike)],
        [paragraph("C", 1, run=strike)],
    )
    grid = grid_of(document(body, numbering(level("decimal", "%1."))))
    assert list(grid.rows) == [["1.", "A"], ["2.", "B"], ["3. C"]]
    assert grid.struck_rows == {1, 2}


def test_a_deleted_row_includes_its_number():
    deleted = "<w:del><w:r><w:delText>B</w:delText></w:r></w:del>"
    row = (
        f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph(list_id=1)}</w:tc>"
        f"<w:tc><w:p>{deleted}</w:p></w:tc></w:tr>"
    )
    body = table([paragraph(list_id=1), paragraph("A")]).replace("</w:tbl>", f"{row}</w:tbl>")
    grid = grid_of(document(body, numbering(level("decimal", "%1."))))
    assert (list(grid.rows), grid.struck_rows) == ([["1.", "A"], ["2.", "B"]], {1})


@pytest.mark.django_db
def test_groups_and_projects_are_numbered_by_word():
    lists = numbering(level("upperRoman", "%1."), level("decimal", "%1"))
    heads = [paragraph(text) for text in ("STT", "Tên dự án", "Địa điểm")]
    body = table(
        heads,
        [paragraph(list_id=1), paragraph("CÔNG NGHIỆP"), paragraph()],
        [paragraph(list_id=2), paragraph("Nhà máy A"), paragraph("Đăk Hà")],
        [paragraph(list_id=2), paragraph("Nhà máy B"), paragraph("Đăk Tô")],
    )
    result = read("projects", io.BytesIO(document(body, lists)))
    assert [change.after["name_vi"] for change in result.changes] == ["Nhà máy A", "Nhà máy B"]
    assert [left.message for left in result.left_out] == ["group"]
