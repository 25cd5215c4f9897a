"""A page of Wagtail that lists projects with facets, 25 at a time."""

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

FACETS = ["sector", "field_code", "district_code", "status", "form"]


@register_snippet
class Project(models.Model):
    code = models.CharField(max_length=30, unique=True)
    name_vi = models.CharField(max_length=500)
    place_vi = models.CharField(max_length=500, blank=True)
    area_text = models.CharField(max_length=500, blank=True)
    capital_text = models.CharField(max_length=500, blank=True)
    capital_high = models.BigIntegerField(null=True, db_index=True)
    sort_key = models.CharField(max_length=250, db_index=True)
    status = models.CharField(max_length=20, db_index=True)
    sector = models.CharField(max_length=60, null=True, db_index=True)  # noqa: DJ001
    field_code = models.CharField(max_length=60, null=True, db_index=True)  # noqa: DJ001
    district_code = models.CharField(max_length=60, null=True, db_index=True)  # noqa: DJ001
    form = models.CharField(max_length=20, blank=True, db_index=True)

    class Meta:
        ordering = ["sort_key", "id"]

    def __str__(self):
        return self.name_vi


class ProjectIndexPage(Page):
    def get_context(self, request, *args, **kwargs):
        chosen = {name: request.GET[name] for name in FACETS if name in request.GET}
        facets = {}
        for name in FACETS:
            others = {key: value for key, value in chosen.items() if key != name}
            values = Project.objects.filter(**others).order_by().values_list(name)
            facets[name] = list(values.annotate(Count("pk")))
        projects = Project.objects.filter(**chosen)
        if request.GET.get("sort") == "-capital":
            projects = projects.order_by(models.F("capital_high").desc(nulls_last=True), "id")
        page = Paginator(projects, 25).get_page(request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {"facets": facets, "projects": page}
