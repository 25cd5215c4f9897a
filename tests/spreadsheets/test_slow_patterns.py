"""Regular expressions need little time for any cell.

The texts run in a child process with at most ten seconds of processor time. Each of them took one
of the patterns minutes before its repetitions were bounded.
"""

import multiprocessing
import resource
from decimal import Decimal

import pytest

from imports.context import ImportContext
from imports.rows.totals import Sum, TotalsCheck
from layouts.groups import MAX_GROUP_DEPTH
from layouts.messages import MAX_MESSAGES
from operations.sheet_resources import SHEET_RESOURCES
from spreadsheets.readers.merged_cells import clip_merges
from tests.spreadsheets.annexes.grids import HEADINGS, grid, group_paths, layout, projects

SECONDS = 10
MAX_CELL_TEXT = 32_767

HOSTILE_ROWS = {
    "letterhead": ([["ngay thang nam xxxxxx " * 1480]], []),
    "decision": ([["quyết định 1" + "1" * 32_000]] * 3, []),
    "lines of a decision": ([["quyết định" + "\n." * 16_000 + "\n" * 9]], []),
    "signature": ([], [[None, "ngay " * 6500]] * 20),
    "place and day": ([], [[None, "a ngay a thang " * 2000]] * 200),
    "mark of a page": ([], [["phu luc tiep " * 2500]] * 20),
    "name with a count": ([], [["I", "A:" + ": ;" * 10_000]] * 5),
    "count of digits": ([], [["I", "1" * 32_000]] * 5),
    "blanks and digits": ([], [["I", "12 34 " * 5000]] * 5),
    "ordinal of digits": ([], [["1." * 16_000, "Nhà máy"]] * 20),
    "ordinal of Roman digits": ([], [["I" * 32_000, "Nhà máy"], ["I" * 32_000 + " x"]] * 20),
    "brackets": ([["(" * 32_000] * 3], [["I", "(" * 32_000]] * 5),
}


def _lay_out(above, below):
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    layout(grid(*above, HEADINGS, *projects(2), *below, *projects(2, first=3)))


@pytest.mark.parametrize("named", HOSTILE_ROWS)
def test_a_text_of_maximum_length_is_matched_quickly(named):
    child = multiprocessing.get_context("fork").Process(target=_lay_out, args=HOSTILE_ROWS[named])
    child.start()
    child.join(6 * SECONDS)

    assert child.exitcode == 0


def test_a_number_too_large_for_a_count_is_not_a_count():
    heading = ["I", f"Nhóm gồm {'1' * 5000} dự án"]
    digits = [["9" * 4400, "Nhà máy A"], ["9" * 4400, "Nhà máy B"]]
    found = layout(grid(HEADINGS, heading, *projects(2), *digits))

    assert not any("states" in each for each in found.warnings)
    assert any(row.ordinal == "9" * 4400 for row in found.rows)


def test_the_first_remarks_are_reported_with_the_number_of_the_others():
    empty = [["I", f"NHÓM NGÀNH {number}"] for number in range(MAX_MESSAGES + 50)]
    found = layout(grid(HEADINGS, *empty, *projects(2)))

    # The last group has rows of data.
    assert len(found.warnings) == MAX_MESSAGES + 1
    assert found.warnings[-1].startswith("49 more remarks")


def test_the_nesting_of_groups_is_limited():
    headings = [[".".join("1" * depth), f"NHÓM {depth}"] for depth in range(1, 10)]
    capitals = [[f"Tầng {depth}: Nhóm {depth}"] for depth in range(40)]
    found = layout(grid(HEADINGS, *headings, *capitals, *projects(1)))

    assert all(len(path) <= MAX_GROUP_DEPTH for path in group_paths(found))


def test_merges_are_looked_up_by_row():
    class Counted(list):
        passes = 0

        def __iter__(self):
            Counted.passes += 1
            return super().__iter__()

    # Rows that would be headings if they had more known words.
    likely = [["Tên dự án"]] * 200
    rows = [*likely, HEADINGS, *projects(3)]
    merges = Counted(clip_merges([((202, 2), (203, 2))], len(rows), 5))
    found = layout(grid(*rows, merges=merges))

    assert len(found.rows) == 3
    assert Counted.passes < 20


def test_totals_of_the_same_rows_are_computed_once_and_reported_up_to_a_limit():
    rows = [[1, "Nhà máy A", "xã Đăk Cấm", 5, 70], [2, "Nhà máy B", "xã Đăk Cấm", 5, 70]]
    found = layout(grid(HEADINGS, *rows, *[[None, "Tổng cộng", None, 10, 1]] * 300))
    totals_check = TotalsCheck(ImportContext(SHEET_RESOURCES["projects"](), found))
    for each in found.rows:
        totals_check.add_row(each)

    assert len(found.totals) == 300
    (sums,) = totals_check.sums.values()
    assert dict(zip(totals_check.columns, sums, strict=True)) == {
        "area": Sum(Decimal(10)),
        "capital": Sum(Decimal(140_000_000_000)),
    }


def test_a_remark_on_an_endless_heading_quotes_its_beginning():
    found = layout(grid(HEADINGS, ["I", f"NHÓM {'A' * 30_000}"], ["II", "NHÓM B"], *projects(2)))

    (message,) = found.warnings
    assert len(message) < 500
