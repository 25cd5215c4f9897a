"""The contact page, the page about the site, and the rating page.

The rating and its summary are required by Decree 224/2026/NĐ-CP, 10(3)(b).

A rating stores nothing about the visitor: no IP address, no account, no hour. A cookie of this page
keeps a browser for a day from rating the same page again. An hourly limit stops programs; it
stores a keyed hash of the IP address for a day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guests.rate_limits import RATE, record_visit, seconds_to_wait, visitor
from programme.models import Office, ProgrammeActivity
from site_info.forms import RatingForm, is_public_page
from site_info.identity import offices_today
from site_info.models import Rating

COOKIE = "rated"
COOKIE_AGE = 24 * 60 * 60
# The cookie lists so many pages; the oldest ones can be rated again.
MAX_RATED_PAGES = 20
SUMMARY_DAYS = 365
# The programme's activity of 2021–2025 that this site carries out.
SITE_TASK = "2021-2025-8"


@dataclass(frozen=True)
class Score:
    label: str
    count: int
    percent: int


def rating(request: HttpRequest) -> HttpResponse:
    page = request.GET.get("page", "")
    page = page if is_public_page(page) else ""
    if request.method != "POST":
        form = RatingForm(initial={"page": page})
        return render(
            request, "site_info/rating.html", {"form": form, "page": page} | rating_summary()
        )
    form = RatingForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "page": page} | rating_summary()
        return render(request, "site_info/rating.html", context, status=400)
    rated = (request.get_signed_cookie(COOKIE, "") or "").split("\n")
    page = form.cleaned_data["page"]
    if page not in rated:
        client, now = visitor(request), timezone.now()
        if seconds := seconds_to_wait(client, RATE, now):
            form.add_error(None, _("Many ratings came from your network. Try again later."))
            context = {"form": form, "page": page} | rating_summary()
            response = render(request, "site_info/rating.html", context, status=429)
            response.headers["Retry-After"] = str(seconds)
            return response
        record_visit(client, RATE, now)
        score = form.cleaned_data["score"]
        Rating.objects.create(page=page, score=score, on=timezone.localdate())
    query = QueryDict(mutable=True)
    query["thanks"] = "1"
    response = redirect(f"{reverse('rating')}?{query.urlencode()}")
    pages = list(dict.fromkeys([page, *rated]))[:MAX_RATED_PAGES]
    response.set_signed_cookie(
        COOKIE,
        "\n".join(filter(None, pages)),
        max_age=COOKIE_AGE,
        path=reverse("rating"),
        httponly=True,
        samesite="Strict",
        secure=request.is_secure(),
    )
    return response


def rating_summary() -> dict[str, object]:
    """The numbers of ratings of the last year by score."""
    since = timezone.localdate() - timedelta(days=SUMMARY_DAYS)
    rows = Rating.objects.filter(on__gte=since).order_by().values_list("score")
    counts = dict(rows.annotate(Count("pk")))
    total = sum(counts.values())
    scores = [
        Score(str(label), counts.get(score, 0), round(100 * counts.get(score, 0) / (total or 1)))
        for score, label in RatingForm.LABELS
    ]
    return {"scores": scores, "total": total, "since": since}


def contact(request: HttpRequest) -> HttpResponse:
    today: date = timezone.localdate()
    return render(
        request,
        "site_info/contact.html",
        {
            "offices": offices_today(),
            "former": Office.objects.public().filter(valid_to__lt=today).by_name(),
        },
    )


def about(request: HttpRequest) -> HttpResponse:
    """The owner of the site, its accessibility and its open data."""
    tasks = ProgrammeActivity.objects.public().filter(code=SITE_TASK)
    return render(
        request,
        "site_info/about.html",
        {
            "tasks": tasks.select_related("document"),
            "map_host": urlsplit(settings.MAP_TILES_URL).netloc.removeprefix("{s}."),
            "api_addresses": [
                reverse(f"api:{name}")
                for name in (
                    "list_projects",
                    "list_enterprises",
                    "list_budget_lines",
                    "list_documents",
                    "periods",
                    "sectors",
                    "targets",
                    "statements",
                    "sources",
                )
            ],
        },
    )
