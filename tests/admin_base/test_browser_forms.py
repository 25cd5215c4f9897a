"""Admin forms in a browser: scripts under the content security policy, and on a phone."""

import pytest
from django.urls import reverse
from model_bakery import baker

from programme.models import AdministrativeUnit
from projects.models import Project


@pytest.fixture
def project(transactional_db):
    return baker.make(Project, name_vi="Nhà máy gạch", source="Quyết định 684/QĐ-UBND")


def address(page, *args):
    return reverse(f"admin:projects_project_{page}", args=args)


def test_an_official_fills_in_a_project_and_reads_its_history(page, sign_in, project):
    baker.make(AdministrativeUnit, kind="district", name_vi="Sa Thầy thử", code="thu")
    sign_in("approver")

    page.goto(address("change", project.pk))
    page.get_by_role("textbox", name="Diện tích").fill("gần 4.800ha")
    page.locator("[aria-labelledby=select2-id_district-container]").click()
    page.locator(".select2-search__field").last.fill("sa thay thu")
    page.get_by_role("option", name="huyện Sa Thầy thử").click()
    page.locator("[name=_continue]").click()
    page.goto(address("history", project.pk))

    assert page.get_by_text("gần 4.800ha").is_visible()
    assert page.get_by_text("huyện Sa Thầy thử").is_visible()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["changelist", "change"])
def test_nothing_overflows_the_page(page, sign_in, project, name, width):
    sign_in("approver")
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(address(name, *([project.pk] if name == "change" else [])))

    assert page.evaluate("document.documentElement.scrollWidth") <= width
