"""The pages that know every part of the portal: home, search, site map, contact."""

from datetime import date

from django.conf import settings
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from budget.models import BudgetPeriod
from cnht_portal.context import offices_today
from cnht_portal.search import SearchForm, search_everything
from enterprises.models import Enterprise
from programme.models import (
    AdministrativeUnit,
    LegalDocument,
    Office,
    SectorGroup,
    Target,
)
from projects.models import Project
from records.models import Publication

# Steps of shade on the district tiles, as the look has them.
SHADES = 4
NEWEST = 5


def home(request: HttpRequest) -> HttpResponse:
    published = Q(projects__publication=Publication.PUBLISHED)
    counts = Project.objects.public().aggregate(
        calling=Count("pk", filter=Q(scope=Project.Scope.SITED, status=Project.Status.CALLING)),
        sited=Count("pk", filter=Q(scope=Project.Scope.SITED)),
        kinds=Count("pk", filter=Q(scope=Project.Scope.KIND)),
    )
    groups = SectorGroup.objects.public().annotate(
        kinds=Count("projects", filter=published & Q(projects__scope=Project.Scope.KIND))
    )
    ratios = Target.objects.public().filter(
        level=Target.Level.PROVINCE, kind=Target.Kind.RATIO, value_low__isnull=False
    )
    return render(
        request,
        "home.html",
        {
            "counts": counts,
            "districts": _districts(),
            "groups": groups,
            "targets": ratios.select_related("document"),
            "periods": BudgetPeriod.objects.public().select_related("document"),
            "newest": _newest_documents(),
        },
    )


def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    words = form.cleaned_data.get("q", "") if form.is_valid() else ""
    return render(
        request,
        "search.html",
        {"form": form, "words": words, "kinds": search_everything(words)},
    )


def sitemap(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "sitemap.html",
        {
            "groups": SectorGroup.objects.public(),
            "periods": BudgetPeriod.objects.public(),
            "project_count": Project.objects.public().count(),
            "enterprise_count": Enterprise.objects.public().count(),
            "document_count": LegalDocument.objects.public().count(),
        },
    )


def contact(request: HttpRequest) -> HttpResponse:
    today: date = timezone.localdate()
    return render(
        request,
        "contact.html",
        {
            "offices": offices_today(),
            "former": Office.objects.public().filter(valid_to__lt=today),
        },
    )


def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap_xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def _districts() -> list[AdministrativeUnit]:
    """The ten districts of 2021, each with its public projects and its step of shade."""
    districts = list(
        AdministrativeUnit.objects.public()
        .districts()
        .annotate(
            projects_here=Count(
                "district_projects",
                filter=Q(district_projects__publication=Publication.PUBLISHED),
            )
        )
    )
    most = max((district.projects_here for district in districts), default=0)
    for district in districts:
        district.shade = -(-district.projects_here * SHADES // most) if most else 0
    return districts


def _newest_documents() -> list[LegalDocument]:
    """The latest documents that put projects into the catalogue or that projects cite."""
    return list(
        LegalDocument.objects.public()
        .annotate(
            entered=Count(
                "catalogue_entries__project",
                filter=Q(catalogue_entries__project__publication=Publication.PUBLISHED),
                distinct=True,
            ),
            cited=Count(
                "projects", filter=Q(projects__publication=Publication.PUBLISHED), distinct=True
            ),
        )
        .filter(Q(entered__gt=0) | Q(cited__gt=0))
        .order_by(F("issued_on").desc(nulls_last=True), "number")[:NEWEST]
    )
