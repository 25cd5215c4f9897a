"""Undo restores the former values, and keeps and lists later edits."""

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from budget.models import BudgetLine
from programme.models import AdministrativeUnit, LegalDocument
from projects.models import Project
from records.changes import ChangeConflict, ChangeRefused, apply, propose, unchanged_by_undo, undo
from records.models import ChangeSet
from records.snapshots import values_of
from tests.records.samples import (
    a_group,
    a_project,
    bulk,
    creation,
    deletion,
    edit,
    everything,
    fresh,
)
from tests.spreadsheets.workbooks import SAMPLES, import_file, read, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def test_a_changed_record_gets_all_its_values_back():
    project = a_project()
    before = everything()
    undo(
        bulk(
            edit(
                project,
                name_vi="Khác",
                area_low="5",
                area_high="6",
                sector_group=a_group().pk,
                units=[],
                documents=[],
                catalogue_entries=[{"source": "Mới"}],
                status_changes=[],
            )
        )
    )

    assert everything() == before
    assert fresh(project).version == 3


def test_a_deleted_record_is_restored_with_its_relations_and_rows():
    project = a_project()
    entry = project.catalogue_entries.get().pk
    before = everything()
    undo(bulk(deletion(project)))

    assert everything() == before
    assert fresh(project).catalogue_entries.get().pk == entry


def test_a_restored_record_continues_its_versions():
    project = a_project()
    stale = edit(project, note_vi="cũ")
    undo(bulk(deletion(project)))

    assert fresh(project).version > project.version
    with pytest.raises(ChangeConflict):
        bulk(stale)


def test_an_undo_can_be_undone():
    project = a_project()
    change_set = bulk(edit(project, name_vi="Khác", units=[]), creation("Mới"))
    new = Project.objects.get(name_vi="Mới")
    after = everything()
    reversal = undo(change_set)
    undo(reversal)

    assert everything() == after
    assert fresh(new).code == new.code
    change_set.refresh_from_db()
    reversal.refresh_from_db()
    assert (change_set.state, reversal.state, reversal.undoes) == ("undone", "undone", change_set)


@pytest.mark.parametrize("state", ["proposed", "undone"])
def test_only_an_applied_change_can_be_undone(state):
    change_set = propose([creation("Mới")], kind=ChangeSet.Kind.BULK)
    if state == "undone":
        undo(apply(change_set))

    with pytest.raises(ChangeRefused):
        undo(change_set)


def test_records_written_since_are_kept_and_listed():
    one, other, third = a_project("Một"), a_project("Hai"), a_project("Ba")
    change_set = bulk(
        edit(one, note_vi="x"),
        edit(other, note_vi="x"),
        edit(third, note_vi="x"),
        creation("Mới"),
        creation("Mới nữa"),
    )
    new = Project.objects.get(name_vi="Mới")
    bulk(edit(fresh(other), note_vi="sửa sau"), edit(new, note_vi="sửa sau"))
    bulk(deletion(fresh(third)))
    announced = unchanged_by_undo(change_set)
    reversal = undo(change_set)

    assert fresh(one).note_vi == ""
    assert (fresh(other).note_vi, fresh(new).note_vi) == ("sửa sau", "sửa sau")
    assert not Project.objects.filter(name_vi="Mới nữa").exists()
    kept = reversal.summary["kept"]
    assert kept == announced
    assert {each["key"] for each in kept} == {other.code, new.code, third.code}
    assert all(each["why"] for each in kept)


def test_a_later_edit_of_another_field_is_kept():
    project = a_project()
    change_set = bulk(edit(project, note_vi="x"))
    bulk(edit(fresh(project), objective_vi="sửa sau"))
    reversal = undo(change_set)

    assert (fresh(project).note_vi, fresh(project).objective_vi) == ("", "sửa sau")
    assert reversal.summary["kept"] == []


def test_a_new_record_with_later_edited_rows_is_kept():
    change_set = bulk(creation("Mới"))
    new = Project.objects.get(name_vi="Mới")
    bulk(edit(new, catalogue_entries=[{"source": "Danh mục"}]))

    assert [each["key"] for each in unchanged_by_undo(change_set)] == [new.code]
    with pytest.raises(ChangeRefused):
        undo(change_set)


