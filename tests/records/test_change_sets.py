"""Change sets: atomic, versioned and undoable."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programme.models import (
    AdministrativeUnit,
    IndustrialZone,
    LegalDocument,
    SectorGroup,
    Target,
)
from projects.models import CatalogueEntry, Project
from records import changes
from records.changes import Change, ChangeConflict, ChangeRefused, change_of
from records.constraints import check_constraints
from records.models import ChangeItem, ChangeSet
from records.snapshots import values_of, with_values

pytestmark = pytest.mark.both_engines

BULK = ChangeSet.Kind.BULK


def new(name, **values):
    values = {"name_vi": name, "source": "Công báo"} | values
    return Change(Project, ChangeItem.Action.CREATE, after=values)


def edit(project, **values):
    return change_of(project, values_of(project), values)


def delete(project):
    return Change(
        Project,
        ChangeItem.Action.DELETE,
        before=values_of(project),
        pk=project.pk,
        base_version=project.version,
        label=str(project),
    )


def everything():
    """All recorded values of all stored projects."""
    return {p.pk: values_of(p) for p in with_values(Project.objects.all())}


@pytest.fixture
def project(db):
    changes.write(
        [
            new(
                "Xưởng đúc",
                units=[AdministrativeUnit.objects.communes().first().pk],
                status_changes=[{"status": "calling", "source": "Công báo"}],
            )
        ],
        kind=BULK,
    )
    return Project.objects.get(name_vi="Xưởng đúc")


def test_a_proposed_change_touches_nothing(project):
    before = everything()
    changes.propose([edit(project, name_vi="Xưởng rèn"), new("Xưởng mộc")], kind=BULK)
    assert everything() == before


def test_a_change_set_is_stored_completely_or_not_at_all(project):
    before = everything()
    spoilt = [new("Xưởng mộc"), new("Xưởng tiện", code=project.code)]
    with pytest.raises(ChangeRefused):
        changes.write(spoilt, kind=BULK)
    assert everything() == before


def test_a_change_of_an_older_version_stores_nothing_and_names_the_record(project):
    proposed = changes.propose([new("Xưởng mộc"), edit(project, name_vi="Xưởng rèn")], kind=BULK)
    changes.write([edit(project, note_vi="Của đồng nghiệp")], kind=BULK)
    with pytest.raises(ChangeConflict, match="Xưởng đúc"):
        changes.apply(proposed)
    project.refresh_from_db()
    assert (project.name_vi, project.note_vi) == ("Xưởng đúc", "Của đồng nghiệp")
    assert not Project.objects.filter(name_vi="Xưởng mộc").exists()


def test_a_change_set_is_applied_once(project):
    applied = changes.write([new("Xưởng mộc")], kind=BULK)
    with pytest.raises(ChangeRefused):
        changes.apply(applied)
    assert Project.objects.filter(name_vi="Xưởng mộc").count() == 1


def test_undo_restores_every_value(project):
    other = Project.objects.sited().exclude(pk=project.pk).first()
    before = everything()
    edited = [
        edit(
            project,
            name_vi="Xưởng rèn",
            units=[],
            status_changes=[{"status": "licensed", "source": "Quyết định"}],
        ),
        new("Xưởng mộc", status_changes=[{"status": "calling", "source": "Báo"}]),
        edit(other, note_vi="Sửa"),
    ]
    written = changes.write(edited, kind=BULK)
    assert everything() != before

    changes.undo(written)

    after = everything()
    for values in (before, after):
        for record in values.values():
            for row in record["status_changes"]:
                del row["id"]
    assert after == before


def test_undo_keeps_and_lists_records_that_were_edited_since(project):
    written = changes.write([edit(project, name_vi="Xưởng rèn"), new("Xưởng mộc")], kind=BULK)
    project.refresh_from_db()
    changes.write([edit(project, name_vi="Xưởng cơ khí")], kind=BULK)

    reversal = changes.undo(written)

    project.refresh_from_db()
    assert project.name_vi == "Xưởng cơ khí"
    assert [kept["key"] for kept in reversal.summary["kept"]] == [project.code]
    assert not Project.objects.filter(name_vi="Xưởng mộc").exists()


def test_an_undo_can_be_undone(project):
    written = changes.write([edit(project, name_vi="Xưởng rèn")], kind=BULK)
    changes.undo(changes.undo(written))
    project.refresh_from_db()
    assert project.name_vi == "Xưởng rèn"


def test_a_deleted_project_is_restored_with_its_rows_and_id(project):
    before = everything()[project.pk]
    written = changes.write([delete(project)], kind=BULK)
    assert not Project.objects.filter(pk=project.pk).exists()
    changes.undo(written)
    assert everything()[project.pk] == before


def test_a_record_in_use_is_not_deleted(db):
    group = SectorGroup.objects.first()
    gone = Change(
        SectorGroup,
        ChangeItem.Action.DELETE,
        before=values_of(group),
        pk=group.pk,
        base_version=group.version,
    )
    with pytest.raises(ChangeRefused):
        changes.write([gone], kind=BULK)
    assert SectorGroup.objects.filter(pk=group.pk).exists()


def test_the_history_gives_back_each_earlier_version(project):
    first = project.version
    for name in ("Xưởng rèn", "Xưởng cơ khí"):
        project.refresh_from_db()
        changes.write([edit(project, name_vi=name)], kind=BULK)
    project.refresh_from_db()
    names = [changes.values_at(project, first + step)["name_vi"] for step in range(3)]
    assert names == ["Xưởng đúc", "Xưởng rèn", "Xưởng cơ khí"]


def test_the_number_of_queries_does_not_depend_on_the_records_of_a_batch(db):
    def queries(count, mark):
        units = list(AdministrativeUnit.objects.communes()[:2].values_list("pk", flat=True))
        rows = [
            new(
                f"Dự án {mark} {number}",
                units=units,
                status_changes=[{"status": "calling", "source": "Báo"}],
            )
            for number in range(count)
        ]
        with CaptureQueriesContext(connection) as captured:
            changes.write(rows, kind=BULK)
        return sum(" INTO " in q["sql"] or q["sql"].startswith("SELECT") for q in captured)

    queries(5, "làm quen")
    assert queries(60, "b") <= queries(20, "a") + 2


figures = st.tuples(
    st.one_of(st.none(), st.integers(-2, 5)),
    st.one_of(st.none(), st.integers(-2, 5)),
    st.sampled_from(["", "about", "not_applicable"]),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    figure=figures,
    scope=st.sampled_from(["sited", "kind"]),
    place=st.sampled_from(["", "xã Đăk Cấm"]),
    point=st.tuples(*[st.one_of(st.none(), st.integers(1, 9))] * 2),
)
def test_constraints_checked_in_python_agree_with_the_database(db, figure, scope, place, point):
    low, high, qualifier = figure
    values = {
        "area_low": low,
        "area_high": high,
        "area_qualifier": qualifier,
        "scope": scope,
        "place_vi": place,
        "latitude": point[0],
        "longitude": point[1],
    }
    agree(Project(name_vi="Thử", **values))
    agree(
        Target(
            code="thu",
            name_vi="Thử",
            kind="ratio" if scope == "kind" else "qualitative",
            value_low=low,
            value_high=high,
            value_qualifier=qualifier,
        )
    )
    agree(IndustrialZone(code="thu", name_vi="Thử", area_low=low, area_high=high))


def agree(record):
    """Assert that the check in Python and the database agree."""
    try:
        check_constraints(record)
        allowed = True
    except ValidationError:
        allowed = False
    try:
        with transaction.atomic():
            record.save()
            transaction.set_rollback(True)
        stored = True
    except IntegrityError:
        stored = False
    assert allowed == stored


def test_the_catalogue_of_a_day_follows_the_decisions_until_then(project):
    issued = LegalDocument.objects.get(number="684/QĐ-UBND")
    CatalogueEntry.objects.create(project=project, document=issued)
    CatalogueEntry.objects.create(
        project=project,
        document=issued,
        action=CatalogueEntry.Action.REMOVE,
        effective_on=date(2023, 1, 1),
    )
    listed = Project.objects.filter(pk=project.pk)
    assert not listed.in_catalogue_on(date(2021, 8, 1)).exists()
    assert listed.in_catalogue_on(date(2021, 8, 2)).exists()
    assert listed.in_catalogue_on(date(2022, 12, 31)).exists()
    assert not listed.in_catalogue_on(date(2023, 1, 1)).exists()
