"""Open data of the programme: documents, sector groups, targets."""

from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from listing.api import FigureOut, ListOut, add_list
from programme.filters import DocumentFilterForm
from programme.models import LegalDocument, PublicSource, SectorGroup, Statement, Target

router = Router()


class PlaceOut(Schema):
    code: str
    kind: str
    name_vi: str
    name_en: str


class DocumentOut(Schema):
    number: str
    slug: str
    kind: str
    issuer_vi: str
    issuer_en: str
    issued_on: date | None
    issued_year: int | None
    purpose: str = Field(description="what it is for; operation: for this site, no basis")
    title_vi: str
    title_en: str
    in_force_from: date | None
    in_force_to: date | None
    status_vi: str
    status_en: str
    evidence: str = Field(description="text: the text was read; reported; second_hand: unchecked")
    text_note_vi: str
    text_note_en: str
    url: str
    source: str


class SectorOut(Schema):
    code: str
    slug: str
    name_vi: str
    name_en: str
    examples_vi: str
    examples_en: str
    source: str


class TargetOut(Schema):
    code: str
    level: str
    kind: str
    due_year: int | None
    name_vi: str
    name_en: str
    statement_vi: str = Field(description="what the source says, in words of this site")
    statement_en: str
    value_percent: FigureOut = Field(alias="value")
    source: str


class StatementOut(Schema):
    code: str
    topic: str
    name_vi: str
    name_en: str
    statement_vi: str = Field(description="what the source says, in words of this site")
    statement_en: str
    source: str


class SourceOut(Schema):
    code: str
    citation: str = Field(description="the words by which `source` of a record cites it")
    publisher: str
    title: str
    language: str
    published_on: date | None = Field(description="empty: not known")
    url: str = Field(description="empty: not known")
    is_second_hand: bool


class DocumentsOut(ListOut):
    results: list[DocumentOut]


add_list(router, "/documents/", DocumentsOut, DocumentFilterForm, LegalDocument.objects.public)


@router.get("/sectors/", response=list[SectorOut], by_alias=False)
def sectors(request: HttpRequest) -> QuerySet:
    return SectorGroup.objects.public()


@router.get("/targets/", response=list[TargetOut], by_alias=False)
def targets(request: HttpRequest) -> QuerySet:
    return Target.objects.public()


@router.get("/statements/", response=list[StatementOut], by_alias=False)
def statements(request: HttpRequest) -> QuerySet:
    return Statement.objects.public()


@router.get("/sources/", response=list[SourceOut], by_alias=False)
def sources(request: HttpRequest) -> QuerySet:
    return PublicSource.objects.public()
