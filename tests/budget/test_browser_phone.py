"""The budget on a phone: sums first, amounts on request."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from budget.models import BudgetEntry, BudgetLine, BudgetPeriod, FundingSource
from records.models import Publication
from vietnamese.figures import Dimension, read_figure

PAGES = ["/ngan-sach/", "/en/budget/2021-2025/"]


def line(amounts, task="Hội chợ công nghiệp hỗ trợ"):
    """A public line with an estimate for each year, with its wording."""
    made = BudgetLine.objects.create(
        period=BudgetPeriod.objects.get(code="2021-2025"),
        task_vi=task,
        publication=Publication.PUBLISHED,
    )
    source = FundingSource.objects.first()
    for year, amount in enumerate(amounts, start=2021):
        entry = BudgetEntry(
            line=made, stage="estimated", year=year, funding_source=source, source="Báo cáo"
        )
        entry.amount = read_figure(amount, Dimension.MONEY_VND, "ty_dong")
        entry.save()
    return made


@pytest.mark.django_db
def test_a_line_with_many_amounts_has_a_sum_by_stage_and_counts_missing_figures(client):
    line(["1 tỷ đồng", "2 tỷ đồng", "khoảng 3 tỷ đồng", "4 tỷ đồng", "chưa có"])

    page = client.get("/en/budget/2021-2025/")

    assertContains(
        page, "Estimated: <strong>about 10,000,000,000 dong</strong>, 1 without a figure"
    )
    assertContains(page, "5 amounts by year and source")


@pytest.mark.django_db
def test_a_line_with_few_amounts_is_not_collapsed(client):
    line(["1 tỷ đồng", "2 tỷ đồng"])
    assertNotContains(client.get("/en/budget/"), "amounts by year and source")


@pytest.mark.parametrize("address", PAGES)
def test_on_a_phone_the_amounts_open_by_keyboard(page, address):
    made = line([f"{number} tỷ đồng" for number in (1, 2, 3, 4, 5)])
    few = line(["7 tỷ đồng"], "Tập huấn")
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(address)
    block = page.locator(f"#{made.code}")
    amounts = block.locator("td.num")

    assert not any(each.is_visible() for each in amounts.all())
    assert block.locator(".line-sums").is_visible()
    assert page.locator(f"#{few.code} td.num").is_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320

    block.locator("summary").press("Enter")
    assert [each.is_visible() for each in amounts.all()] == [True] * 5


@pytest.mark.parametrize("address", PAGES)
def test_a_wide_screen_and_paper_show_everything(page, address):
    made = line([f"{number} tỷ đồng" for number in (1, 2, 3, 4, 5)])
    amounts = page.locator(f"#{made.code} td.num")

    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address)
    assert [each.is_visible() for each in amounts.all()] == [True] * 5
    assert not page.locator(f"#{made.code} .fold").is_visible()

    page.set_viewport_size({"width": 390, "height": 800})
    page.emulate_media(media="print")
    assert [each.is_visible() for each in amounts.all()] == [True] * 5


def test_a_phone_page_of_the_budget_is_accessible(page, axe):
    line([f"{number} tỷ đồng" for number in (1, 2, 3, 4, 5)])
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/ngan-sach/2021-2025/")
    axe(page)
