"""Factories of valid public records, so that a test states only what matters to it."""

from itertools import count

from model_bakery import baker

from enterprises.models import Enterprise
from programme.models import AdministrativeUnit, LegalDocument, SectorGroup
from projects.models import CatalogueEntry, Project, StatusChange
from records.models import ChangeItem, Publication
from vietnamese.figures import Dimension, read_figure

NUMBERS = count(1)


def project(name="Nhà máy khuôn mẫu", *, area="", capital="", **fields):
    """A public project; area and capital as text, as in a form."""
    fields = {"publication": Publication.PUBLISHED, "source": "Báo cáo"} | fields
    record = Project(name_vi=name, **fields)
    record.area = read_figure(area, Dimension.AREA, "ha")
    record.capital = read_figure(capital, Dimension.MONEY_VND, "ty_dong")
    record.save()
    return record


def enterprise(name="Công ty Khuôn mẫu", **fields):
    fields = {"publication": Publication.PUBLISHED, "source": "Hồ sơ"} | fields
    return baker.make(Enterprise, name_vi=name, **fields)


def document(number="99/QĐ-UBND", **fields):
    fields = {"publication": Publication.PUBLISHED, "source": "Công báo"} | fields
    return baker.make(LegalDocument, number=number, title_vi="Danh mục dự án", **fields)


def district(code="612"):
    return AdministrativeUnit.objects.get(code=code)


def sector(slug="kim-loai"):
    return SectorGroup.objects.get(slug=slug)


def shorten_history():
    """Leave a few items of the history, for tests that store everything and restore it."""
    kept = ChangeItem.objects.order_by("pk").values_list("pk", flat=True)[:20]
    ChangeItem.objects.exclude(pk__in=list(kept)).delete()


def many_projects(number, decision=None, **fields):
    """Public projects in bulk, each with a catalogue entry and a status change."""
    records = []
    for _ in range(number):
        record = Project(
            code=f"T-{next(NUMBERS):05d}",
            name_vi="Dự án hàng loạt",
            source="Báo cáo",
            publication=Publication.PUBLISHED,
            **fields,
        )
        record.derive_own()
        records.append(record)
    Project.fill_derived(records, [{}] * number)
    Project.objects.bulk_create(records)
    CatalogueEntry.objects.bulk_create(
        CatalogueEntry(project=record, document=decision, source="Báo cáo") for record in records
    )
    StatusChange.objects.bulk_create(
        StatusChange(project=record, status=record.status, source="Báo cáo") for record in records
    )
    return records
