"""Open data of the catalogue."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from listing.api import FigureOut, ListOut, NamedOut, add_list, public
from programme.api import PlaceOut
from projects.filters.form import ProjectFilterForm
from projects.models import Project
from projects.presentation.status import StatusRecord, status_record

router = Router()


def _status(project: Project) -> StatusRecord:
    return status_record(project, timezone.localdate())


class ProjectOut(Schema):
    code: str
    scope: str
    name_vi: str
    name_en: str
    status: str
    status_since: date | None = Field(description="first recorded day; empty: not known")
    status_confirmed_on: date | None = Field(description="last recorded day; empty: not known")
    status_document: str | None
    status_source: str
    status_is_doubtful: bool = Field(
        description="a call for investors that nothing confirms within a year"
    )
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

    @staticmethod
    def resolve_status_since(project: Project) -> date | None:
        return _status(project).since

    @staticmethod
    def resolve_status_confirmed_on(project: Project) -> date | None:
        return _status(project).confirmed_on

    @staticmethod
    def resolve_status_document(project: Project) -> str | None:
        document = _status(project).document
        return document.number if document else None

    @staticmethod
    def resolve_status_source(project: Project) -> str:
        return _status(project).source

    @staticmethod
    def resolve_status_is_doubtful(project: Project) -> bool:
        return _status(project).is_doubtful

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
