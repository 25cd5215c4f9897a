"""What the programme fixes, as the public reads it: groups, targets, legal documents."""

from collections import Counter

from django.db.models import Count, Prefetch
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
    SectorGroup,
    SupplyProduct,
    Target,
)
from records.models import Publication

PUBLISHED = Publication.PUBLISHED
# How many of a long list a page shows before it points to the whole one.
SOME = 10


def sectors(request: HttpRequest) -> HttpResponse:
    """The six groups with what stands under each."""
    groups = list(SectorGroup.objects.public().select_related("document"))
    # Counted by id alone: grouping by every column of a group would cost many times more.
    every = SectorGroup.objects.order_by()
    projects = every.filter(projects__publication=PUBLISHED).values_list(
        "pk", "projects__scope", "projects__is_demo"
    )
    makers = every.filter(enterprises__publication=PUBLISHED).values_list(
        "pk", "enterprises__is_demo"
    )
    counts: Counter[tuple[int, str]] = Counter()
    has_demo = False
    for group, scope, is_demo, count in projects.annotate(Count("projects")):
        counts[group, scope] += count
        has_demo |= is_demo
    for group, is_demo, count in makers.annotate(Count("enterprises")):
        counts[group, "makers"] += count
        has_demo |= is_demo
    for group in groups:
        group.kinds, group.sited = counts[group.pk, "kind"], counts[group.pk, "sited"]
        group.makers = counts[group.pk, "makers"]
    return render(request, "programme/sectors.html", {"groups": groups, "has_demo": has_demo})


def sector(request: HttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(SectorGroup.objects.public().select_related("document"), slug=slug)
    kinds, projects = group.projects.public().kinds().by_name(), group.projects.public().sited()
    items = CrosswalkEntry.objects.filter(
        sector_group=group, product__in=SupplyProduct.objects.public()
    ).select_related("product__product_list__document")
    return render(
        request,
        "programme/sector.html",
        {
            "group": group,
            "kinds": kinds[:SOME],
            "kind_count": kinds.count(),
            "sited_count": projects.count(),
            "items": items,
            "targets": group.target_set.public().select_related("document"),
            "enterprise_count": group.enterprises.public().count(),
        },
    )


def zones(request: HttpRequest) -> HttpResponse:
    """Where there is land with roads and power: economic zones, parks and clusters."""
    found = list(IndustrialZone.objects.public().by_name().select_related("unit", "document"))
    every = IndustrialZone.objects.order_by()
    projects, makers = (
        dict(
            every.filter(**{f"{name}__publication": PUBLISHED, f"{name}__is_demo": False})
            .values_list("pk")
            .annotate(Count(name))
        )
        for name in ("projects", "enterprises")
    )
    for zone in found:
        zone.projects_here = projects.get(zone.pk, 0)
        zone.makers_here = makers.get(zone.pk, 0)
    by_kind = [
        (kind.label, [zone for zone in found if zone.kind == kind]) for kind in IndustrialZone.Kind
    ]
    return render(
        request, "programme/zones.html", {"by_kind": [part for part in by_kind if part[1]]}
    )


def targets(request: HttpRequest) -> HttpResponse:
    """The province's targets, then the country's, measured or not; what is done to reach them."""
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
        request, "programme/targets.html", {"by_level": by_level, "activities": activities}
    )


def documents(request: HttpRequest) -> HttpResponse:
    form = DocumentFilterForm(request.GET)
    return list_page(request, form, "programme/documents.html", name=_("Legal documents"))


def document(request: HttpRequest, slug: str) -> HttpResponse:
    """A document, what it did to others, and what of the programme rests on it."""
    documents = LegalDocument.objects.public()
    relations = DocumentRelation.objects.filter(target__in=documents).select_related("target")
    related_by = DocumentRelation.objects.filter(document__in=documents).select_related("document")
    found = get_object_or_404(
        documents.prefetch_related(
            Prefetch("relations", relations), Prefetch("related_by", related_by)
        ),
        slug=slug,
    )
    # Demo projects are left out: what rests on a document is a claim about the document.
    entries = found.catalogue_entries.filter(project__publication=PUBLISHED, project__is_demo=False)
    citing = found.projects.public().real().by_name()
    return render(
        request,
        "programme/document.html",
        {
            "document": found,
            "entries": entries.select_related("project")[:SOME],
            "entry_count": entries.count(),
            "cited_by": citing[:SOME],
            "cited_count": citing.count(),
            "targets": found.target_set.public(),
            "periods": found.budgetperiod_set.public(),
            "groups": found.sectorgroup_set.public(),
        },
    )


def document_file(request: HttpRequest, slug: str) -> FileResponse:
    found = get_object_or_404(LegalDocument.objects.public(), slug=slug)
    if not found.file:
        raise Http404
    return FileResponse(found.file.open(), as_attachment=True)