def test_an_undo_that_would_change_nothing_is_refused_and_possible_later():
    project = a_project()
    change_set = bulk(edit(project, note_vi="x"))
    later = bulk(edit(fresh(project), note_vi="sửa sau"))
    with override("en"), pytest.raises(ChangeRefused, match="all its records were changed later"):
        undo(change_set)

    change_set.refresh_from_db()
    assert (change_set.state, fresh(project).note_vi) == ("applied", "sửa sau")
    undo(later)
    undo(change_set)
    assert fresh(project).note_vi == ""


@pytest.mark.parametrize("name", ["sited", "without_site", "budget"])
def test_an_import_of_new_records_is_undone(name):
    Project.objects.all().delete()
    BudgetLine.objects.all().delete()
    before = everything()
    kind, path = SAMPLES[name]
    with path.open("rb") as file:
        undo(import_file(kind, file))

    assert everything() == before


def test_an_import_that_changed_records_is_undone():
    rows = [["Tên dự án", "Huyện", "Ghi chú", "Diện tích (ha)", "Địa điểm"]]
    rows += [
        [project.name_vi, project.district.name_vi, "Từ tệp", 7, "xã Đăk Cấm"]
        for project in Project.objects.sited().filter(district__isnull=False)
    ]
    before = everything()
    change_set = import_file("projects", rows)

    assert change_set.items.filter(action="change").count() == len(rows) - 1
    assert everything() != before
    undo(change_set)
    assert everything() == before


def test_an_undone_list_can_be_imported_again():
    rows = [["Tên dự án", "Địa điểm"], ["Nhà máy gạch A", "xã Đăk Cấm"]]
    undo(import_file("projects", rows))

    assert read("projects", workbook(rows)).new == 1


def test_the_code_of_an_undone_or_deleted_record_is_not_given_to_another_one():
    first = import_file("projects", [["Tên dự án", "Địa điểm"], ["Nhà máy gạch A", "xã Đăk Cấm"]])
    code = Project.objects.get(name_vi="Nhà máy gạch A").code
    undo(first)
    second = a_project("Nhà máy gạch B")
    bulk(deletion(second))
    third = a_project("Nhà máy gạch C")

    assert len({code, second.code, third.code}) == 3


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
FIGURES = st.none() | st.integers(0, 10**9)


class TestRandomEdits(TestCase):
    """Any changes in any order are undone from the last to the first."""

    @settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
    @given(st.data())
    def test_changes_undone_one_by_one_leave_no_trace(self, data):
        projects = [a_project(f"Dự án {number}") for number in range(3)]
        units = list(AdministrativeUnit.objects.communes().values_list("pk", flat=True)[:5])
        documents = list(LegalDocument.objects.values_list("pk", flat=True)[:5])
        some = st.lists(st.sampled_from(units), unique=True, max_size=3).map(sorted)
        rows = st.lists(st.fixed_dictionaries({"source": TEXTS.filter(bool)}), max_size=3)

        @st.composite
        def changes(draw, project):
            if draw(st.integers(0, 5)) == 0:
                return deletion(project)
            amount = draw(FIGURES)
            present = values_of(project)
            possible = [
                {"note_vi": draw(TEXTS)},
                {"capital_low": amount, "capital_high": amount},
                {"units": draw(some)},
                {"documents": draw(st.lists(st.sampled_from(documents), unique=True).map(sorted))},
                {"catalogue_entries": present["catalogue_entries"][:1] + draw(rows)},
                {"status_changes": draw(st.sampled_from([[], present["status_changes"]]))},
            ]
            chosen = draw(st.lists(st.sampled_from(possible), min_size=1))
            return edit(project, **{name: v for each in chosen for name, v in each.items()})

        before, done = everything([Project]), []
        for step in range(data.draw(st.integers(1, 4))):
            stored = list(Project.objects.filter(pk__in=[each.pk for each in projects]))
            made = [data.draw(changes(project)) for project in stored]
            made = [change for change in made if change] + [creation(f"Mới {step}")]
            done.append((bulk(*made), everything([Project])))

        for change_set, after in reversed(done):
            assert everything([Project]) == after
            assert undo(change_set).summary["kept"] == []
        assert everything([Project]) == before
