"""Open data of the catalogue."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from listing.api import FigureOut, ListOut, NamedOut, add_list, public
from programme.api import PlaceOut
from projects.filters.form import ProjectFilterForm
from projects.models import Project

router = Router()


class ProjectOut(Schema):
    code: str
    scope: str
    name_vi: str
    name_en: str
    status: str
    field: NamedOut | None
    sector_group: NamedOut | None
    place_vi: str
    district: PlaceOut | None
    area_ha: FigureOut = Field(alias="area")
    capital_vnd: FigureOut = Field(alias="capital")
    capital_usd: FigureOut
    investment_form: str
    objective_vi: str
    objective_en: str
    capacity_vi: str
    capacity_en: str
    source: str
    is_demo: bool
    updated_at: datetime

    resolve_field = public("field")
    resolve_district = public("district")
    resolve_sector_group = public("sector_group")


class ProjectsOut(ListOut):
    results: list[ProjectOut]


def public_projects() -> QuerySet:
    return Project.objects.public().with_list_columns()


add_list(router, "/projects/", ProjectsOut, ProjectFilterForm, public_projects)


@router.get("/projects/{code}/", response=ProjectOut, by_alias=False)
def project(request: HttpRequest, code: str) -> Project:
    return get_object_or_404(public_projects(), code=code.replace("\0", ""))
