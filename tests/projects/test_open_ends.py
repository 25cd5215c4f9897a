"""Open ends of figures: empty in files and the API, with their wording in sums."""

import csv
import io
import json
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.models import BudgetEntry, BudgetLine, BudgetPeriod, FundingSource
from projects.models import Project
from records.models import Publication
from tests.makers import project
from tests.spreadsheets.workbooks import exported, read, read_back
from vietnamese.figures import Dimension, Figure, Qualifier, read_figure

pytestmark = pytest.mark.django_db
BILLION = 1_000_000_000

WORDINGS = [
    ("hơn 233 ha", 233, None),
    ("trên 233 ha", 233, None),
    ("ít nhất 233 ha", 233, None),
    ("tối đa 233 ha", None, 233),
    ("dưới 233 ha", None, 233),
    ("233 ha", 233, 233),
    ("khoảng 233 ha", 233, 233),
    ("gần 233 ha", 233, 233),
    ("250–300 ha", 250, 300),
]


def in_files(client):
    """The bounds of the area of the projects named Zét, in each file format and the API."""
    ends = ("area_low", "area_high")
    found = {}
    rows = json.loads(client.get("/du-an/xuat.json?q=zet").getvalue())["rows"]
    found["json"] = [[row[name] for name in ends] for row in rows]
    file = client.get("/en/projects/export.csv?q=zet").getvalue().decode("utf-8-sig")
    found["csv"] = _below_headings(csv.reader(io.StringIO(file)))
    file = io.BytesIO(client.get("/en/projects/export.xlsx?q=zet").getvalue())
    sheet = openpyxl.load_workbook(file).active
    found["xlsx"] = _below_headings(sheet.iter_rows(values_only=True))
    results = client.get("/api/v1/projects/?q=zet").json()["results"]
    found["api"] = [[row["area_ha"][end] for end in ("low", "high")] for row in results]
    return {
        kind: [[None if cell in ("", None) else float(cell) for cell in row] for row in rows]
        for kind, rows in found.items()
    }


def _below_headings(rows):
    rows = iter(rows)
    heads = next(row for row in rows if "Area from (ha)" in row)
    places = [list(heads).index(name) for name in ("Area from (ha)", "Area to (ha)")]
    return [[row[place] for place in places] for row in rows if any(row)]


@pytest.mark.parametrize(("wording", "low", "high"), WORDINGS)
def test_an_open_end_is_empty_in_every_file_and_in_the_api(client, wording, low, high):
    project("Nhà máy Zét", area=wording)
    assert in_files(client) == dict.fromkeys(("json", "csv", "xlsx", "api"), [[low, high]])


def test_every_figure_has_at_least_one_end(client):
    project("Nhà máy Zét")
    assert set(map(str, in_files(client).values())) == {"[[None, None]]"}


def test_the_wording_is_beside_the_open_end(client):
    project("Nhà máy Zét", capital="trên 500 tỷ đồng")
    row = json.loads(client.get("/du-an/xuat.json?q=zet").getvalue())["rows"][0]
    assert row["capital"] == "trên 500 tỷ đồng"
    assert (row["capital_low"], row["capital_high"]) == (500 * BILLION, "")


def test_a_filter_still_finds_figures_with_an_open_end(client):
    project("Nhà máy Zét", area="hơn 233 ha")
    for query, there in (
        ("area_min=200", 1),
        ("area_max=100", 0),
        ("area_min=200&area_max=300", 1),
    ):
        page = client.get(f"/en/projects/?q=zet&{query}")
        assert page.context["counted"].total == there, query


def test_a_file_with_an_open_end_is_imported_without_a_change(tmp_path):
    for wording, _low, _high in WORDINGS:
        project(f"Nhà máy {wording}", area=wording)
    for extension in ("xlsx", "csv"):
        result = read_back("projects", exported("projects", tmp_path, extension=extension))
        assert (result.problems, result.new, result.changed) == ([], 0, 0)


def test_a_file_in_the_former_format_is_imported_without_a_change():
    project("Nhà máy Zét", code="DA-Z1", area="hơn 233 ha")
    headings = ["Mã", "Tên dự án", "Diện tích (như đã ghi)", "Diện tích đến (ha)"]
    for number, refused in ((233, []), (None, []), (300, ["derived"])):
        row = ["DA-Z1", "Nhà máy Zét", "hơn 233 ha", number]
        result = read("projects", [headings, row])
        assert [problem.code for problem in result.problems] == refused
        assert result.changed == 0


def test_sums_of_the_budget_count_the_amounts_as_written(client):
    period = BudgetPeriod.objects.get(code="2021-2025")
    line = BudgetLine.objects.create(
        code="Z-1", period=period, task_vi="Zét", source="Báo", publication=Publication.PUBLISHED
    )
    funds = FundingSource.objects.first()
    for wording in ("trên 3 tỷ đồng", "tối đa 2 tỷ đồng"):
        entry = BudgetEntry(line=line, stage="disbursed", year=2022, funding_source=funds)
        entry.amount = read_figure(wording, Dimension.MONEY_VND, "ty_dong")
        entry.source = wording
        entry.save()
    total = next(iter(BudgetEntry.objects.filter(line=line).totals()))
    assert (total["low"], total["high"]) == (5 * BILLION, 5 * BILLION)
    rows = json.loads(client.get("/ngan-sach/xuat.json").getvalue())["rows"]
    amounts = [value for row in rows for name, value in row.items() if name == "disbursed_dong"]
    assert sum(amount for amount in amounts if amount) == 5 * BILLION
    stored = Project(name_vi="x")
    stored.area = read_figure("hơn 233 ha", Dimension.AREA, "ha")
    assert stored.area_high == 233


ENDS = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(sorted)


@given(ENDS, st.sampled_from([q for q in Qualifier if q != Qualifier.NOT_APPLICABLE]))
def test_only_a_single_amount_leaves_an_end_open_and_never_both(ends, qualifier):
    low, high = map(Decimal, ends)
    bounds = Figure(low, high, qualifier).bounds
    open_ones = [end for end in bounds if end is None]
    one_sided = {Qualifier.OVER, Qualifier.AT_LEAST, Qualifier.UP_TO}
    assert len(open_ones) == (low == high and qualifier in one_sided)
    assert set(bounds) - {None} <= {low, high}
