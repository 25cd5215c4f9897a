"""Where the projects lie: a tile a district, and a real map where the office has tiles for one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.html import urlize
from django.utils.http import urlencode

from programme.models import AdministrativeUnit
from projects.filters.districts import NOT_KNOWN
from projects.filters.form import ProjectFilterForm
from projects.models import Project
from records.bilingual import plain_text

# Steps of shade on the tiles, as the look has them.
SHADES = 4
# The filters of the list that count a part of the projects; any other is not asked here.
FILTERS = ("status", "sector", "field")
# So many points are drawn; more could not be told apart, nor reached with a keyboard.
MAX_POINTS = 500


@dataclass(frozen=True)
class Tile:
    """A district of 2021, its projects, its step of shade, and the filter that shows them."""

    district: AdministrativeUnit
    count: int
    shade: int
    query: str


def district_counts(projects: QuerySet[Project]) -> Counter[int | None]:
    """Projects by district; under None those that have none."""
    counted = projects.order_by().values_list("district").annotate(Count("pk"))
    return Counter(dict(counted))


def tiles(counts: Mapping[Any, int], chosen: dict[str, str] | None = None) -> list[Tile]:
    """The ten districts in the reader's order; `chosen` are other filters that their links keep."""
    districts = list(AdministrativeUnit.objects.public().districts().by_name())
    most = max((counts[district.pk] for district in districts), default=0)
    return [
        Tile(
            district,
            counts[district.pk],
            -(-counts[district.pk] * SHADES // most) if most else 0,
            urlencode({"district": district.code, **(chosen or {})}),
        )
        for district in districts
    ]


def map_page(request: HttpRequest) -> HttpResponseBase:
    """Counts of sited projects by district, of all or of those that the filters leave.

    Only this page may show pictures of another host, and only where the office has chosen one.
    """
    if not settings.MAP_TILES_URL:
        return _page(request)
    host = tiles_host(settings.MAP_TILES_URL)
    return csp_update({"img-src": [host]})(_page)(request)


def _page(request: HttpRequest) -> HttpResponse:
    asked = request.GET.copy()
    for name in set(asked).difference(FILTERS):
        del asked[name]
    form = ProjectFilterForm(asked)
    chosen = {name: str(value) for name, value in form.filled().items()}
    projects = form.apply_to(Project.objects.public().sited())
    counts = district_counts(projects)
    placed = _points(projects) if settings.MAP_TILES_URL else []
    total = counts.total()
    return render(
        request,
        "projects/map.html",
        {
            "form": form,
            "tiles": tiles(counts, {"scope": Project.Scope.SITED.value, **chosen}),
            "total": total,
            "without_district": counts[None],
            "unknown_query": urlencode({"district": NOT_KNOWN, **chosen}),
            "demo": projects.filter(is_demo=True).exists(),
            "chosen": chosen,
            "address": urlencode(chosen),
            "map": {
                "tiles": settings.MAP_TILES_URL,
                # Leaflet takes mark-up here, so the office's plain text is escaped.
                "attribution": urlize(settings.MAP_TILES_ATTRIBUTION, autoescape=True),
                "points": placed[:MAX_POINTS],
            }
            if settings.MAP_TILES_URL
            else None,
            "placed": min(len(placed), MAX_POINTS),
            "not_drawn": total - min(len(placed), MAX_POINTS),
        },
    )


def tiles_host(url: str) -> str:
    """Where tiles come from, as a content security policy names it: a host of any subdomain."""
    host = urlsplit(url.replace("{s}", "*")).netloc
    return f"https://{host}"


def _points(projects: Any) -> list[dict[str, Any]]:
    """Projects whose coordinates are known."""
    known = projects.filter(latitude__isnull=False).by_name()[: MAX_POINTS + 1]
    return [
        {
            "name": plain_text(project, "name"),
            "address": project.get_absolute_url(),
            "status": str(project.get_status_display()),
            "at": [float(project.latitude), float(project.longitude)],
        }
        for project in known
    ]
