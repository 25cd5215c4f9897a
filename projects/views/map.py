"""The map of projects: a tile for each district; a street map if map tiles are configured."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import urlize
from django.utils.http import urlencode

from programme.models import AdministrativeUnit
from projects.filters.districts import UNKNOWN_DISTRICT
from projects.filters.form import ProjectFilterForm
from projects.models import Project
from projects.presentation.status import status_with_record
from records.bilingual import plain_text

# Shades of the tiles, as in the stylesheet.
SHADES = 4
# Filters of the list that the map offers; others are ignored.
FILTERS = ("status", "sector", "field")
# More points overlap and cannot be reached with a keyboard.
MAX_POINTS = 500


@dataclass(frozen=True)
class Tile:
    """A district of 2021 with its number of projects, its shade and the query of their list."""

    district: AdministrativeUnit
    count: int
    shade: int
    query: str


def district_counts(projects: QuerySet[Project]) -> Counter[int | None]:
    """The number of projects by district; None counts those without one."""
    counts = projects.order_by().values_list("district").annotate(Count("pk"))
    return Counter(dict(counts))


def tiles(counts: Mapping[Any, int], filters: dict[str, str] | None = None) -> list[Tile]:
    """The ten districts by name; `filters` are added to the query of each."""
    districts = list(AdministrativeUnit.objects.public().districts().by_name())
    maximum = max((counts[district.pk] for district in districts), default=0)
    return [
        Tile(
            district,
            counts[district.pk],
            -(-counts[district.pk] * SHADES // maximum) if maximum else 0,
            urlencode({"district": district.code, **(filters or {})}),
        )
        for district in districts
    ]


def map_page(request: HttpRequest) -> HttpResponseBase:
    """The numbers of projects with a site by district, after the filters.

    This is the only page that loads images from another host, and only if one is configured.
    """
    if not settings.MAP_TILES_URL:
        return _page(request)
    host = csp_source(settings.MAP_TILES_URL)
    return csp_update({"img-src": [host]})(_page)(request)


def _page(request: HttpRequest) -> HttpResponse:
    query = request.GET.copy()
    for name in set(query).difference(FILTERS):
        del query[name]
    form = ProjectFilterForm(query)
    chosen = {name: str(value) for name, value in form.filled().items()}
    projects = form.apply_to(Project.objects.public().sited())
    counts = district_counts(projects)
    points = _points(projects, timezone.localdate()) if settings.MAP_TILES_URL else []
    total = counts.total()
    drawn = min(len(points), MAX_POINTS)
    return render(
        request,
        "projects/map.html",
        {
            "form": form,
            "tiles": tiles(counts, {"scope": Project.Scope.SITED.value, **chosen}),
            "total": total,
            "without_district": counts[None],
            "unknown_query": urlencode({"district": UNKNOWN_DISTRICT, **chosen}),
            "demo": projects.filter(is_demo=True).exists(),
            "chosen": chosen,
            "address": urlencode(chosen),
            "map": {
                "tiles": settings.MAP_TILES_URL,
                # Leaflet expects HTML here, so the plain text is escaped.
                "attribution": urlize(settings.MAP_TILES_ATTRIBUTION, autoescape=True),
                "points": points[:MAX_POINTS],
            }
            if settings.MAP_TILES_URL
            else None,
            "drawn": drawn,
            "not_drawn": total - drawn,
        },
    )


def csp_source(url: str) -> str:
    """The source of map tiles for a content security policy; `{s}` becomes any subdomain."""
    host = urlsplit(url.replace("{s}", "*")).netloc
    return f"https://{host}"


def _points(projects: Any, day: date) -> list[dict[str, Any]]:
    """The projects with coordinates on a day, at most one more than are drawn."""
    located = projects.filter(latitude__isnull=False).with_status_record().by_name()
    return [
        {
            "name": plain_text(project, "name"),
            "address": project.get_absolute_url(),
            "status": status_with_record(project, day),
            "at": [float(project.latitude), float(project.longitude)],
        }
        for project in located[: MAX_POINTS + 1]
    ]
