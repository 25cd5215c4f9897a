"""The name, office and notices of the site today."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from programme.models import Office
from site_info.models import Notice, SiteIdentity


def site_today() -> SiteIdentity | None:
    """The identity of the site today, with its office."""
    identities = SiteIdentity.objects.public().valid_on(timezone.localdate())
    return identities.select_related("office").first()


def signature() -> list[str]:
    """The name of the site and its public office, as the lines of a mail signature."""
    site = site_today()
    if site is None:
        return [gettext("Supporting industry of Kon Tum")]
    office = [site.office.name] if site.office is not None and site.office.is_public else []
    return [site.name, *office]


def notices_today() -> QuerySet[Notice]:
    return Notice.objects.public().displayed_on(timezone.localdate())


def offices_today() -> QuerySet[Office]:
    """Public offices that exist today."""
    return Office.objects.public().valid_on(timezone.localdate()).by_name()
