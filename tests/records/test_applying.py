"""Applying change sets: completely or not at all, never over the work of others."""

from decimal import Decimal

import pytest

from programme.models import AdministrativeUnit, LegalDocument
from projects.models import Project
from records.changes import (
    ChangeConflict,
    ChangeRefused,
    apply,
    drop,
    history_of,
    propose,
    record_form_save,
    values_at,
)
from records.models import ChangeSet
from records.snapshots import values_of
from tests.records.samples import a_project, bulk, creation, deletion, edit, everything, fresh

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def proposed(*changes):
    return propose(changes, kind=ChangeSet.Kind.BULK)


def test_an_applied_change_writes_every_kind_of_value():
    project = a_project()
    unit = AdministrativeUnit.objects.communes().last()
    document = LegalDocument.objects.last()
    entry = project.catalogue_entries.get()
    kept = values_of(project)["catalogue_entries"][0]

    bulk(
        edit(
            project,
            name_vi="Nhà máy ngói",
            area_low="5.5",
            area_high="7",
            latitude="14.35",
            longitude="108",
            units=[unit.pk],
            documents=[],
            catalogue_entries=[kept | {"row": "7"}, {"document": document.pk, "action": "amend"}],
            status_changes=[],
        )
    )

    project = fresh(project)
    assert (project.name_vi, project.version) == ("Nhà máy ngói", 2)
    assert (project.area.low, project.area.high) == (Decimal("5.5"), Decimal(7))
    assert list(project.units.all()) == [unit]
    assert not project.documents.exists()
    assert not project.status_changes.exists()
    assert list(project.catalogue_entries.values_list("row", "document", "action")) == [
        ("7", None, "add"),
        ("", document.pk, "amend"),
    ]
    assert project.catalogue_entries.first().pk == entry.pk


def test_derived_columns_follow_the_change():
    project = a_project()
    bulk(edit(project, name_vi="Đường sắt"))

    assert Project.objects.search("duong sat").filter(pk=project.pk).exists()
    assert fresh(project).sort_key != project.sort_key


def test_new_records_get_the_next_codes():
    last = bulk(creation("A"), creation("B"), creation("C", scope="kind"))
    codes = list(last.items.order_by("id").values_list("key", flat=True))

    number = int(codes[0].rpartition("-")[2])
    assert codes[:2] == [f"DA-{number:04d}", f"DA-{number + 1:04d}"]
    assert codes[2].startswith("LV-")


@pytest.mark.parametrize("place", [0, 3, 520])
def test_applying_is_all_or_nothing(place):
    changes = [creation(f"Dự án {number}") for number in range(521)]
    # An amount below zero breaks a rule of the database itself.
    changes[place] = creation("Hỏng", capital_low=-5, capital_high=-5)
    change_set = proposed(*changes)
    before = everything()

    with pytest.raises(ChangeRefused):
        apply(change_set)

    assert everything() == before
    change_set.refresh_from_db()
    assert (change_set.state, change_set.applied_at) == ("proposed", None)


def test_a_record_written_since_it_was_read_is_a_conflict_and_nothing_is_stored():
    mine, hers = a_project("Của tôi"), a_project("Của chị ấy")
    change_set = proposed(edit(mine, note_vi="x"), edit(hers, note_vi="x"), creation("Mới"))
    bulk(edit(hers, note_vi="chị ấy sửa"))
    before = everything()

    with pytest.raises(ChangeConflict, match="Của chị ấy") as conflict:
        apply(change_set)

    assert [item.object_id for item in conflict.value.items] == [hers.pk]
    assert everything() == before


@pytest.mark.parametrize("change", [lambda project: edit(project, note_vi="x"), deletion])
def test_a_record_deleted_since_it_was_read_is_a_conflict(change):
    project = a_project()
    change_set = proposed(change(project))
    bulk(deletion(fresh(project)))

    with pytest.raises(ChangeConflict, match="Nhà máy gạch"):
        apply(change_set)


def test_deleting_a_record_that_was_changed_since_is_a_conflict():
    project = a_project()
    change_set = proposed(deletion(project))
    bulk(edit(project, note_vi="x"))

    with pytest.raises(ChangeConflict):
        apply(change_set)
    assert fresh(project).note_vi == "x"


