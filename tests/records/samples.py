"""Sample records for tests of change sets."""

from django.apps import apps
from model_bakery import baker

from programme.models import AdministrativeUnit, LegalDocument, SectorGroup
from projects.models import CatalogueEntry, Project, StatusChange
from records.changes import Change, change_of, write
from records.models import ChangeItem, ChangeSet, Record
from records.snapshots import values_of, with_values

RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]


def a_project(name="Nhà máy gạch", **values):
    """A project with relations and rows of its own."""
    project = baker.make(Project, name_vi=name, code="", source="Thử", **values)
    project.units.set(AdministrativeUnit.objects.communes()[:2])
    project.documents.set(LegalDocument.objects.all()[:1])
    baker.make(CatalogueEntry, project=project, source="Danh mục", as_issued=[["Tên", name]])
    baker.make(StatusChange, project=project, status="calling", source="Báo")
    return project


def everything(models=RECORDS):
    """All values of all records, by model and id, which undo must restore."""
    return {
        (model._meta.label, record.pk): values_of(record)
        for model in models
        for record in with_values(model._default_manager.all())
    }


def creation(name, **values):
    return Change(Project, ChangeItem.Action.CREATE, after={"name_vi": name, **values})


def edit(record, **values):
    """The change of a record's values."""
    return change_of(record, values_of(record), values)


def deletion(record):
    return Change(
        type(record),
        ChangeItem.Action.DELETE,
        before=values_of(record),
        pk=record.pk,
        base_version=record.version,
        key=record.key,
        label=str(record),
    )


def bulk(*changes, **about):
    """Changes that are applied at once."""
    return write(changes, kind=ChangeSet.Kind.BULK, **about)


def fresh(record):
    return type(record)._default_manager.get(pk=record.pk)


def a_group():
    return SectorGroup.objects.first()
