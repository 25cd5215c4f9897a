"""How content readers are with a page (Decree 224/2026/NĐ-CP, 10(3)(b)): asked and published.

Nothing of the reader is kept with a rating: no address, no account, no hour. A cookie of this page
alone, gone after a day, keeps one browser from rating the same page over and over; a limit by the
hour, which knows a keyed hash of the address for a day, keeps programs from it.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django import forms
from django.apps import apps
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guests.rate_limits import RATE, note_visit, seconds_to_wait, visitor
from records.models import Record
from site_info.models import Rating

COOKIE = "rated"
REMEMBERED = 24 * 60 * 60
# A page may be rated again by the same browser once this many others were.
MOST_REMEMBERED = 20
PUBLISHED_DAYS = 365
# What readers may rate.
PAGES = {
    "home",
    "search",
    "sitemap",
    "contact",
    "about",
    "projects:list",
    "projects:map",
    "projects:changes",
    "projects:compare",
    "enterprises:list",
    "budget:overview",
    "programme:sectors",
    "programme:targets",
    "programme:documents",
    "programme:zones",
}


class RatingForm(forms.Form):
    """One of five steps for one page of the site."""

    LABELS = (
        (5, pgettext_lazy("rating", "very good")),
        (4, pgettext_lazy("rating", "good")),
        (3, pgettext_lazy("rating", "fair")),
        (2, pgettext_lazy("rating", "poor")),
        (1, pgettext_lazy("rating", "very poor")),
    )

    page = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    score = forms.TypedChoiceField(
        label=_("How useful was this page to you?"),
        choices=LABELS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the five answers; nothing was sent.")},
    )

    def clean_page(self) -> str:
        """The address of a public page, or the site as a whole."""
        page = self.cleaned_data["page"]
        return page if is_page(page) else reverse("home")


@dataclass(frozen=True)
class Score:
    label: str
    count: int
    percent: int


def is_page(path: str) -> bool:
    """Whether an address is a public page of the site: none with somebody's own data, no file."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if match.view_name in PAGES:
        return True
    model = _record_pages().get(match.view_name)
    return model is not None and model._default_manager.public().filter(**match.kwargs).exists()


@cache
def _record_pages() -> dict[str, type[Record]]:
    """Models of records that have a public page, by the name of its URL."""
    models = [model for model in apps.get_models() if issubclass(model, Record)]
    return {model.page_name: model for model in models if model.page_name}


def rating(request: HttpRequest) -> HttpResponse:
    page = request.GET.get("page", "")
    page = page if is_page(page) else ""
    if request.method != "POST":
        form = RatingForm(initial={"page": page})
        return render(request, "rating.html", {"form": form, "page": page} | published())
    form = RatingForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "page": page} | published()
        return render(request, "rating.html", context, status=400)
    rated = (request.get_signed_cookie(COOKIE, "") or "").split("\n")
    page = form.cleaned_data["page"]
    if page not in rated:
        who, now = visitor(request), timezone.now()
        if seconds := seconds_to_wait(who, RATE, now):
            form.add_error(None, _("Many ratings came from where you are. Please try later."))
            context = {"form": form, "page": page} | published()
            answer = render(request, "rating.html", context, status=429)
            answer.headers["Retry-After"] = str(seconds)
            return answer
        note_visit(who, RATE, now)
        score = form.cleaned_data["score"]
        Rating.objects.create(page=page, score=score, on=timezone.localdate())
    query = QueryDict(mutable=True)
    query["thanks"] = "1"
    answer = redirect(f"{reverse('rating')}?{query.urlencode()}")
    remembered = list(dict.fromkeys([page, *rated]))[:MOST_REMEMBERED]
    answer.set_signed_cookie(
        COOKIE,
        "\n".join(filter(None, remembered)),
        max_age=REMEMBERED,
        path=reverse("rating"),
        httponly=True,
        samesite="Strict",
        secure=request.is_secure(),
    )
    return answer


def published() -> dict[str, object]:
    """The ratings of the last year, by score."""
    since = timezone.localdate() - timedelta(days=PUBLISHED_DAYS)
    rows = Rating.objects.filter(on__gte=since).order_by().values_list("score")
    counts = dict(rows.annotate(Count("pk")))
    total = sum(counts.values())
    scores = [
        Score(str(label), counts.get(score, 0), round(100 * counts.get(score, 0) / (total or 1)))
        for score, label in RatingForm.LABELS
    ]
    return {"scores": scores, "total": total, "since": since}
