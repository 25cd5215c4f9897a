"""An import in a browser: refused, corrected, confirmed and undone."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from imports import progress
from imports.models import Import
from projects.models import Project
from records.models import ChangeItem, ChangeSet
from tests.imports.sending import (
    HEADINGS,
    address,
    colleague_writes,
    confirm,
    imported,
    row,
    sent,
)
from tests.spreadsheets.workbooks import workbook

SCREENS = {"wide": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
TITLE = "DANH MỤC XƯỞNG KÊU GỌI ĐẦU TƯ"
# Errors in the annex, and their corrections.
MISTAKES = {
    "C7": ("Huyện Đăk Tố Lạ", "Huyện Đăk Tô"),
    "C12": ("Huyện Không Có", "Huyện Đăk Hà"),
    "D15": ("rất rộng", "12,5 ha"),
    "D21": ("12 tỷ đồng", "12 ha"),
    "E30": ("nhiều", "600"),
    "E41": ("12 ha", "khoảng 630 tỷ đồng"),
}
CORRECTED = {cell: right for cell, (_wrong, right) in MISTAKES.items()}


@pytest.fixture(params=SCREENS)
def screen(request, page):
    """The page, in the width of an office screen and of a phone."""
    page.set_viewport_size(SCREENS[request.param])
    return page


@pytest.fixture
def annex(tmp_path):
    """An annex of forty rows, six of them with an error."""
    rows = [[n, f"Xưởng số {n}", "Huyện Đăk Tô", f"{n} ha", n * 10] for n in range(1, 41)]
    heads = ["TT", "Tên dự án", "Huyện", "Diện tích", "Tổng vốn đầu tư"]
    book = load_workbook(workbook([[TITLE], ["Đơn vị tính: tỷ đồng"], [], heads, *rows]))
    for cell, (wrong, _right) in MISTAKES.items():
        book.active[cell] = wrong
    book.save(tmp_path / "phụ lục.xlsx")
    return tmp_path / "phụ lục.xlsx"


def send_file(page, path):
    page.goto(address("import"))
    page.set_input_files("#id_file", path)
    page.click(".submit-row input[type=submit]")
    page.wait_for_selector("#content-main .about")


def fits(page):
    """Whether nothing overflows the window horizontally."""
    width = page.evaluate("document.documentElement.scrollWidth")
    return width <= page.viewport_size["width"]


def press_to(page, selector):
    """Move the focus to an element by keyboard."""
    for _step in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} cannot be reached by keyboard.")


def test_an_annex_with_mistakes_is_marked_corrected_confirmed_and_undone(
    screen, sign_in, annex, tmp_path
):
    sign_in("approver")
    send_file(screen, annex)
    assert screen.locator("[name=confirm]").count() == 0
    displayed = screen.inner_text("#content-main")
    assert all(
        cell in displayed and wrong in displayed for cell, (wrong, _right) in MISTAKES.items()
    )
    assert fits(screen)

    with screen.expect_download() as download:
        screen.click("a[href$='/workbook/']")
    book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    sheet = book["Phụ lục"]
    marked = {cell: sheet[cell].comment.text for cell in MISTAKES}
    assert all(marked.values())
    for cell, right in CORRECTED.items():
        sheet[cell] = right
    returned = tmp_path / download.value.suggested_filename
    book.save(returned)

    send_file(screen, returned)
    assert fits(screen)
    assert not Project.objects.filter(name_vi__startswith="Xưởng số").exists()
    press_to(screen, "[name=confirm]")
    screen.keyboard.press("Enter")
    screen.wait_for_url("**/records/changeset/*/change/")
    stored = Project.objects.filter(name_vi__startswith="Xưởng số")
    assert stored.count() == 40
    assert stored.get(name_vi="Xưởng số 11").area_low == 12.5
    assert returned.name in screen.inner_text("#content-main")
    assert fits(screen)

    number = ChangeSet.objects.get(file_name=returned.name).pk
    press_to(screen, f"a[href$='/records/changeset/{number}/undo/']")
    screen.keyboard.press("Enter")
    screen.wait_for_url("**/undo/")
    press_to(screen, "#content-main [type=submit]")
    screen.keyboard.press("Enter")
    screen.wait_for_url("**/records/changeset/*/change/")
    assert not stored.exists()


class TestPages:
    """Every page is accessible and fits a phone."""

    @pytest.fixture
    def readable(self, browser, page, live_server, axe):
        """Assert that the current page is accessible, fully opened, in both widths.

        It checks a page of its own, since axe violates the content security policy of the admin.
        """

        def check():
            context = browser.new_context(
                base_url=live_server.url,
                bypass_csp=True,
                storage_state=page.context.storage_state(),
            )
            checked = context.new_page()
            checked.goto(page.url)
            for size in SCREENS.values():
                checked.set_viewport_size(size)
                checked.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
                assert fits(checked)
                axe(checked)
            context.close()

        return check

    @pytest.fixture
    def client(self, admin_login, sign_in):
        """The client of the official in front of the page."""
        sign_in("approver")
        return admin_login("approver")

    def show(self, page, file_import, **query):
        """Open the preview of an import."""
        more = "&".join(f"{name}={value}" for name, value in query.items())
        page.goto(f"{address('import_preview', file_import.pk)}?{more}")

    def test_the_form(self, page, readable, client):
        sent(client, [["Tên dự án", "Huyện"], ["Xưởng A", ""]], "một tên rất dài " * 8 + ".xlsx")
        page.goto(address("import"))
        readable()

    def test_problems(self, page, readable, client, annex):
        file_import = sent(client, annex.read_bytes(), annex.name)
        self.show(page, file_import, show="problem")
        readable()

    def test_conflicts(self, page, readable, client):
        projects = list(Project.objects.sited()[:2])
        file_import = sent(
            client, [HEADINGS, *(row(each, objective_vi="Mới") for each in projects)]
        )
        for each in projects:
            colleague_writes(each, objective_vi="Theo đồng nghiệp")
        confirm(client, file_import)
        self.show(page, file_import, show="conflict")
        readable()
        item = ChangeItem.objects.filter(change_set=file_import.pk).first()
        page.check(f"[name=item-{item.pk}][value=take]")
        page.click(".default[type=submit]")
        page.wait_for_selector(".messagelist")
        assert ChangeItem.objects.get(pk=item.pk).decision == "take"

    def test_missing_records(self, page, readable, client):
        def listed(*names):
            return [[TITLE], ["TT", "Tên dự án", "Mục tiêu"], *([1, name, ""] for name in names)]

        imported(client, listed("Xưởng A", "Xưởng B", "Xưởng C"))
        file_import = sent(client, listed("Xưởng A"))
        self.show(page, file_import, show="missing")
        readable()
        page.click("[name=together][value=take]")
        page.wait_for_selector(".messagelist")
        assert set(file_import.change_set.items.values_list("decision", flat=True)) == {"take"}

    def test_changes_and_figures(self, page, readable, client, annex):
        book = load_workbook(annex)
        for cell, right in CORRECTED.items():
            book.active[cell] = right
        out = io.BytesIO()
        book.save(out)
        file_import = sent(client, out.getvalue())
        for part in ("create", "figure"):
            self.show(page, file_import, show=part)
            readable()

    def test_a_file_without_a_known_heading(self, page, readable, client):
        file_import = sent(client, [["Bảng kê"], ["Alpha", "Beta"], ["x", "y"]])
        self.show(page, file_import)
        readable()
        page.fill("[name=header_row]", "2")
        page.select_option("[name=column_0]", "name_vi")
        page.select_option("[name=column_1]", "objective_vi")
        page.click("[name=again]")
        page.wait_for_selector("[name=confirm]")
        assert ChangeItem.objects.get(change_set=file_import.pk).after["objective_vi"] == "y"

    def test_an_import_in_progress(self, page, readable, client):
        file_import = sent(client, [["Tên dự án", "Huyện"], ["Xưởng A", ""]])
        Import.objects.filter(pk=file_import.pk).update(state=Import.State.APPLYING)
        progress.report(file_import.pk, 1, 2)
        self.show(page, file_import, still=1)
        readable()
        self.show(page, file_import)
        # The page refreshes itself.
        Import.objects.filter(pk=file_import.pk).update(state=Import.State.READ)
        page.wait_for_selector("[name=confirm]")
