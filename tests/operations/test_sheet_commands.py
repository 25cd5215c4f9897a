"""Import and export by command, with the rules of the admin."""

import json
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from openpyxl import load_workbook

from projects.models import Project
from records.models import ChangeSet

pytestmark = pytest.mark.django_db

ANNEX = settings.BASE_DIR / "projects" / "facts" / "phu-luc-du-an-keu-goi-dau-tu.xlsx"
KEYS = {
    "file",
    "sheet",
    "header_row",
    "read",
    "new",
    "changed",
    "unchanged",
    "conflict",
    "refused",
    "left_out",
    "unread",
    "change_set",
    "warnings",
    "problems",
}


def run(*arguments):
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def import_json(file, *options):
    return json.loads(run("import_sheet", "projects", file, "--json", *options))


@pytest.fixture
def broken(tmp_path):
    file = tmp_path / "hong.csv"
    file.write_text(
        "Tên dự án,Huyện,Diện tích (ha)\n"
        "Xưởng mộc,Huyện Đăk Tô,12\n"
        "Xưởng rèn,Huyện Đăk Tố Lạ,rất rộng\n",
        encoding="utf-8",
    )
    return file


def test_an_annex_is_eighteen_new_projects_and_then_eighteen_unchanged_ones():
    Project.objects.all().delete()
    first = import_json(ANNEX)
    assert set(first) == KEYS
    assert (first["read"], first["new"], first["header_row"]) == (18, 18, 6)
    assert ChangeSet.objects.get(pk=first["change_set"]).items.count() == 18
    second = import_json(ANNEX)
    assert (second["unchanged"], second["new"], second["change_set"]) == (18, 0, None)


def test_a_dry_run_stores_nothing():
    Project.objects.all().delete()
    assert import_json(ANNEX, "--dry-run")["new"] == 18
    assert not Project.objects.exists()


@pytest.mark.both_engines
def test_refused_rows_are_all_reported_with_their_cells_and_nothing_is_stored(broken, tmp_path):
    out = StringIO()
    report = tmp_path / "loi.xlsx"
    with pytest.raises(CommandError) as refusal:
        call_command("import_sheet", "projects", broken, "--json", "--report", report, stdout=out)
    assert refusal.value.returncode == 1
    messages = json.loads(out.getvalue())
    assert {problem["cell"] for problem in messages["problems"]} == {"B3", "C3"}
    assert all(
        set(problem) == {"sheet", "cell", "value", "code", "message"}
        for problem in messages["problems"]
    )
    assert not Project.objects.filter(name_vi="Xưởng mộc").exists()
    assert load_workbook(report).active.max_row == 3


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0"])
def test_a_file_that_is_not_a_spreadsheet_is_refused_with_a_message(tmp_path, content):
    file = tmp_path / "tep.xlsx"
    file.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        run("import_sheet", "projects", file)
    assert refusal.value.returncode == 2
    assert str(file) in str(refusal.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match="khong-co"):
        run("import_sheet", "projects", tmp_path / "khong-co.xlsx")


@pytest.mark.both_engines
def test_an_import_is_undone_by_its_number():
    Project.objects.all().delete()
    number = import_json(ANNEX)["change_set"]
    run("undo_change", number)
    assert not Project.objects.exists()
    with pytest.raises(CommandError):
        run("undo_change", number)


@pytest.mark.parametrize("extension", ["xlsx", "csv"])
def test_an_exported_list_is_imported_without_a_change(tmp_path, extension):
    file = tmp_path / f"danh-muc.{extension}"
    run("export_sheet", "projects", file)
    messages = import_json(file)
    assert (messages["read"], messages["unchanged"]) == (38, 38)


def test_a_list_is_exported_as_filtered(tmp_path):
    file = tmp_path / "danh-muc.json"
    run("export_sheet", "projects", file, "--filter", "scope=kind", "--filter", "sector=det-may")
    assert json.loads(file.read_text())["count"] == 7


def test_an_invalid_filter_writes_no_file(tmp_path):
    file = tmp_path / "danh-muc.csv"
    with pytest.raises(CommandError):
        run("export_sheet", "projects", file, "--filter", "status=nonsense")
    assert not file.exists()


def test_demo_data_is_the_same_for_a_seed_and_not_in_files(tmp_path):
    run("load_demo", "--projects", 12, "--enterprises", 5, "--seed", 7)
    demo = Project.objects.filter(is_demo=True)
    names = list(demo.order_by("code").values_list("name_vi", flat=True))
    assert len(names) == 12
    run("load_demo", "--projects", 12, "--enterprises", 5, "--seed", 7)
    assert demo.count() == 12

    demo.delete()
    run("load_demo", "--projects", 12, "--enterprises", 5, "--seed", 7)
    assert list(demo.order_by("code").values_list("name_vi", flat=True)) == names

    file = tmp_path / "danh-muc.json"
    run("export_sheet", "projects", file)
    assert json.loads(file.read_text())["count"] == 38
    run("export_sheet", "projects", file, "--demo")
    assert json.loads(file.read_text())["count"] == 38 + demo.public().count()
