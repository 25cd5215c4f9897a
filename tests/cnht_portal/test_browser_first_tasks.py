"""The first task of each kind of user, in a browser with real data."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import load_workbook

from projects.models import Project
from records.models import ChangeSet

ANNEX = settings.BASE_DIR / "projects" / "facts" / "phu-luc-du-an-keu-goi-dau-tu.xlsx"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def empty_catalogue(transactional_db):
    """A portal whose office has not imported its list yet."""
    Project.objects.all().delete()


def read_workbook(content: bytes) -> list[dict[str, object]]:
    """The rows under the headings of an exported list."""
    rows = list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    top = next(index for index, row in enumerate(rows) if row[1] is not None)
    return [dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :]]


def test_an_official_imports_an_annex_as_issued_and_undoes_it(page, sign_in, empty_catalogue):
    sign_in("approver")
    page.goto("/admin/projects/project/import/")
    page.set_input_files("#id_file", ANNEX)
    page.click(".submit-row input[type=submit]")

    page.wait_for_selector("[name=confirm]")
    preview = page.inner_text("#content-main")
    assert "18" in preview
    page.click("nav.parts a[href*=figure]")
    assert "gần 4.800ha" in page.inner_text("#content-main")
    assert not Project.objects.exists()

    page.click("[name=confirm]")
    page.wait_for_url("**/records/changeset/*/change/")
    assert Project.objects.sited().count() == 18
    assert ANNEX.name in page.inner_text("#content-main")

    page.goto("/admin/projects/project/import/")
    page.set_input_files("#id_file", ANNEX)
    page.click(".submit-row input[type=submit]")
    page.wait_for_load_state()
    assert ChangeSet.objects.filter(kind="import", state="proposed").count() == 0
    assert "18" in page.inner_text(".notice-unchanged")

    stored = ChangeSet.objects.filter(kind="import", state="applied")
    imported = stored.filter(file_name=ANNEX.name).first()
    page.goto(f"/admin/records/changeset/{imported.pk}/undo/")
    page.click("#content-main [type=submit]")
    page.wait_for_url("**/records/changeset/*/change/")
    assert not Project.objects.exists()


def test_an_official_publishes_a_project_only_with_its_source(page, sign_in):
    project = Project.objects.create(name_vi="Xưởng thử nghiệm", area_text="")
    sign_in("approver")
    page.goto(f"/admin/projects/project/{project.pk}/change/")
    page.select_option("#id_publication", "published")
    page.fill("#id_area", "gần 4.800ha")
    page.click("[name=_save]")
    page.wait_for_selector(".errornote")
    assert page.input_value("#id_area") == "gần 4.800ha"

    page.fill("#id_source", "Quyết định 684/QĐ-UBND")
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist .success")
    page.goto(f"/du-an/{project.code}/")
    page.wait_for_selector("text=gần 4.800 ha")


@pytest.mark.parametrize("words", ["thuy dien", "thủy điện", "THỦY ĐIỆN"])
def test_an_investor_finds_a_project_on_a_phone_with_or_without_accents(page, words):
    page.set_viewport_size(PHONE)
    page.goto("/")
    page.fill("main [name=q]", words)
    page.press("main [name=q]", "Enter")
    page.click("[aria-labelledby=kind-projects] .results-head a")
    page.click("main a:has-text('Thủy điện Đăk Sú 2')")
    page.wait_for_url("**/du-an/DA-*/")
    text = page.inner_text("main")
    assert "InvestVietnam" in text
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    page.goto(page.url.replace("/du-an/", "/en/projects/"))
    assert "Đăk Sú 2 hydropower plant" in page.inner_text("h1")


def test_reporting_staff_export_a_filtered_list_that_adds_up(page, sign_in):
    sign_in("reporter")
    page.goto("/admin/projects/project/?scope__exact=sited")
    page.click("a[href*='export/']")
    with page.expect_download() as download:
        page.click("a[href*='export/xlsx/']")
    rows = read_workbook(Path(download.value.path()).read_bytes())
    stored = Project.objects.sited()
    assert len(rows) == stored.count() == 18
    capital = next(name for name in rows[0] if name.startswith(("Capital from", "Vốn từ")))
    assert sum(row[capital] or 0 for row in rows) == sum(p.capital_low or 0 for p in stored)
