"""Pages that need every app: home page and sitemap."""

from collections import Counter

from django.conf import settings
from django.db.models import Count, F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from budget.models import BudgetPeriod
from cnht_portal.search import search_everything
from enterprises.models import Enterprise
from programme.models import (
    IndustrialZone,
    LegalDocument,
    SectorGroup,
    SupplyProduct,
    Target,
)
from projects.models import Project, catalogue_documents
from projects.views.map import tiles
from search.results import SearchForm

NEWEST = 5


def home(request: HttpRequest) -> HttpResponse:
    by_group, by_district, counts = _counted_projects()
    doubtful = Project.objects.public().doubtful_calls(timezone.localdate())
    by_scope = dict(doubtful.order_by().values_list("scope").annotate(Count("pk")))
    counts["doubtful"] = by_scope.get(Project.Scope.SITED, 0)
    counts["doubtful_types"] = by_scope.get(Project.Scope.KIND, 0)
    counts["makers"] = Enterprise.objects.public().count()
    groups = list(SectorGroup.objects.public())
    for group in groups:
        group.without_site_count = by_group[group.pk]
    ratios = Target.objects.public().filter(
        level=Target.Level.PROVINCE, kind=Target.Kind.RATIO, value_low__isnull=False
    )
    return render(
        request,
        "home.html",
        {
            "counts": counts,
            "tiles": tiles(by_district),
            "groups": groups,
            "targets": ratios.prefetch_related("measurements"),
            "zone_count": IndustrialZone.objects.public().real().count(),
            "product_count": SupplyProduct.objects.public().real().count(),
            "periods": BudgetPeriod.objects.public().select_related("document"),
            "newest": _newest_documents(),
        },
    )


def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    words = form.cleaned_data.get("q", "") if form.is_valid() else ""
    return render(
        request,
        "search/results.html",
        {"form": form, "words": words, "found": search_everything(words)},
    )


def sitemap(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "sitemap.html",
        {
            "groups": SectorGroup.objects.public(),
            "periods": BudgetPeriod.objects.public(),
            "project_count": Project.objects.public().real().count(),
            "enterprise_count": Enterprise.objects.public().real().count(),
            "document_count": LegalDocument.objects.public().real().count(),
        },
    )


def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers request this URL whatever a page declares."""
    return redirect(static("img/roof.svg"))


def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap_xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def _counted_projects() -> tuple[Counter[int], Counter[int], Counter[str]]:
    """Project kinds by sector group, projects by district, and the numbers of all offers."""
    by_group: Counter[int] = Counter()
    by_district: Counter[int] = Counter()
    counts: Counter[str] = Counter(calling=0, sited=0, supporting=0, unplaced=0, types=0, demo=0)
    columns = ("is_demo", "scope", "status", "sector_group", "district")
    rows = Project.objects.public().order_by().values_list(*columns).annotate(Count("pk"))
    for is_demo, scope, status, group, district, count in rows:
        counts["demo"] += count * is_demo
        by_district[district] += count
        if scope == Project.Scope.KIND:
            counts["types"] += count
            by_group[group] += count
        else:
            counts["sited"] += count
            counts["supporting"] += count * (group is not None)
            counts["unplaced"] += count * (district is None)
            counts["calling"] += count * (status == Project.Status.CALLING)
    return by_group, by_district, counts


def _newest_documents() -> list[LegalDocument]:
    """The latest documents that list projects or that projects cite."""
    newest = F("issued_on").desc(nulls_last=True)
    return list(catalogue_documents().order_by(newest, "number")[:NEWEST])
