"""A budget that names no period: an official chooses it once for the file."""

from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from budget.models import BudgetLine
from tests.imports.sending import signed_in
from tests.spreadsheets.workbooks import import_file, problems, read, workbook

pytestmark = pytest.mark.django_db

ROWS = [["STT", "Nội dung", "Dự toán (triệu đồng)"], [1, "Việc A", 3], [2, "Việc B", 5]]
CHOSEN = {"period": "2021-2025"}


def test_a_file_without_a_period_is_refused_with_the_way_out():
    assert problems("budget", ROWS) == [("A2", "empty"), ("A3", "empty")]
    message = read("budget", ROWS).problems[0].message
    assert "2021-2025" in message


def test_the_chosen_period_counts_for_rows_without_one():
    import_file("budget", ROWS, for_all_rows=CHOSEN)
    lines = BudgetLine.objects.filter(task_vi__in=["Việc A", "Việc B"])
    assert [line.period.code for line in lines] == ["2021-2025"] * 2


def test_the_period_of_a_row_counts_before_the_chosen_one():
    rows = [[*ROWS[0], "Giai đoạn"], [*ROWS[1], "2019-2020"], [*ROWS[2], None]]
    import_file("budget", rows, for_all_rows=CHOSEN)
    periods = BudgetLine.objects.filter(task_vi__in=["Việc A", "Việc B"]).order_by("task_vi")
    assert list(periods.values_list("period__code", flat=True)) == ["2019-2020", "2021-2025"]


def test_the_console_takes_the_period_for_all_rows(tmp_path):
    file = tmp_path / "kinh-phi.xlsx"
    file.write_bytes(workbook(ROWS).read())
    out = StringIO()
    call_command("import_sheet", "budget", file, "--for-all-rows=period=2021-2025", stdout=out)
    assert BudgetLine.objects.filter(task_vi="Việc A").exists()

    with pytest.raises(CommandError, match="does not know place; it knows period"):
        call_command("import_sheet", "budget", file, "--for-all-rows=place=x", stdout=out)
    with pytest.raises(CommandError, match="period is one of .*2021-2025"):
        call_command("import_sheet", "budget", file, "--for-all-rows=period=2031", stdout=out)


def test_an_official_chooses_the_period_on_the_preview(official):
    client = signed_in(official("budget"))
    upload = SimpleUploadedFile("kinh-phi.xlsx", workbook(ROWS).read())
    sent = client.post(reverse("admin:budget_budgetline_import"), {"file": upload}, follow=True)
    assert sent.context["file_import"].findings.filter(group="problem").count() == 2

    preview = sent.redirect_chain[-1][0]
    client.post(preview, {"again": "1", "all_period": "2021-2025"})
    client.post(preview, {"confirm": "1"})
    assert BudgetLine.objects.filter(task_vi="Việc A", period__code="2021-2025").exists()
