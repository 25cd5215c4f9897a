"""OpenDocument spreadsheets are read like Excel workbooks."""

import io
from datetime import date, datetime, time

import pytest

from spreadsheets.cells import NO_RESULT
from spreadsheets.readers.opening import FileRefused, open_sheets
from tests.spreadsheets.built_files import cell, ods, row, table

HIDDEN = '<s:style s:name="ta1"><s:table-properties t:display="false"/></s:style>'
BOLD = '<s:style s:name="ce1"><s:text-properties fo:font-weight="bold"/></s:style>'


def opened(content):
    return open_sheets(io.BytesIO(content))[0]


def cells(*xml):
    return opened(ods(table(row(*xml)))).rows[0]


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        (cell("Đăk\nTô"), "Đăk\nTô"),
        (cell('a<x:s x:c="2"/>b<x:line-break/>c<x:tab/><x:span>d</x:span>'), "a  b\nc\td"),
        (cell("1.234,5", 'o:value-type="float" o:value="1234.5"'), 1234.5),
        (cell("50%", 'o:value-type="percentage" o:value="0.5"'), 0.5),
        (cell("7", 'o:value-type="float" o:value="7"'), 7),
        (cell("07/05/24", 'o:value-type="date" o:date-value="2024-05-07"'), date(2024, 5, 7)),
        (
            cell("x", 'o:value-type="date" o:date-value="2024-05-07T08:15:00"'),
            datetime(2024, 5, 7, 8, 15),  # noqa: DTZ001
        ),
        (cell("10:30", 'o:value-type="time" o:time-value="PT10H30M00S"'), time(10, 30)),
        (cell("36:00", 'o:value-type="time" o:time-value="PT36H00M00S"'), "36:00:00"),
        (cell("TRUE", 'o:value-type="boolean" o:boolean-value="true"'), True),
        (cell("#REF!", 'o:value-type="string" o:string-value="" c:value-type="error"'), "#REF!"),
        (cell("#DIV/0!", 'o:value-type="float" o:value="0" t:formula="of:=1/0"'), "#DIV/0!"),
        (cell("", 't:formula="of:=A1"'), NO_RESULT),
        (cell("x<o:annotation><x:p>lời ghi</x:p></o:annotation>"), "x"),
        ("<t:table-cell><o:annotation><x:p>a</x:p></o:annotation><x:p>x</x:p></t:table-cell>", "x"),
    ],
)
def test_cells_are_read_by_value_and_not_by_displayed_text(xml, value):
    assert cells(xml) == [value]


def test_merged_cells_have_their_value_once():
    grid = opened(
        ods(
            table(
                row(
                    cell("a", 't:number-columns-spanned="2" t:number-rows-spanned="2"'),
                    "<t:covered-table-cell><x:p>che</x:p></t:covered-table-cell>",
                    cell("b"),
                ),
                row('<t:covered-table-cell t:number-columns-repeated="2"/>', cell("c")),
            )
        )
    )

    assert list(grid.rows) == [["a", None, "b"], [None, None, "c"]]
    assert grid.merges == [((0, 0), (1, 1))]


def test_repeated_rows_and_cells_have_their_displayed_position():
    grid = opened(
        ods(
            table(
                row(
                    cell("", 't:number-columns-repeated="2"'),
                    cell("a", 't:number-columns-repeated="2"'),
                ),
                row(cell(), more='t:number-rows-repeated="3"'),
                row(cell("b"), more='t:number-rows-repeated="2"'),
                row(
                    cell("", 't:number-columns-repeated="16384"'),
                    more='t:number-rows-repeated="1048570"',
                ),
            )
        )
    )

    assert list(grid.rows) == [[None, None, "a", "a"], [], [], [], ["b"], ["b"]]


def test_hidden_and_bold_parts_are_reported():
    columns = '<t:table-column/><t:table-column t:visibility="collapse"/>'
    bold = cell("I", 't:style-name="ce1"')
    displayed, hidden = open_sheets(
        io.BytesIO(
            ods(
                table(columns, row(bold, bold), row(cell("x"), bold, more='t:visibility="filter"')),
                table(row(cell("y")), name="Nháp", style="ta1"),
                styles=HIDDEN + BOLD,
            )
        )
    )

    assert (displayed.hidden_columns, displayed.hidden_rows, displayed.bold_rows) == ({1}, {1}, {0})
    assert (hidden.name, hidden.hidden, list(hidden.rows)) == ("Nháp", True, [["y"]])


ENCRYPTED = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry>'
    "<m:encryption-data/></m:file-entry></m:manifest>"
)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (ods(table(row(cell("a"))), **{"META-INF/manifest.xml": ENCRYPTED}), "password"),
        (ods(table(row(cell("a"), more='t:number-rows-repeated="999999999"'))), "reaches to cell"),
        (ods(table(row(cell("a", 't:number-columns-repeated="999999999"')))), "reaches to cell"),
        (ods(table(row(cell('<x:s x:c="99999"/>' * 9)))), "cell A1 has more than"),
        (ods(table(row(cell("a" * 40_000)))), "cell A1 has more than"),
        (ods(table(row(cell("x" * 30_000, 't:number-columns-repeated="200"'),
                       more='t:number-rows-repeated="9"'))), "too much text"),
        (ods(*[table(row(cell("a")))] * 51), "51 sheets"),
        (ods(table(row(cell("a"))) + "</x>"), "damaged"),
    ],
    ids=["password", "rows", "columns", "spaces", "long", "text", "sheets", "broken"],
)  # fmt: skip
def test_a_malformed_spreadsheet_is_refused_with_a_message(content, message):
    with pytest.raises(FileRefused, match=message):
        opened(content)


def test_a_column_repeated_zero_times_is_one_column():
    columns = (
        '<t:table-column t:number-columns-repeated="0"/>'
        '<t:table-column t:default-cell-style-name="strong"/>'
    )
    style = '<s:style s:name="strong"><s:text-properties fo:font-weight="bold"/></s:style>'
    rows = [row(cell(), cell("Nhóm")), row(cell("1"), cell("Nhà máy"))]
    (grid,) = open_sheets(io.BytesIO(ods(table(columns, *rows), styles=style)))

    assert grid.bold_rows == {0}
