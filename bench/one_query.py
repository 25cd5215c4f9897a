"""The portal's addresses and one more: a view that asks the database once and answers."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from cnht_portal.urls import urlpatterns as portal
from projects.models import Project


def one_query(request: HttpRequest) -> HttpResponse:
    return HttpResponse(Project.objects.values_list("name_vi", flat=True).get(code="DA-0001"))


# Below an address that the page cache leaves alone.
urlpatterns = [path("readyz/one-query", one_query), *portal]