def test_a_record_that_others_use_is_not_deleted():
    document = LegalDocument.objects.filter(catalogue_entries__isnull=False).first()
    before = everything()

    with pytest.raises(ChangeRefused) as refused:
        bulk(deletion(document))

    assert not isinstance(refused.value, ChangeConflict)
    assert everything() == before


@pytest.mark.parametrize("end", [apply, drop])
def test_a_change_set_is_applied_or_dropped_once(end):
    change_set = proposed(creation("Mới"))
    end(change_set)

    with pytest.raises(ChangeRefused):
        apply(change_set)
    assert Project.objects.filter(name_vi="Mới").count() == (end is apply)


def test_a_dropped_change_stays_readable():
    change_set = proposed(creation("Mới"))
    drop(change_set)

    assert ChangeSet.objects.get(pk=change_set.pk).items.get().after == {"name_vi": "Mới"}


def test_an_applied_change_is_not_dropped():
    change_set = bulk(creation("Mới"))
    drop(change_set)
    change_set.refresh_from_db()

    assert change_set.state == "applied"


def test_a_change_set_has_its_author_time_and_reason(official):
    author = official("editor")
    change_set = bulk(creation("Mới"), author=author, reason="Theo họp giao ban", basis="12/TB")

    assert (change_set.author, change_set.reason, change_set.basis) == (
        author,
        "Theo họp giao ban",
        "12/TB",
    )
    assert change_set.applied_at is not None


class TestForms:
    """A form writes by itself; its save is recorded as a change set of one record."""

    def test_a_save_stores_the_changed_fields_in_the_history(self, official):
        project = a_project()
        before = values_of(project)
        project.note_vi = "Đã khảo sát"
        project.save()
        project.units.clear()
        change_set = record_form_save(project, before, author=official("editor"))

        item = change_set.items.get()
        assert (change_set.kind, change_set.state, item.action) == ("form", "applied", "change")
        assert item.after == {"note_vi": "Đã khảo sát", "units": []}
        assert item.before == {"note_vi": "", "units": before["units"]}
        assert (project.version, fresh(project).version) == (2, 2)

    def test_a_new_record_is_in_the_history_from_its_first_save(self, official):
        project = a_project()
        item = record_form_save(project, None, author=official("editor")).items.get()

        assert (item.action, item.after["name_vi"]) == ("create", "Nhà máy gạch")
        assert project.version == 1

    def test_a_save_without_changes_is_not_in_the_history(self, official):
        project = a_project()
        before = values_of(project)
        project.save()

        assert record_form_save(project, before, author=official("editor")) is None
        assert fresh(project).version == 1

    def test_an_import_read_before_the_save_is_a_conflict(self, official):
        project = a_project()
        change_set = proposed(edit(project, note_vi="nhập"))
        before = values_of(project)
        project.name_vi = "Sửa tay"
        project.save()
        record_form_save(project, before, author=official("editor"))

        with pytest.raises(ChangeConflict):
            apply(change_set)


class TestHistory:
    def test_the_values_of_every_version_can_be_read(self):
        project = a_project()
        current = [values_of(project)]
        for step in range(3):
            bulk(edit(fresh(project), note_vi=f"bước {step}", documents=[]))
            current.append(values_of(fresh(project)))
        bulk(edit(fresh(project), status_changes=[], units=[]))
        current.append(values_of(fresh(project)))

        assert [values_at(fresh(project), version) for version in range(1, 6)] == current

    def test_the_latest_change_comes_first_and_proposals_are_not_in_the_history(self):
        project = a_project()
        first = bulk(edit(project, note_vi="1"))
        second = bulk(edit(fresh(project), note_vi="2"))
        drop(proposed(edit(fresh(project), note_vi="3")))
        proposed(edit(fresh(project), note_vi="4"))

        assert [item.change_set_id for item in history_of(project)] == [second.pk, first.pk]

    def test_the_history_has_all_values_of_a_new_record(self):
        item = bulk(creation("Mới")).items.get()
        project = Project.objects.get(pk=item.object_id)

        assert item.after == values_of(project)
        assert (item.key, item.label) == (project.code, str(project))
