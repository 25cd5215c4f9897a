"""The number of queries of decisions does not depend on their number."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from imports.decisions import decide
from imports.models import Import
from imports.pipeline import receive
from imports.worker import APPLY, READ, carry_out
from projects.models import Project
from records.changes import change_of, write
from records.models import ChangeItem, ChangeSet
from records.snapshots import values_of
from tests.makers import project
from tests.spreadsheets.workbooks import csv_file

pytestmark = pytest.mark.django_db

HEADINGS = ["Mã", "Tên dự án", "Ghi chú", "Phiên bản bản ghi"]


def edit(projects, note):
    write(
        [change_of(each, values_of(each), {"note_vi": note}) for each in projects],
        kind=ChangeSet.Kind.BULK,
    )


def asked_by(count):
    """The number of queries of an import with so many conflicts, read again before it is stored."""
    Project.objects.all().delete()
    other = project("Nhà máy khác")
    made = [project(f"Nhà máy {number}", note_vi="gốc") for number in range(count)]
    rows = [[each.code, each.name_vi, "của tệp", 1] for each in made]
    edit(made, "của đồng nghiệp")
    file_import = receive(Project, csv_file([HEADINGS, *rows]), file_name="a.csv")

    with CaptureQueriesContext(connection) as captured:
        carry_out(file_import, READ)
        for_all = {ChangeItem.Question.CONFLICT: ChangeItem.Decision.TAKE}
        decide(file_import.change_set, {}, for_all=for_all)
        edit([other], "mới")
        carry_out(Import.objects.get(pk=file_import.pk), APPLY)
    assert Project.objects.filter(note_vi="của tệp").count() == count
    return len(captured)


def test_the_number_of_queries_does_not_depend_on_the_decisions():
    # On SQLite a long statement is split.
    assert asked_by(40) - asked_by(10) < 20
