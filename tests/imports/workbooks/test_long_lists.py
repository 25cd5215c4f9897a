"""Exports of many rows: complete, with a fixed number of queries."""

import io

import pytest
from django.utils.translation import override
from openpyxl import load_workbook
from pytest_django.asserts import assertNumQueries

from imports.workbooks.lists import ListHeader, write_csv, write_xlsx
from programme.models import LegalDocument
from projects.models import Project
from projects.resources import ProjectResource
from tests.makers import district, many_projects, project, sector


@pytest.mark.django_db
def test_text_that_looks_like_cell_markup_stays_text():
    project("<r><t>Zyx</t></r>")
    out = io.BytesIO()
    write_xlsx(ProjectResource(), Project.objects.all(), ListHeader("x", [], 1), out)
    cells = [cell for row in load_workbook(out).active.iter_rows(values_only=True) for cell in row]
    assert "<r><t>Zyx</t></r> " in cells


@pytest.mark.django_db
def test_the_number_of_queries_does_not_depend_on_the_rows():
    decision = LegalDocument.objects.public().first()
    for each in many_projects(60, district=district(), sector_group=sector()):
        each.documents.add(decision)

    # One each for projects, status changes, fields, sector groups, districts, zones, documents.
    for resource in (ProjectResource().for_public(), ProjectResource()):
        for write in (write_csv, write_xlsx):
            with override("en"), assertNumQueries(7):
                write(
                    resource, Project.objects.order_by("pk"), ListHeader("x", [], 98), io.BytesIO()
                )
