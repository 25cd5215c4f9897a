"""A project page as JSON-LD of schema.org, for search engines."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from projects.models import Project
from records.bilingual import page_language, plain_text
from records.freshness import By, DataDate
from records.models import if_public
from records.structured_data import address, as_json_ld, crumbs, without_empty


def project_as_json_ld(project: Project, data: DataDate) -> SafeString:
    """The page, its breadcrumbs and the project; a kind of project is a DefinedTerm."""
    name, url = plain_text(project, "name"), address(project.get_absolute_url())
    page = {
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": name,
        "inLanguage": page_language(),
        "dateModified": "" if data.by == By.LOADING else data.on.isoformat(),
        "citation": _citations(project),
        "mainEntity": _entity(project, name),
    }
    breadcrumbs = [
        (_("Home"), reverse("home")),
        (_("Projects"), reverse("projects:list")),
        (name, project.get_absolute_url()),
    ]
    return as_json_ld(without_empty(page), crumbs(breadcrumbs))


def _entity(project: Project, name: str) -> dict[str, Any]:
    properties = {
        "identifier": project.code,
        "name": name,
        "description": plain_text(project, "objective"),
    }
    if project.scope == Project.Scope.KIND:
        return {"@type": "DefinedTerm"} | without_empty(properties | {"termCode": project.code})
    return {"@type": "Project"} | without_empty(properties | {"location": _location(project)})


def _location(project: Project) -> dict[str, Any]:
    """The place as in its source, with coordinates where they are known."""
    unit = if_public(project.district)
    district = plain_text(unit, "full_name") if unit else ""
    if not project.place_vi and not district:
        return {}
    place: dict[str, Any] = {"@type": "Place", "name": project.place_vi or district}
    if project.place_vi and district:
        place["containedInPlace"] = {"@type": "AdministrativeArea", "name": district}
    if project.latitude is not None and project.longitude is not None:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": float(project.latitude),
            "longitude": float(project.longitude),
        }
    return place


def _citations(project: Project) -> list[dict[str, str]]:
    listing = [entry.document for entry in project.catalogue_entries.all()]
    cited = filter(None, map(if_public, [*listing, *project.documents.all()]))
    public = {document.pk: document for document in cited}
    return [
        {
            "@type": "Legislation",
            "legislationIdentifier": document.number,
            "name": plain_text(document, "title"),
            "url": address(document.get_absolute_url()),
        }
        for document in public.values()
    ]
