"""Importing files in the admin, as officials do."""

import io

from django.test import Client
from django.urls import reverse

from imports.models import Import
from records.changes import write
from records.models import ChangeItem, ChangeSet
from records.snapshots import with_values
from tests.records.samples import edit
from tests.spreadsheets.workbooks import workbook

HEADINGS = ["Mã", "Tên dự án", "Mục tiêu", "Ghi chú"]


def signed_in(user):
    """A client of its own for an official."""
    client = Client()
    client.force_login(user)
    return client


def row(project, **changed):
    """The row of a project under HEADINGS, with the `changed` values."""
    values = {
        name: changed.get(name, getattr(project, name)) for name in ("objective_vi", "note_vi")
    }
    return [project.code, project.name_vi, *values.values()]


def address(page, *arguments):
    return reverse(f"admin:projects_project_{page}", args=arguments)


def send(client, file, name="danh-muc.xlsx", **fields):
    """The response to an uploaded file: rows, bytes, or a file object."""
    content = workbook(file) if isinstance(file, list) else file
    content = content if isinstance(content, bytes) else content.read()
    sent = io.BytesIO(content)
    sent.name = name
    return client.post(address("import"), {"file": sent, **fields})


def sent(client, file, name="danh-muc.xlsx", **fields):
    """The import of an uploaded file, after it was read."""
    response = send(client, file, name, **fields)
    assert response.status_code == 302, response.content.decode()
    return Import.objects.get(pk=response.url.rstrip("/").rpartition("/")[2])


def look(client, file_import, **query):
    return client.get(address("import_preview", file_import.pk), query)


def act(client, file_import, *, follow=False, **chosen):
    """Press a button of the preview and refresh the import.

    Returns the response to the button; with `follow` the page that it leads to.
    """
    response = client.post(address("import_preview", file_import.pk), chosen, follow=follow)
    if found := Import.objects.select_related("change_set").filter(pk=file_import.pk).first():
        file_import.__dict__.update(found.__dict__)
    return response


def confirm(client, file_import, *, follow=False):
    return act(client, file_import, follow=follow, confirm="1")


def imported(client, file, name="danh-muc.xlsx", **fields):
    """A file that was uploaded and confirmed."""
    file_import = sent(client, file, name, **fields)
    confirm(client, file_import)
    assert file_import.change_set.state == ChangeSet.State.APPLIED, problems_of(file_import)
    return file_import


def problems_of(file_import):
    """The problems of an import: [(cell, message)], or why it was refused."""
    return list(file_import.findings.filter(group="problem").values_list("cell", "message")) or (
        file_import.message
    )


def colleague_writes(project, **values):
    """Another official changes a record in the admin."""
    stored = with_values(type(project)._default_manager.filter(pk=project.pk)).get()
    write([edit(stored, **values)], kind=ChangeSet.Kind.FORM)


def items(file_import, question=""):
    return ChangeItem.objects.filter(change_set=file_import.pk, question=question).order_by("id")
