"""The pages of the preview."""

import io
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from operations.sheet_resources import SHEET_RESOURCES
from projects.models import Project
from tests.imports.sending import (
    HEADINGS,
    address,
    colleague_writes,
    confirm,
    imported,
    look,
    row,
    sent,
    signed_in,
)
from tests.spreadsheets.workbooks import SAMPLES, import_file

ANNEX = SAMPLES["sited"][1]


@pytest.fixture
def client(official):
    return signed_in(official("approver"))


@pytest.fixture
def many(db):
    """More projects than one page of the preview has."""
    import_file("projects", [["Tên dự án", "Ghi chú"], *([f"Xưởng số {n}", ""] for n in range(52))])
    return list(Project.objects.filter(name_vi__startswith="Xưởng số").order_by("pk"))


def in_english(client):
    client.cookies["django_language"] = "en"


def displayed_items(page):
    return [change.item.pk for change in page.context["changes"]]


class TestPreviewTabs:
    def test_each_tab_is_reached_by_its_link(self, client, many):
        title = [["DANH MỤC XƯỞNG"], ["TT", "Tên dự án", "Mục tiêu", "Vốn đầu tư", "Ghi chú"]]
        imported(client, [*title, [1, "Xưởng A", "", "", ""], [2, "Xưởng B", "", "", ""]])
        file_import = sent(
            client,
            [
                *title,
                [1, "Xưởng A", "Mới", "gần 12 tỷ đồng", ""],
                [2, many[0].name_vi, "", "", ""],
                [3, many[1].name_vi, "Mới", "", ""],
                [4, "Xưởng C", "", "", ""],
                ["", "Tổng cộng", "", "", ""],
            ],
        )
        colleague_writes(many[1], objective_vi="Theo đồng nghiệp")
        confirm(client, file_import)

        page = look(client, file_import)
        parts = {part: count for part, _label, count in page.context["tabs"]}
        assert parts == {
            "conflict": 1,
            "missing": 1,
            "change": 1,
            "create": 1,
            "unchanged": 1,
            "left_out": 1,
            "figure": 1,
        }
        expected = {
            "conflict": "Theo đồng nghiệp",
            "missing": "Xưởng B",
            "change": "Xưởng A",
            "create": "Xưởng C",
            "unchanged": "4",
            "left_out": "Tổng cộng",
            "figure": "gần 12 tỷ đồng",
        }
        for part, words in expected.items():
            assert f'href="?show={part}"' in page.content.decode()
            displayed = look(client, file_import, show=part)
            assert displayed.context["current_tab"] == part
            assert words in displayed.content.decode()

    @pytest.mark.sandbox
    def test_problems_come_first_and_the_file_can_be_downloaded_with_marks(self, client, caplog):
        rows = [["Tên dự án", "Huyện"], ["Xưởng A", "Huyện Không Có"], ["Xưởng B", ""]]
        file_import = sent(client, rows, "hỏng.xlsx")
        page = look(client, file_import)
        assert (page.context["current_tab"], page.context["can_confirm"]) == ("problem", False)
        assert b'name="confirm"' not in page.content

        returned = client.get(address("import_workbook", file_import.pk))
        book = load_workbook(io.BytesIO(b"".join(returned.streaming_content)))
        assert "without its formats" not in caplog.text
        assert book["Phụ lục"]["B2"].fill.fill_type == "solid"
        assert "Huyện Không Có" in {cell.value for line in book.active for cell in line}

    def test_a_file_without_rows_is_reported_as_such(self, client):
        in_english(client)
        page = look(client, sent(client, [HEADINGS])).content.decode()
        assert "column headings only" in page
        assert "already has" not in page

    def test_a_file_that_cannot_be_opened_is_reported_instead_of_a_workbook(self, client):
        file_import = sent(client, [["Tên dự án", "Huyện"], ["Xưởng A", "Huyện Không Có"]])
        assert file_import.state == "read"
        file_import.change_set.file.storage.delete(file_import.change_set.file.name)
        file_import.change_set.file.storage.save(
            file_import.change_set.file.name, io.BytesIO(b"PK\x03\x04 cut off")
        )
        in_english(client)
        page = client.get(address("import_workbook", file_import.pk), follow=True)
        assert page.redirect_chain == [(address("import_preview", file_import.pk), 302)]
        (message,) = page.context["messages"]
        assert "damaged" in str(message)
        assert message.level_tag == "error"

    @pytest.mark.parametrize(
        "rows", [[["a"], ["b"]], [["Tên dự án"], ["Xưởng A"]]], ids=["refused", "without problems"]
    )
    def test_only_a_file_with_refused_rows_is_opened_to_be_marked(self, client, monkeypatch, rows):
        file_import = sent(client, rows)
        monkeypatch.setattr("imports.views.write_marked_workbook", None)

        page = client.get(address("import_workbook", file_import.pk))

        assert (page.status_code, page.url) == (302, address("import_preview", file_import.pk))

    def test_fifty_one_changed_records_are_two_pages(self, client, many):
        rows = [row(project, objective_vi="Mới") for project in many[:51]]
        file_import = sent(client, [HEADINGS, *rows])
        first, second = (look(client, file_import, show="change", p=number) for number in (1, 2))
        assert (len(displayed_items(first)), len(displayed_items(second))) == (50, 1)
        assert len({*displayed_items(first), *displayed_items(second)}) == 51
        assert 'href="?show=change&amp;p=2"' in first.content.decode()
        assert first.context["page"].paginator.num_pages == 2

    def test_two_hundred_and_one_problems_are_two_pages(self, client):
        rows = [[f"Xưởng số {number}", "Huyện Không Có"] for number in range(201)]
        file_import = sent(client, [["Tên dự án", "Huyện"], *rows])
        pages = [look(client, file_import, p=number).content.decode() for number in (1, 2)]
        assert [page.count("Huyện Không Có</td>") for page in pages] == [200, 1]

    @pytest.mark.parametrize("asked", [{"show": "nonsense"}, {"p": "x"}, {"p": "99"}, {"p": "-1"}])
    def test_an_invalid_url_shows_the_first_tab(self, client, many, asked):
        file_import = sent(client, [HEADINGS, row(many[0], objective_vi="Mới")])
        page = look(client, file_import, **asked)
        assert (page.status_code, page.context["current_tab"]) == (200, "change")
        assert len(displayed_items(page)) == 1

    @pytest.mark.parametrize("kind", ["change", "create", "problem"])
    def test_the_queries_of_the_preview_do_not_depend_on_the_rows(self, client, many, kind):
        def rows(count):
            if kind == "change":
                return [HEADINGS, *(row(each, objective_vi="Mới") for each in many[:count])]
            district = "Huyện Đăk Tô" if kind == "create" else "Huyện Không Có"
            return [["Tên dự án", "Huyện"], *([f"Nhà máy {n}", district] for n in range(count))]

        def queries(count):
            file_import = sent(client, rows(count))
            assert look(client, file_import).context["page"].paginator.count == count
            with CaptureQueriesContext(connection) as captured:
                look(client, file_import)
            return [query["sql"].partition("WHERE")[0] for query in captured]

        few = queries(5)
        assert few == queries(20)
        assert len(few) < 20

    def test_the_queries_of_conflicts_do_not_depend_on_their_number(self, client, many):
        def queries(count):
            projects = many[:count]
            file_import = sent(
                client, [HEADINGS, *(row(each, objective_vi=f"Mới {count}") for each in projects)]
            )
            for each in projects:
                colleague_writes(each, objective_vi=f"Theo đồng nghiệp {count}")
            confirm(client, file_import)
            assert look(client, file_import).context["open_questions"] == count
            with CaptureQueriesContext(connection) as captured:
                look(client, file_import)
            return len(captured)

        assert queries(2) == queries(6)

    def test_a_record_with_a_refused_row_cannot_be_withdrawn(self, client):
        title = [["DANH MỤC XƯỞNG"], ["TT", "Tên dự án", "Huyện"]]
        imported(client, [*title, [1, "Xưởng A", ""], [2, "Xưởng B", ""]])
        file_import = sent(client, [*title, [1, "Xưởng A", "Huyện Không Có"]])
        file_import.change_set.items.create(
            content_type=file_import.content_type,
            action="change",
            question="missing",
            label="Xưởng B",
        )
        page = look(client, file_import, show="missing")
        assert [part for part, _label, _count in page.context["tabs"]] == ["problem"]
        assert "Xưởng B" not in page.content.decode()

    def test_figures_beyond_a_limit_are_marked_as_the_first_ones(self, client, monkeypatch):
        in_english(client)
        rows = [[f"Xưởng {number}", "gần 12 tỷ đồng"] for number in range(3)]
        file_import = sent(client, [["Tên dự án", "Vốn đầu tư"], *rows])
        assert "the first" not in look(client, file_import).content.decode()
        monkeypatch.setattr("imports.views.MAX_FIGURES", 3)
        assert "(the first 3)" in look(client, file_import).content.decode()

    def test_the_preview_names_the_decision_that_the_rows_cite(self, client):
        in_english(client)
        document = SHEET_RESOURCES["projects"]().issuing_documents().first()
        file_import = sent(client, [["Tên dự án", "Huyện"], ["Xưởng A", ""]], document=document.pk)
        page = look(client, file_import).content.decode()
        assert f"<dd>{document}</dd>" in page
        other = sent(client, [["Tên dự án", "Huyện"], ["Xưởng C", ""]])
        assert "By decision" not in look(client, other).content.decode()

    def test_the_preview_explains_who_can_undo_the_import(self, client, official):
        rows = [["Tên dự án", "Huyện"], ["Xưởng A", ""]]
        message = {}
        for role, browser in (("approver", client), ("editor", signed_in(official("editor")))):
            in_english(browser)
            message[role] = look(browser, sent(browser, rows)).content.decode()
        promise = "You can undo it afterwards."
        assert (promise in message["approver"], promise in message["editor"]) == (True, False)
        assert "An approver can undo it afterwards." in message["editor"]

    def test_fields_that_a_colleague_did_not_change_have_the_present_value_as_base(
        self, client, many
    ):
        colleague_writes(many[0], note_vi="Chú cũ", objective_vi="Cũ")
        file_import = sent(client, [HEADINGS, row(many[0], objective_vi="Mới", note_vi="Chú mới")])
        colleague_writes(many[0], objective_vi="Theo đồng nghiệp")
        confirm(client, file_import)
        (change,) = look(client, file_import).context["changes"]
        message = {(each.base, each.old, each.new) for each in change.fields}
        assert message == {("Cũ", "Theo đồng nghiệp", "Mới"), ("Chú cũ", "Chú cũ", "Chú mới")}
        assert file_import.change_set.items.get().base_values == {"objective_vi": "Cũ"}


