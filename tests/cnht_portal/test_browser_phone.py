"""Phone layouts: nothing is hidden, cut off or covered."""

import re

import pytest

from budget.models import BudgetEntry, BudgetLine, BudgetPeriod, FundingSource
from records.models import Publication
from tests.makers import district, many_projects, sector
from vietnamese.figures import Dimension, read_figure

LIST = "/en/projects/"


@pytest.fixture
def phone(page):
    page.set_viewport_size({"width": 360, "height": 640})
    return page


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_open_filter_panel_shows_the_number_of_results(phone):
    many_projects(30, sector_group=sector())
    phone.goto(LIST)
    way = phone.get_by_role("link", name=re.compile("Show the results"))
    assert not way.is_visible()
    phone.get_by_text("Filters", exact=True).click()
    before = way.inner_text()
    phone.locator("#sector-kim-loai").click()
    phone.locator("#sector-kim-loai.facet-chosen").wait_for()
    assert way.inner_text() != before
    assert way.inner_text() == f"Show the results ({phone.locator('#results').inner_text()[:2]})"
    box = way.bounding_box()
    assert 0 <= box["y"] <= 640 - box["height"]
    way.click()
    assert phone.url.endswith("#results")
    assert 0 <= phone.locator("#results").bounding_box()["y"] < 640


def test_a_wide_screen_has_filters_and_results_side_by_side(page):
    page.goto(LIST)
    assert page.locator(".to-results").count() == 1
    assert not page.locator(".to-results").is_visible()


@pytest.mark.parametrize("width", [320, 360])
def test_the_field_for_a_code_is_as_wide_as_its_form(phone, width):
    phone.set_viewport_size({"width": width, "height": 640})
    phone.goto(f"{LIST}compare/?ma=DA-0001")
    form = phone.locator(".compare-form").bounding_box()
    box = phone.get_by_label("Code of another project").bounding_box()
    label = phone.locator(".compare-form label").bounding_box()
    assert box["width"] > 0.95 * form["width"]
    assert label["y"] + label["height"] <= box["y"]
    assert fits(phone)


@pytest.mark.parametrize("width", [320, 360])
def test_chosen_projects_show_complete_codes_and_the_start_of_their_names(phone, width):
    phone.set_viewport_size({"width": width, "height": 640})
    made = many_projects(4, district=district(), sector_group=sector())
    chosen = "&".join(f"ma={each.code}" for each in made)
    for address in (LIST, f"{LIST}{made[0].code}/"):
        phone.goto(f"{address}?{chosen}")
        for code in phone.locator(".shortlist-code").all():
            assert code.evaluate("one => one.scrollWidth <= one.clientWidth")
            assert code.bounding_box()["height"] < 30
        for name in phone.locator(".shortlist-name").all():
            assert 60 < name.bounding_box()["width"] < 130
            assert name.bounding_box()["height"] < 30
        assert fits(phone)


def test_stacked_accents_do_not_cover_the_page(phone):
    phone.goto(f"{LIST}?q=a{'́' * 50}&status=calling")
    clipped = phone.locator(".chosen li a > span:first-child, .nothing-chosen a > span:first-child")
    overflow = "one => getComputedStyle(one).overflowY"
    assert [one.evaluate(overflow) for one in clipped.all()] == ["clip", "clip"]
    phone.goto(f"{LIST}?area_min=a{'́' * 50}&ma=a{'́' * 50}")
    assert phone.locator(".refused").first.evaluate(overflow) == "clip"
    assert phone.locator(".shortlist .note").evaluate(overflow) == "clip"


def test_a_budget_line_is_as_narrow_as_the_screen(phone):
    """A phone of 360 px with text at double size has room for 180."""
    period = BudgetPeriod.objects.get(code="2021-2025")
    task = "Hội chợ công nghiệp hỗ trợ và kết nối giao thương " * 3
    line = BudgetLine.objects.create(period=period, task_vi=task, publication=Publication.PUBLISHED)
    entry = BudgetEntry(
        line=line,
        stage="estimated",
        year=2021,
        funding_source=FundingSource.objects.first(),
        source="Báo cáo",
    )
    entry.amount = read_figure("600 tỷ đồng", Dimension.MONEY_VND, "ty_dong")
    entry.save()
    phone.set_viewport_size({"width": 180, "height": 320})
    for address in ("/ngan-sach/", "/en/budget/2021-2025/"):
        phone.goto(address)
        room = phone.locator(".scroll:has(.budget)").bounding_box()
        for part in phone.locator(".budget .task, .budget .num").all():
            box = part.bounding_box()
            assert box["x"] + box["width"] <= room["x"] + room["width"]
