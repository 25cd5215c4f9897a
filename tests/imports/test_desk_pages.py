"""The preview at the desk: every part can be reached, and only its own official reaches it."""

import hashlib
import io
import zipfile
from urllib.parse import urlencode

import pytest
import xlsxwriter
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cnht_portal.kinds import KINDS
from projects.models import Project
from records.models import ChangeSet
from sheets.models import Finding, Import
from tests.imports.sending import (
    HEADINGS,
    act,
    address,
    colleague_writes,
    confirm,
    imported,
    look,
    row,
    send,
    sent,
    signed_in,
)
from tests.sheets.workbooks import SAMPLES, import_file

ANNEX = SAMPLES["sited"][1]


@pytest.fixture
def client(official):
    return signed_in(official("approver"))


@pytest.fixture
def many(db):
    """Sixty projects of our own."""
    import_file("projects", [["Tên dự án", "Ghi chú"], *([f"Xưởng số {n}", ""] for n in range(60))])
    return list(Project.objects.filter(name_vi__startswith="Xưởng số").order_by("pk"))


def in_english(client):
    client.cookies["django_language"] = "en"


def shown_items(page):
    return [change.item.pk for change in page.context["changes"]]


class TestPartsOfThePreview:
    def test_each_part_is_reached_by_its_link(self, client, many):
        title = [["DANH MỤC XƯỞNG"], ["TT", "Tên dự án", "Mục tiêu", "Vốn đầu tư", "Ghi chú"]]
        imported(client, [*title, [1, "Xưởng A", "", "", ""], [2, "Xưởng B", "", "", ""]])
        reading = sent(
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
        confirm(client, reading)

        page = look(client, reading)
        parts = {part: count for part, _label, count in page.context["parts"]}
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
            shown = look(client, reading, show=part)
            assert shown.context["shown"] == part
            assert words in shown.content.decode()

    def test_problems_come_first_and_the_file_returns_with_them_marked(self, client):
        rows = [["Tên dự án", "Huyện"], ["Xưởng A", "Huyện Không Có"], ["Xưởng B", ""]]
        reading = sent(client, rows, "hỏng.xlsx")
        page = look(client, reading)
        assert (page.context["shown"], page.context["can_confirm"]) == ("problem", False)
        assert b'name="confirm"' not in page.content

        returned = client.get(address("import_workbook", reading.pk))
        book = load_workbook(io.BytesIO(b"".join(returned.streaming_content)))
        assert book["Phụ lục"]["B2"].fill.fill_type == "solid"
        assert "Huyện Không Có" in {cell.value for line in book.active for cell in line}

    def test_a_file_that_cannot_be_opened_is_told_where_its_workbook_was_asked_for(self, client):
        reading = sent(client, [["a"], ["b"]])
        assert reading.state == "refused"
        reading.change_set.file.storage.delete(reading.change_set.file.name)
        reading.change_set.file.storage.save(
            reading.change_set.file.name, io.BytesIO(b"PK\x03\x04 cut off")
        )
        in_english(client)
        page = client.get(address("import_workbook", reading.pk), follow=True)
        assert page.redirect_chain == [(address("import_preview", reading.pk), 302)]
        (told,) = page.context["messages"]
        assert "damaged" in str(told)
        assert told.level_tag == "error"

    def test_fifty_one_changed_records_are_two_pages(self, client, many):
        rows = [row(project, objective_vi="Mới") for project in many[:51]]
        reading = sent(client, [HEADINGS, *rows])
        first, second = (look(client, reading, show="change", p=number) for number in (1, 2))
        assert (len(shown_items(first)), len(shown_items(second))) == (50, 1)
        assert len({*shown_items(first), *shown_items(second)}) == 51
        assert 'href="?show=change&amp;p=2"' in first.content.decode()
        assert first.context["page"].paginator.num_pages == 2

    def test_two_hundred_and_one_problems_are_two_pages(self, client):
        rows = [[f"Xưởng số {number}", "Huyện Không Có"] for number in range(201)]
        reading = sent(client, [["Tên dự án", "Huyện"], *rows])
        pages = [look(client, reading, p=number).content.decode() for number in (1, 2)]
        assert [page.count("Huyện Không Có</td>") for page in pages] == [200, 1]

    @pytest.mark.parametrize("asked", [{"show": "nonsense"}, {"p": "x"}, {"p": "99"}, {"p": "-1"}])
    def test_an_address_that_makes_no_sense_shows_the_first_part(self, client, many, asked):
        reading = sent(client, [HEADINGS, row(many[0], objective_vi="Mới")])
        page = look(client, reading, **asked)
        assert (page.status_code, page.context["shown"]) == (200, "change")
        assert len(shown_items(page)) == 1

    @pytest.mark.parametrize("kind", ["change", "create", "problem"])
    def test_the_preview_takes_the_same_queries_for_few_rows_and_many(self, client, many, kind):
        def rows(count):
            if kind == "change":
                return [HEADINGS, *(row(each, objective_vi="Mới") for each in many[:count])]
            district = "Huyện Đăk Tô" if kind == "create" else "Huyện Không Có"
            return [["Tên dự án", "Huyện"], *([f"Nhà máy {n}", district] for n in range(count))]

        def queries(count):
            reading = sent(client, rows(count))
            assert look(client, reading).context["page"].paginator.count == count
            with CaptureQueriesContext(connection) as captured:
                look(client, reading)
            return [query["sql"].partition("WHERE")[0] for query in captured]

        assert queries(5) == queries(50)
        assert len(queries(5)) < 20

    def test_conflicts_take_the_same_queries_however_many(self, client, many):
        def queries(count):
            projects = many[:count]
            reading = sent(
                client, [HEADINGS, *(row(each, objective_vi=f"Mới {count}") for each in projects)]
            )
            for each in projects:
                colleague_writes(each, objective_vi=f"Theo đồng nghiệp {count}")
            confirm(client, reading)
            assert look(client, reading).context["waiting"] == count
            with CaptureQueriesContext(connection) as captured:
                look(client, reading)
            return len(captured)

        assert queries(2) == queries(12)

    def test_a_record_whose_row_is_refused_is_not_offered_to_withdraw(self, client):
        title = [["DANH MỤC XƯỞNG"], ["TT", "Tên dự án", "Huyện"]]
        imported(client, [*title, [1, "Xưởng A", ""], [2, "Xưởng B", ""]])
        reading = sent(client, [*title, [1, "Xưởng A", "Huyện Không Có"]])
        reading.change_set.items.create(
            content_type=reading.content_type, action="change", question="missing", label="Xưởng B"
        )
        page = look(client, reading, show="missing")
        assert [part for part, _label, _count in page.context["parts"]] == ["problem"]
        assert "Xưởng B" not in page.content.decode()

    def test_figures_told_up_to_a_limit_are_said_to_be_the_first_ones(self, client, monkeypatch):
        in_english(client)
        rows = [[f"Xưởng {number}", "gần 12 tỷ đồng"] for number in range(3)]
        reading = sent(client, [["Tên dự án", "Vốn đầu tư"], *rows])
        assert "the first" not in look(client, reading).content.decode()
        monkeypatch.setattr("sheets.import_views.MOST_FIGURES", 3)
        assert "(the first 3)" in look(client, reading).content.decode()

    def test_the_preview_names_the_decision_that_the_rows_cite(self, client):
        in_english(client)
        document = KINDS["projects"]().issuing_documents().first()
        reading = sent(client, [["Tên dự án", "Huyện"], ["Xưởng A", ""]], document=document.pk)
        page = look(client, reading).content.decode()
        assert f"<dd>{document}</dd>" in page
        other = sent(client, [["Tên dự án", "Huyện"], ["Xưởng C", ""]])
        assert "By decision" not in look(client, other).content.decode()

    def test_only_who_may_take_an_import_back_is_told_so(self, client, official):
        rows = [["Tên dự án", "Huyện"], ["Xưởng A", ""]]
        told = {}
        for role, desk in (("approver", client), ("editor", signed_in(official("editor")))):
            in_english(desk)
            told[role] = look(desk, sent(desk, rows)).content.decode()
        promise = "You can take it back afterwards."
        assert (promise in told["approver"], promise in told["editor"]) == (True, False)
        assert "An approver can take it back afterwards." in told["editor"]

    def test_fields_that_a_colleague_left_alone_began_as_the_record_says_now(self, client, many):
        colleague_writes(many[0], note_vi="Chú cũ", objective_vi="Cũ")
        reading = sent(client, [HEADINGS, row(many[0], objective_vi="Mới", note_vi="Chú mới")])
        colleague_writes(many[0], objective_vi="Theo đồng nghiệp")
        confirm(client, reading)
        (change,) = look(client, reading).context["changes"]
        told = {(each.common, each.old, each.new) for each in change.fields}
        assert told == {("Cũ", "Theo đồng nghiệp", "Mới"), ("Chú cũ", "Chú cũ", "Chú mới")}
        assert reading.change_set.items.get().common == {"objective_vi": "Cũ"}


class TestHandMadeRequests:
    @pytest.fixture
    def reading(self, client, many):
        reading = sent(client, [HEADINGS, row(many[0], objective_vi="Mới")])
        colleague_writes(many[0], objective_vi="Theo đồng nghiệp")
        confirm(client, reading)
        return reading

    @pytest.mark.parametrize(
        "chosen",
        [
            {"question": "a\r\nX: y"},
            {"question": "mâu thuẫn"},
            {"question": "conflict", "together": "x"},
            {f"item-{'9' * 25}": "take"},
            {f"item-{'9' * 5000}": "take"},
            {"item-²": "take"},
            {"item-": "take"},
            {"document": "9" * 5000},
            {"document": "٣"},
        ],
        ids=range(9),
    )
    def test_what_no_page_offers_decides_nothing(self, client, reading, chosen):
        response = client.post(
            address("import_preview", reading.pk),
            urlencode({"decide": "1", **chosen}),
            content_type="application/x-www-form-urlencoded",
        )
        assert response.status_code == 302
        assert response.url.isascii()
        assert "X" not in response.url
        assert reading.change_set.items.get().decision == ""

    def test_a_number_that_no_import_has_is_not_found(self, client):
        for page in ("import_preview", "import_workbook"):
            assert client.get(address(page, 99999999999999999999)).status_code == 404


class TestWhoMaySeeAFile:
    @pytest.fixture
    def reading(self, client):
        return sent(client, [["Tên dự án", "Huyện"], ["Xưởng A", ""]])

    def test_a_colleague_finds_neither_preview_nor_workbook_nor_confirmation(
        self, reading, official
    ):
        colleague = signed_in(official("editor"))
        assert look(colleague, reading).status_code == 404
        assert colleague.get(address("import_workbook", reading.pk)).status_code == 404
        for chosen in ({"confirm": "1"}, {"drop": "1"}, {"decide": "1"}, {"again": "1"}):
            assert act(colleague, reading, **chosen).status_code == 404
        assert (reading.change_set.state, reading.state) == ("proposed", "read")
        assert f"/import/{reading.pk}/" not in colleague.get(address("import")).content.decode()

    def test_an_official_who_may_not_import_is_turned_away(self, reading, official):
        reporter = signed_in(official("reporter"))
        assert send(reporter, [["Tên dự án", "Huyện"], ["Xưởng B", ""]]).status_code == 403
        for page in ("import", "import_blank"):
            assert reporter.get(address(page)).status_code == 403
        assert look(reporter, reading).status_code == 403
        assert reporter.get(address("import_workbook", reading.pk)).status_code == 403
        assert act(reporter, reading, confirm="1").status_code == 403
        assert not Import.objects.exclude(change_set__author=None).exclude(pk=reading.pk).exists()

    def test_an_official_whose_right_was_taken_since_cannot_confirm(self, client, reading):
        user = reading.change_set.author
        user.groups.clear()
        assert confirm(client, reading).status_code == 403
        assert not Project.objects.filter(name_vi="Xưởng A").exists()

    def test_a_file_of_one_list_is_not_shown_at_the_desk_of_another(self, client, reading):
        url = address("import_preview", reading.pk).replace(
            "/projects/project/", "/enterprises/enterprise/"
        )
        assert client.get(url).status_code == 404

    def test_its_official_finds_the_way_back_until_it_is_decided(self, client, reading):
        link = address("import_preview", reading.pk)
        assert link in client.get(address("import")).content.decode()
        confirm(client, reading)
        assert link not in client.get(address("import")).content.decode()
        assert look(client, reading).url.endswith(f"/records/changeset/{reading.pk}/change/")

    def test_a_file_that_was_put_aside_changes_nothing_any_more(self, client, reading):
        act(client, reading, drop="1")
        confirm(client, reading)
        assert reading.change_set.state == "dropped"
        assert not Project.objects.filter(name_vi="Xưởng A").exists()

    def test_a_file_with_problems_that_is_put_aside_leaves_nothing(self, client):
        reading = sent(client, [["Tên dự án", "Huyện"], ["Xưởng A", "Huyện Không Có"]])
        file = reading.change_set.file
        assert file.storage.exists(file.name)
        act(client, reading, drop="1")
        assert not ChangeSet.objects.filter(pk=reading.pk).exists()
        assert not Finding.objects.filter(reading=reading.pk).exists()
        assert not file.storage.exists(file.name)


class TestTheFileItself:
    def kept(self, client, reading):
        return client.get(f"/admin/records/changeset/{reading.pk}/file/")

    def content(self, response):
        return b"".join(response.streaming_content)

    def test_those_who_see_the_change_set_download_it_byte_for_byte(self, client, official):
        Project.objects.all().delete()
        reading = imported(client, ANNEX.read_bytes(), ANNEX.name)
        for reader in (client, signed_in(official("reporter"))):
            response = self.kept(reader, reading)
            assert self.content(response) == ANNEX.read_bytes()
            assert ANNEX.name in response["Content-Disposition"]
            assert response["Content-Type"] == "application/octet-stream"
        assert reading.change_set.file_digest == hashlib.sha256(ANNEX.read_bytes()).hexdigest()

    def test_others_do_not(self, client, official):
        reading = imported(client, [["Tên dự án", "Huyện"], ["Xưởng A", ""]])
        user = official("editor")
        user.groups.clear()
        assert self.kept(signed_in(user), reading).status_code == 403
        assert "login" in self.kept(client.__class__(), reading).url

    def test_a_colleague_gets_it_only_once_it_is_confirmed(self, client, official):
        reading = sent(client, [["Tên dự án", "Huyện"], ["Xưởng A", ""]])
        reporter = signed_in(official("reporter"))
        assert self.kept(reporter, reading).status_code == 404
        confirm(client, reading)
        assert self.content(self.kept(reporter, reading)).startswith(b"PK")

    def test_a_file_with_problems_is_its_officials_own_business(self, client, official):
        reading = sent(client, [["Tên dự án", "Huyện"], ["Xưởng A", "Huyện Không Có"]])
        assert self.kept(signed_in(official("reporter")), reading).status_code == 404

    @pytest.fixture
    def with_macros(self, tmp_path):
        (tmp_path / "vbaProject.bin").write_bytes(b"\xd0\xcf\x11\xe0 not even a project")
        book = xlsxwriter.Workbook(tmp_path / "a.xlsm")
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Tên dự án", "Huyện"])
        sheet.write_row(1, 0, ["Xưởng A", ""])
        book.add_vba_project(tmp_path / "vbaProject.bin")
        book.close()
        return (tmp_path / "a.xlsm").read_bytes()

    def test_macros_are_neither_stored_nor_served(self, client, with_macros):
        assert b"vba" in with_macros.lower()
        reading = imported(client, with_macros, "danh mục.xlsm")
        response = self.kept(client, reading)
        served = self.content(response)
        stored = (settings.MEDIA_ROOT / reading.change_set.file.name).read_bytes()
        assert served == stored
        with zipfile.ZipFile(io.BytesIO(served)) as members:
            assert not [name for name in members.namelist() if "vba" in name.lower()]
        assert load_workbook(io.BytesIO(served)).active["A2"].value == "Xưởng A"
        assert reading.change_set.file_name == "danh mục.xlsx"
        assert reading.change_set.file_digest == hashlib.sha256(with_macros).hexdigest()

    def test_an_unsound_package_is_refused_at_the_form_and_not_kept(self, client):
        before = ChangeSet.objects.count()
        page = send(client, b"PK\x03\x04 cut off", "danh-muc.xlsm")
        assert page.status_code == 422
        (told,) = page.context["form"].errors["file"]
        assert told in page.content.decode()
        assert ChangeSet.objects.count() == before

    @pytest.mark.parametrize(
        "name", ["../../etc/passwd.xlsx", "<b>a</b>.xlsx", "x" * 300 + ".xlsx"]
    )
    def test_no_name_of_a_file_leads_out_of_its_folder(self, client, name):
        reading = imported(client, [["Tên dự án", "Huyện"], ["Xưởng A", ""]], name)
        assert reading.change_set.file.name.endswith(".bin")
        page = client.get(f"/admin/records/changeset/{reading.pk}/change/").content
        assert b"<b>a</b>" not in page


def test_the_blank_workbook_is_read_by_the_same_page(client):
    response = client.get(address("import_blank"))
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    sheet = book.active
    name = str(KINDS["projects"]().columns["name_vi"].column_name)
    cell = next(cell for line in sheet for cell in line if cell.value == name)
    sheet.cell(sheet.max_row + 1, cell.column, "Xưởng từ sổ trống")
    out = io.BytesIO()
    book.save(out)
    imported(client, out.getvalue(), "trong.xlsx")
    assert Project.objects.filter(name_vi="Xưởng từ sổ trống").exists()
