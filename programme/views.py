"""Public pages of the programme: sector groups, zones, targets, legal documents."""

from collections import Counter

from django.db.models import Count, Prefetch, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from listing.views import list_page
from programme.filters import DocumentFilterForm
from programme.models import (
    CrosswalkEntry,
    DocumentRelation,
    IndustrialZone,
    LegalDocument,
    ProgrammeActivity,
    PublicSource,
    SectorGroup,
    Statement,
    SupplyProduct,
    Target,
)
from records.models import Publication

PUBLISHED = Publication.PUBLISHED
# Rows of a long list on a page which links to the complete list.
MAX_ROWS = 10


def sectors(request: HttpRequest) -> HttpResponse:
    """The six groups with their numbers of projects and enterprises."""
    groups = list(SectorGroup.objects.public().select_related("document"))
    # Counted by id alone: grouping by all columns of a group is many times slower.
    unordered = SectorGroup.objects.order_by()
    projects = unordered.filter(projects__publication=PUBLISHED).values_list(
        "pk", "projects__scope", "projects__is_demo"
    )
    enterprises = unordered.filter(enterprises__publication=PUBLISHED).values_list(
        "pk", "enterprises__is_demo"
    )
    counts: Counter[tuple[int, str]] = Counter()
    has_demo = False
    for group, scope, is_demo, count in projects.annotate(Count("projects")):
        counts[group, scope] += count
        has_demo |= is_demo
    for group, is_demo, count in enterprises.annotate(Count("enterprises")):
        counts[group, "enterprises"] += count
        has_demo |= is_demo
    for group in groups:
        group.without_site_count = counts[group.pk, "kind"]
        group.sited_count = counts[group.pk, "sited"]
        group.enterprise_count = counts[group.pk, "enterprises"]
    return render(
        request,
        "programme/sectors.html",
        {
            "groups": groups,
            "has_demo": has_demo,
            "statements": _statements(Statement.Topic.SECTORS),
        },
    )


def sector(request: HttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(SectorGroup.objects.public().select_related("document"), slug=slug)
    without_site = group.projects.public().without_site().by_name()
    sited = group.projects.public().sited()
    items = CrosswalkEntry.objects.filter(
        sector_group=group, product__in=SupplyProduct.objects.public()
    ).select_related("product__product_list__document")
    return render(
        request,
        "programme/sector.html",
        {
            "group": group,
            "without_site": without_site[:MAX_ROWS],
            "without_site_count": without_site.count(),
            "sited_count": sited.count(),
            "items": items,
            "targets": group.target_set.public().select_related("document"),
            "enterprise_count": group.enterprises.public().count(),
        },
    )


def zones(request: HttpRequest) -> HttpResponse:
    """Economic zones, industrial parks and clusters, by their kind."""
    found = list(IndustrialZone.objects.public().by_name().select_related("unit", "document"))
    unordered = IndustrialZone.objects.order_by()
    projects, enterprises = (
        dict(
            unordered.filter(**{f"{name}__publication": PUBLISHED, f"{name}__is_demo": False})
            .values_list("pk")
            .annotate(Count(name))
        )
        for name in ("projects", "enterprises")
    )
    for zone in found:
        zone.project_count = projects.get(zone.pk, 0)
        zone.enterprise_count = enterprises.get(zone.pk, 0)
    by_kind = [
        (kind.label, [zone for zone in found if zone.kind == kind]) for kind in IndustrialZone.Kind
    ]
    return render(
        request,
        "programme/zones.html",
        {
            "by_kind": [(kind, zones) for kind, zones in by_kind if zones],
            "statements": _statements(Statement.Topic.ZONES),
        },
    )


def targets(request: HttpRequest) -> HttpResponse:
    """The targets of the province and of the country, and the activities of the programme."""
    rows = (
        Target.objects.public()
        .select_related("document", "sector_group")
        .prefetch_related("measurements__document")
    )
    by_level = [
        (level, [target for target in rows if target.level == level])
        for level in (Target.Level.PROVINCE, Target.Level.NATIONAL)
    ]
    activities = ProgrammeActivity.objects.public().select_related("document")
    return render(
        request,
        "programme/targets.html",
        {"by_level": by_level, "activities": activities, "statements": _statements()},
    )


def _statements(*topics: str) -> QuerySet[Statement]:
    """What sources say on some topics; on all of them if none is given."""
    found = Statement.objects.public().select_related("document")
    return found.filter(topic__in=topics) if topics else found


def sources(request: HttpRequest) -> HttpResponse:
    """The public sources that this site cites."""
    return render(request, "programme/sources.html", {"sources": PublicSource.objects.public()})


def documents(request: HttpRequest) -> HttpResponse:
    form = DocumentFilterForm(request.GET)
    return list_page(request, form, "programme/documents.html", name=_("Legal documents"))


def document(request: HttpRequest, slug: str) -> HttpResponse:
    """A document, its relations to others, and the records that cite it."""
    documents = LegalDocument.objects.public()
    relations = DocumentRelation.objects.filter(target__in=documents).select_related("target")
    related_by = DocumentRelation.objects.filter(document__in=documents).select_related("document")
    found = get_object_or_404(
        documents.prefetch_related(
            Prefetch("relations", relations), Prefetch("related_by", related_by)
        ),
        slug=slug,
    )
    # Without demo projects: what cites a document is a statement about the document.
    entries = found.catalogue_entries.filter(project__publication=PUBLISHED, project__is_demo=False)
    citing = found.projects.public().real().by_name()
    named = _named_by_sources(found, has_projects=entries.exists() or citing.exists())
    return render(
        request,
        "programme/document.html",
        {
            "document": found,
            "entries": entries.select_related("project")[:MAX_ROWS],
            "entry_count": entries.count(),
            "cited_by": citing[:MAX_ROWS],
            "cited_count": citing.count(),
            "targets": found.target_set.public(),
            "periods": found.budgetperiod_set.public(),
            "groups": found.sectorgroup_set.public(),
            "statements": found.statement_set.public(),
            "named": named[:MAX_ROWS],
            "named_count": named.count(),
        },
    )


def _named_by_sources(document: LegalDocument, *, has_projects: bool) -> QuerySet:
    """The projects that only public sources name, for a list of projects that is not at hand."""
    projects = document.projects.model.objects
    is_missing = document.purpose == LegalDocument.Purpose.PROJECTS and not has_projects
    return projects.only_in_sources().by_name() if is_missing else projects.none()


def document_file(request: HttpRequest, slug: str) -> FileResponse:
    found = get_object_or_404(LegalDocument.objects.public(), slug=slug)
    if not found.file:
        raise Http404
    return FileResponse(found.file.open(), as_attachment=True)
