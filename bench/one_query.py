"""The portal's URLs and one more: a view that runs one query and responds."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from cnht_portal.urls import urlpatterns as portal
from projects.models import Project


def one_query(request: HttpRequest) -> HttpResponse:
    return HttpResponse(Project.objects.values_list("name_vi", flat=True).get(code="DA-0001"))


# Below a path that the page cache ignores.
urlpatterns = [path("readyz/one-query", one_query), *portal]
