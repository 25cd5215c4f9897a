"""A file is visible to its official only until it is confirmed, and is stored unchanged."""

import hashlib
import io
import zipfile

import pytest
import xlsxwriter
from django.conf import settings
from openpyxl import load_workbook

from imports.models import Finding, Import
from projects.models import Project
from records.models import ChangeSet
from tests.imports.sending import (
    act,
    address,
    confirm,
    imported,
    look,
    send,
    sent,
    signed_in,
)
from tests.spreadsheets.workbooks import SAMPLES

ANNEX = SAMPLES["sited"][1]


@pytest.fixture
def client(official):
    return signed_in(official("approver"))


class TestVisibility:
    @pytest.fixture
    def file_import(self, client):
        return sent(client, [["Tên dự án", "Huyện"], ["Xưởng A", ""]])

    def test_a_colleague_cannot_open_preview_workbook_or_confirmation(self, file_import, official):
        colleague = signed_in(official("editor"))
        assert look(colleague, file_import).status_code == 404
        assert colleague.get(address("import_workbook", file_import.pk)).status_code == 404
        for chosen in ({"confirm": "1"}, {"drop": "1"}, {"decide": "1"}, {"again": "1"}):
            assert act(colleague, file_import, **chosen).status_code == 404
        assert (file_import.change_set.state, file_import.state) == ("proposed", "read")
        assert f"/import/{file_import.pk}/" not in colleague.get(address("import")).content.decode()

    def test_importing_needs_the_permission(self, file_import, official):
        reporter = signed_in(official("reporter"))
        assert send(reporter, [["Tên dự án", "Huyện"], ["Xưởng B", ""]]).status_code == 403
        for page in ("import", "import_blank"):
            assert reporter.get(address(page)).status_code == 403
        assert look(reporter, file_import).status_code == 403
        assert reporter.get(address("import_workbook", file_import.pk)).status_code == 403
        assert act(reporter, file_import, confirm="1").status_code == 403
        assert (
            not Import.objects.exclude(change_set__author=None).exclude(pk=file_import.pk).exists()
        )

    def test_confirming_needs_the_permission_at_that_time(self, client, file_import):
        user = file_import.change_set.author
        user.groups.clear()
        assert confirm(client, file_import).status_code == 403
        assert not Project.objects.filter(name_vi="Xưởng A").exists()

    def test_a_file_of_one_list_is_not_visible_in_the_admin_of_another(self, client, file_import):
        url = address("import_preview", file_import.pk).replace(
            "/projects/project/", "/enterprises/enterprise/"
        )
        assert client.get(url).status_code == 404

    def test_the_official_finds_a_link_to_the_preview_until_it_is_decided(
        self, client, file_import
    ):
        link = address("import_preview", file_import.pk)
        assert link in client.get(address("import")).content.decode()
        confirm(client, file_import)
        assert link not in client.get(address("import")).content.decode()
        assert look(client, file_import).url.endswith(
            f"/records/changeset/{file_import.pk}/change/"
        )

    def test_a_discarded_file_cannot_be_confirmed(self, client, file_import):
        act(client, file_import, drop="1")
        confirm(client, file_import)
        assert file_import.change_set.state == "dropped"
        assert not Project.objects.filter(name_vi="Xưởng A").exists()

    def test_a_discarded_file_with_problems_leaves_nothing(self, client):
        file_import = sent(client, [["Tên dự án", "Huyện"], ["Xưởng A", "Huyện Không Có"]])
        file = file_import.change_set.file
        assert file.storage.exists(file.name)
        act(client, file_import, drop="1")
        assert not ChangeSet.objects.filter(pk=file_import.pk).exists()
        assert not Finding.objects.filter(reading=file_import.pk).exists()
        assert not file.storage.exists(file.name)


class TestStoredFile:
    def kept(self, client, file_import):
        return client.get(f"/admin/records/changeset/{file_import.pk}/file/")

    def content(self, response):
        return b"".join(response.streaming_content)

    def test_officials_who_see_the_change_set_download_the_original_file(self, client, official):
        Project.objects.all().delete()
        file_import = imported(client, ANNEX.read_bytes(), ANNEX.name)
        for reader in (client, signed_in(official("reporter"))):
            response = self.kept(reader, file_import)
            assert self.content(response) == ANNEX.read_bytes()
            assert ANNEX.name in response["Content-Disposition"]
            assert response["Content-Type"] == "application/octet-stream"
        assert file_import.change_set.file_digest == hashlib.sha256(ANNEX.read_bytes()).hexdigest()

    def test_others_cannot_download_it(self, client, official):
        file_import = imported(client, [["Tên dự án", "Huyện"], ["Xưởng A", ""]])
        user = official("editor")
        user.groups.clear()
        assert self.kept(signed_in(user), file_import).status_code == 403
        assert "login" in self.kept(client.__class__(), file_import).url

    def test_a_colleague_can_download_it_only_after_the_confirmation(self, client, official):
        file_import = sent(client, [["Tên dự án", "Huyện"], ["Xưởng A", ""]])
        reporter = signed_in(official("reporter"))
        assert self.kept(reporter, file_import).status_code == 404
        confirm(client, file_import)
        assert self.content(self.kept(reporter, file_import)).startswith(b"PK")

    def test_a_file_with_problems_is_visible_to_its_official_only(self, client, official):
        file_import = sent(client, [["Tên dự án", "Huyện"], ["Xưởng A", "Huyện Không Có"]])
        assert self.kept(signed_in(official("reporter")), file_import).status_code == 404

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
        file_import = imported(client, with_macros, "danh mục.xlsm")
        response = self.kept(client, file_import)
        served = self.content(response)
        stored = (settings.MEDIA_ROOT / file_import.change_set.file.name).read_bytes()
        assert served == stored
        with zipfile.ZipFile(io.BytesIO(served)) as members:
            assert not [name for name in members.namelist() if "vba" in name.lower()]
        assert load_workbook(io.BytesIO(served)).active["A2"].value == "Xưởng A"
        assert file_import.change_set.file_name == "danh mục.xlsx"
        assert file_import.change_set.file_digest == hashlib.sha256(with_macros).hexdigest()

    def test_a_malformed_package_is_refused_at_the_form_and_not_stored(self, client):
        before = ChangeSet.objects.count()
        page = send(client, b"PK\x03\x04 cut off", "danh-muc.xlsm")
        assert page.status_code == 422
        (message,) = page.context["form"].errors["file"]
        assert message in page.content.decode()
        assert ChangeSet.objects.count() == before

    @pytest.mark.parametrize(
        "name", ["../../etc/passwd.xlsx", "<b>a</b>.xlsx", "x" * 300 + ".xlsx"]
    )
    def test_no_file_name_leads_out_of_the_upload_folder(self, client, name):
        file_import = imported(client, [["Tên dự án", "Huyện"], ["Xưởng A", ""]], name)
        assert file_import.change_set.file.name.endswith(".bin")
        page = client.get(f"/admin/records/changeset/{file_import.pk}/change/").content
        assert b"<b>a</b>" not in page
