"""A page of Wagtail that lists projects with facets, 25 at a time."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

FACETS = [
    "scope",
    "sector",
    "field",
    "district",
    "unit",
    "zone",
    "status",
    "capital",
    "area",
    "form",
    "decision",
]


def facet():
    return models.CharField(max_length=120, null=True, db_index=True)


@register_snippet
class Project(models.Model):
    code = models.CharField(max_length=30, unique=True)
    name_vi = models.CharField(max_length=500)
    place_vi = models.CharField(max_length=500, blank=True)
    district_name = models.CharField(max_length=120, null=True)  # noqa: DJ001
    area_text = models.CharField(max_length=500, blank=True)
    capital_text = models.CharField(max_length=500, blank=True)
    capital_high = models.BigIntegerField(null=True, db_index=True)
    sort_key = models.CharField(max_length=250, db_index=True)
    scope = facet()
    sector = facet()
    field = facet()
    district = facet()
    unit = facet()
    zone = facet()
    status = facet()
    capital = facet()
    area = facet()
    form = facet()
    decision = facet()

    class Meta:
        ordering = ["sort_key", "id"]

    def __str__(self):
        return self.name_vi


class ProjectIndexPage(Page):
    def get_context(self, request, *args, **kwargs):
        chosen = {name: request.GET[name] for name in FACETS if name in request.GET}
        order = {"sort": request.GET["sort"]} if "sort" in request.GET else {}
        facets = []
        for name in FACETS:
            others = {key: value for key, value in chosen.items() if key != name}
            values = Project.objects.filter(**others).order_by().values_list(name)
            facets.append((name, urlencode(others | order), values.annotate(Count("pk"))))
        projects = Project.objects.filter(**chosen)
        if order == {"sort": "-capital"}:
            projects = projects.order_by(models.F("capital_high").desc(nulls_last=True), "id")
        page = Paginator(projects, 25).get_page(request.GET.get("page"))
        about = {"facets": facets, "projects": page, "asked": urlencode(chosen | order)}
        return super().get_context(request, *args, **kwargs) | about