@pytest.mark.django_db
def test_the_upload_page_has_links_to_all_open_files(client):
    files = [sent(client, [HEADINGS], f"{number}.xlsx") for number in range(7)]
    page = client.get(address("import")).content.decode()
    assert all(address("import_preview", each.pk) in page for each in files)
    assert page.count("<details>") == 1


class TestForgedRequests:
    def test_an_unknown_decision_is_ignored(self, client, many):
        file_import = sent(client, [HEADINGS, row(many[0], objective_vi="Mới")])
        colleague_writes(many[0], objective_vi="Theo đồng nghiệp")
        confirm(client, file_import)
        for chosen in (
            {"question": "a\r\nX: y"},
            {"question": "mâu thuẫn"},
            {"question": "conflict", "together": "x"},
            {f"item-{'9' * 25}": "take"},
            {f"item-{'9' * 5000}": "take"},
            {"item-²": "take"},
            {"item-": "take"},
            {"document": "9" * 5000},
            {"document": "٣"},
        ):
            response = client.post(
                address("import_preview", file_import.pk),
                urlencode({"decide": "1", **chosen}),
                content_type="application/x-www-form-urlencoded",
            )
            assert response.status_code == 302, chosen
            assert response.url.isascii()
            assert "X" not in response.url
            assert file_import.change_set.items.get().decision == "", chosen

    def test_an_unknown_import_is_not_found(self, client):
        for page in ("import_preview", "import_workbook"):
            assert client.get(address(page, 99999999999999999999)).status_code == 404


def test_the_blank_workbook_is_read_by_the_same_page(client):
    response = client.get(address("import_blank"))
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    sheet = book.active
    name = str(SHEET_RESOURCES["projects"]().columns["name_vi"].column_name)
    cell = next(cell for line in sheet for cell in line if cell.value == name)
    sheet.cell(sheet.max_row + 1, cell.column, "Xưởng từ sổ trống")
    out = io.BytesIO()
    book.save(out)
    imported(client, out.getvalue(), "trong.xlsx")
    assert Project.objects.filter(name_vi="Xưởng từ sổ trống").exists()
