"""Headings, sheets and rows chosen by hand, and headings that are learned."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from imports.models import LearnedHeading, learn_headings
from layouts.vocabulary import Vocabulary
from projects.models import Project
from projects.resources import ProjectResource
from tests.imports.sending import act, confirm, imported, look, sent, signed_in
from tests.spreadsheets.workbooks import workbook

STRANGE = "Việc sẽ làm tại đây"
TABLE = [["Tên dự án", "Huyện", STRANGE], ["Xưởng A", "", "Cưa gỗ"]]
UNKNOWN = [["Bảng kê"], ["Alpha", "Beta"], ["Xưởng A", "Cưa gỗ"]]


@pytest.fixture
def client(official):
    return signed_in(official("approver"))


def again(client, file_import, **chosen):
    """Read the file again with other choices."""
    return act(client, file_import, again="1", **chosen)


def known(heading):
    """The column of a heading by the declared words."""
    resource = ProjectResource()
    return Vocabulary(resource.heading_words(), resource.name_column).names(heading)


def stored(name="Xưởng A"):
    return Project.objects.get(name_vi=name)


class TestUnknownHeading:
    def test_it_is_reported_and_its_column_is_not_read(self, client):
        file_import = imported(client, TABLE)
        assert [each["heading"] for each in file_import.change_set.summary["unread"]] == [STRANGE]
        assert stored().objective_vi == ""

    def test_the_file_is_read_again_with_the_choice_of_an_official(self, client):
        file_import = sent(client, TABLE)
        assert STRANGE in look(client, file_import).content.decode()
        again(client, file_import, column_0="objective_vi")
        assert file_import.change_set.summary["unread"] == []
        confirm(client, file_import)
        assert stored().objective_vi == "Cưa gỗ"

    def test_a_remembered_heading_is_known_in_later_files_of_any_official(self, client, official):
        again(client, sent(client, TABLE), column_0="objective_vi", remember="on")
        colleague = signed_in(official("editor"))
        imported(colleague, [[each.upper() for each in TABLE[0]], TABLE[1]])
        assert stored().objective_vi == "Cưa gỗ"
        taught = LearnedHeading.objects.get()
        assert (taught.column, taught.taught_by.username) == ("objective_vi", "approver")

    def test_a_heading_not_to_be_remembered_is_not_learned(self, client):
        again(client, sent(client, TABLE), column_0="objective_vi")
        assert not LearnedHeading.objects.exists()
        assert sent(client, TABLE).change_set.summary["unread"] != []

    def test_a_deleted_heading_is_no_longer_known(self, client, official):
        again(client, sent(client, TABLE), column_0="note_vi", remember="on")
        wrong = LearnedHeading.objects.get()
        editor = signed_in(official("editor"))
        assert wrong.words in editor.get("/admin/imports/learnedheading/").content.decode()
        for query, count in (("", 1), (f"?list={wrong.content_type_id}", 1), ("?list=x", 1)):
            page = editor.get(f"/admin/imports/learnedheading/{query}")
            assert len(page.context["cl"].result_list) == count
        (list_filter,) = page.context["cl"].filter_specs
        assert list_filter.lookup_choices == [(str(wrong.content_type_id), "dự án")]
        editor.post(f"/admin/imports/learnedheading/{wrong.pk}/delete/", {"post": "yes"})
        assert not LearnedHeading.objects.exists()
        assert sent(client, TABLE).change_set.summary["unread"] != []

    def test_a_learned_heading_applies_to_its_own_type_of_list_only(self, client):
        again(client, sent(client, TABLE), column_0="objective_vi", remember="on")
        assert LearnedHeading.objects.get().content_type.model_class() is Project

    def test_two_headings_for_one_column_are_refused_with_a_message(self, client):
        rows = [["Tên dự án", "Huyện", STRANGE, "Cột lạ kia"], ["Xưởng A", "", "Cưa", "Bào"]]
        file_import = sent(client, rows)
        page = again(client, file_import, column_0="objective_vi", column_1="objective_vi")
        assert page.status_code == 422
        (messages,) = page.context["form"].errors["column_1"]
        assert messages.endswith(".")
        assert messages in page.content.decode()
        assert len(file_import.change_set.summary["unread"]) == 2

    def test_a_heading_chosen_by_hand_takes_the_column_from_another_one(self, client):
        rows = [["Tên dự án", "Mục tiêu", STRANGE], ["Xưởng A", "Bào gỗ", "Cưa gỗ"]]
        file_import = sent(client, rows)
        again(client, file_import, column_0="objective_vi")
        assert [each["heading"] for each in file_import.change_set.summary["unread"]] == [
            "Mục tiêu"
        ]
        confirm(client, file_import)
        assert stored().objective_vi == "Cưa gỗ"

    def test_a_column_that_does_not_exist_is_refused(self, client):
        file_import = sent(client, TABLE)
        assert again(client, file_import, column_0="is_demo").status_code == 422
        assert not LearnedHeading.objects.exists()


class TestHeadingsThatAreNotLearned:
    KNOWN = "Địa điểm"

    def unread(self, client):
        """A file with a common heading that was not read, because its column is taken."""
        rows = [["Tên dự án", self.KNOWN, STRANGE], ["Xưởng A", "Huyện Đăk Tô", "Cưa gỗ"]]
        assert known(self.KNOWN)
        file_import = sent(client, rows)
        again(client, file_import, column_0=known(self.KNOWN))
        assert [each["heading"] for each in file_import.change_set.summary["unread"]] == [
            self.KNOWN
        ]
        return file_import

    def test_a_heading_that_the_portal_knows_is_matched_for_this_file_only(self, client):
        file_import = self.unread(client)
        again(client, file_import, column_0="", column_1="note_vi", remember="on")
        confirm(client, file_import)
        assert stored().note_vi == "Huyện Đăk Tô"
        assert not LearnedHeading.objects.exists()

    def test_the_version_of_a_record_is_not_offered(self, client):
        file_import = sent(client, TABLE)
        assert "version" not in dict(
            look(client, file_import).context["form"]["column_0"].field.choices
        )
        assert again(client, file_import, column_0="version", remember="on").status_code == 422
        assert not LearnedHeading.objects.exists()

    def test_the_version_of_a_record_is_not_learned(self, official):
        learn_headings(
            ProjectResource(), {STRANGE: "version", "Lạ": "note_vi"}, by=official("editor")
        )
        assert [each.column for each in LearnedHeading.objects.all()] == ["note_vi"]


class TestSimilarHeading:
    NEAR = [["Tên dự án", "Huyện", "Mục tieeu"], ["Xưởng A", "", "Cưa gỗ"]]

    def test_a_similar_column_is_suggested_first_but_not_chosen(self, client):
        form = look(client, sent(client, self.NEAR)).context["form"]
        field = form["column_0"]
        assert [name for name, _words in field.field.choices][:2] == ["", "objective_vi"]
        assert field.value() == ""
        assert str(ProjectResource().columns["objective_vi"].column_name) in field.help_text

    def test_an_unchanged_form_learns_nothing(self, client):
        file_import = sent(client, self.NEAR)
        form = look(client, file_import).context["form"]
        again(client, file_import, **{field.name: field.value() or "" for field in form})
        assert not LearnedHeading.objects.exists()
        assert len(file_import.change_set.summary["unread"]) == 1

    def test_a_match_for_one_file_is_not_learned_when_the_file_is_read_again(self, client):
        file_import = sent(client, self.NEAR)
        assert look(client, file_import).context["form"]["remember"].value()
        again(client, file_import, column_0="objective_vi")
        form = look(client, file_import).context["form"]
        assert (form["column_0"].value(), form["remember"].value()) == ("objective_vi", False)


class TestFileWithoutKnownHeadings:
    def test_it_is_read_by_row_and_columns(self, client):
        file_import = sent(client, UNKNOWN)
        assert file_import.state == "refused"
        page = look(client, file_import)
        assert file_import.message in page.content.decode()
        assert "Cưa gỗ" in page.content.decode()
        again(client, file_import, header_row="2", column_0="name_vi", column_1="objective_vi")
        assert file_import.state == "read"
        confirm(client, file_import)
        assert stored().objective_vi == "Cưa gỗ"

    def test_the_row_of_headings_is_chosen_before_the_columns(self, client):
        file_import = sent(client, [["Mục lục", "Trang", "Ghi thêm"], *UNKNOWN[1:]])
        again(client, file_import, header_row="2")
        assert file_import.state == "refused"
        headings = [each["heading"] for each in file_import.change_set.summary["unread"]]
        assert headings == ["Alpha", "Beta"]
        again(client, file_import, header_row="2", column_0="name_vi", column_1="objective_vi")
        confirm(client, file_import)
        assert stored().objective_vi == "Cưa gỗ"

    def test_the_sheet_is_chosen_too(self, client):
        file = workbook([["Ghi chép"], ["không có gì"]], **{"Số liệu": UNKNOWN})
        file_import = sent(client, file)
        assert file_import.state == "refused"
        again(client, file_import, sheet="Số liệu", header_row="2")
        again(
            client,
            file_import,
            sheet="Số liệu",
            header_row="2",
            column_0="name_vi",
            column_1="objective_vi",
        )
        confirm(client, file_import)
        assert stored().objective_vi == "Cưa gỗ"

    @pytest.mark.parametrize("row", ["0", "-1", "x", "1000001"])
    def test_an_impossible_row_is_refused_at_the_form(self, client, row):
        file_import = sent(client, UNKNOWN)
        page = again(client, file_import, follow=True, header_row=row)
        assert page.status_code == 422
        assert page.context["form"].errors["header_row"]

    def test_a_row_beyond_the_sheet_is_reported(self, client):
        file_import = sent(client, UNKNOWN)
        page = again(client, file_import, follow=True, header_row="999")
        assert (page.status_code, file_import.state) == (200, "refused")
        assert "999" in file_import.message

    def test_the_column_of_the_name_must_be_chosen(self, client):
        file_import = sent(client, UNKNOWN)
        again(client, file_import, header_row="2", column_0="note_vi", column_1="objective_vi")
        assert file_import.state == "refused"


class TestHiddenParts:
    def book(self):
        book = Workbook()
        sheet = book.active
        sheet.title = "Hiện"
        rows = [
            ["Tên dự án", "Huyện", "Mục tiêu"],
            ["Xưởng A", "", "Cưa gỗ"],
            ["Xưởng B", "", "Bào gỗ"],
        ]
        for row in rows:
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        other = book.create_sheet("Ẩn")
        for row in [rows[0], ["Xưởng C", "", "Đục gỗ"]]:
            other.append(row)
        other.sheet_state = "hidden"
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def test_hidden_rows_columns_and_sheets_are_reported_and_not_read(self, client):
        file_import = sent(client, self.book())
        (item,) = file_import.change_set.items.all()
        assert (item.after["name_vi"], item.after.get("objective_vi")) == ("Xưởng A", None)
        messages = " ".join(file_import.change_set.summary["warnings"])
        assert "Mục tiêu" in messages
        assert "Ẩn" in messages
        left_out = file_import.findings.get(group="left_out")
        assert (left_out.cell, "Xưởng B" in left_out.value) == ("3", True)
        assert "Xưởng B" in look(client, file_import, show="left_out").content.decode()

    def test_hidden_rows_and_columns_are_read_on_request(self, client):
        file_import = sent(client, self.book())
        again(client, file_import, read_hidden="on")
        confirm(client, file_import)
        assert [stored(name).objective_vi for name in ("Xưởng A", "Xưởng B")] == [
            "Cưa gỗ",
            "Bào gỗ",
        ]
        assert not Project.objects.filter(name_vi="Xưởng C").exists()

    def test_a_hidden_sheet_is_read_when_it_is_chosen(self, client):
        file_import = sent(client, self.book())
        again(client, file_import, sheet="Ẩn")
        confirm(client, file_import)
        assert stored("Xưởng C").objective_vi == "Đục gỗ"
        assert not Project.objects.filter(name_vi="Xưởng A").exists()


class TestSeveralSheets:
    def book(self):
        heads = ["Tên dự án", "Huyện"]
        return workbook(
            [heads, ["Xưởng A", ""], ["Xưởng B", ""]],
            name="Đợt 1",
            **{"Đợt 2": [heads, ["Xưởng C", ""]], "Ghi chép": [["không có bảng"]]},
        )

    def names(self):
        return set(
            Project.objects.filter(name_vi__startswith="Xưởng").values_list("name_vi", flat=True)
        )

    def test_the_sheet_with_most_rows_is_read_and_the_others_are_reported(self, client):
        file_import = imported(client, self.book())
        assert self.names() == {"Xưởng A", "Xưởng B"}
        assert "Đợt 2" in " ".join(file_import.change_set.summary["warnings"])

    def test_another_sheet_can_be_chosen(self, client):
        file_import = sent(client, self.book())
        again(client, file_import, sheet="Đợt 2")
        confirm(client, file_import)
        assert self.names() == {"Xưởng C"}

    def test_all_sheets_can_be_read_together(self, client):
        file_import = sent(client, self.book())
        choices = dict(look(client, file_import).context["form"].fields["sheet"].choices)
        assert set(choices) == {"", "Đợt 1", "Đợt 2", "Ghi chép", "*"}
        again(client, file_import, sheet="*")
        places = set(file_import.change_set.items.values_list("place", flat=True))
        assert places == {"Đợt 1!2", "Đợt 1!3", "Đợt 2!2"}
        confirm(client, file_import)
        assert self.names() == {"Xưởng A", "Xưởng B", "Xưởng C"}

    def test_reading_all_sheets_is_offered_only_if_several_have_a_table(self, client):
        file_import = sent(client, [["Tên dự án", "Huyện"], ["Xưởng A", ""]])
        assert "*" not in dict(look(client, file_import).context["form"].fields["sheet"].choices)

    def test_a_sheet_that_the_file_does_not_have_is_refused(self, client):
        file_import = sent(client, self.book())
        assert again(client, file_import, sheet="Đợt 9").status_code == 422

    def test_problems_are_reported_and_marked_in_their_own_sheet(self, client):
        heads = ["Tên dự án", "Huyện"]
        file = workbook(
            [heads, ["Xưởng A", ""]], name="Đợt 1", **{"Đợt 2": [heads, ["Xưởng C", "Huyện X"]]}
        )
        file_import = sent(client, file)
        again(client, file_import, sheet="*")
        problem = file_import.findings.get(group="problem")
        assert (problem.sheet, problem.cell) == ("Đợt 2", "B2")
        response = client.get(f"/admin/projects/project/import/{file_import.pk}/workbook/")
        book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        assert book["Đợt 2"]["B2"].fill.fill_type == "solid"
        assert book["Đợt 1"]["B2"].fill.fill_type is None
