"""Limits by address, without storing an address."""

import hashlib
import hmac
import ipaddress
from datetime import date, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from enquiries.models import Visit

HOUR = timedelta(hours=1)
KEPT = timedelta(days=1)
SUBMIT, LOOK_UP, RATE = "submit", "look_up", "rate"


def visitor(request: HttpRequest) -> str:
    """Today's keyed hash of where a request comes from; an IPv6 subscriber counts as one."""
    address = _address(request)
    try:
        ip = ipaddress.ip_address(address)
        if ip.version == 6:
            address = str(ipaddress.ip_network((ip, 64), strict=False))
    except ValueError:
        address = "unknown"
    key = f"{settings.SECRET_KEY}:enquiries.visits:{_today():%Y-%m-%d}".encode()
    return hmac.new(key, address.encode(), hashlib.sha256).hexdigest()[:32]


def _today() -> date:
    return timezone.localdate()


def _address(request: HttpRequest) -> str:
    """The last address that a proxy of ours has vouched for."""
    passed = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",")]
    addresses = [*filter(None, passed), request.META.get("REMOTE_ADDR", "")]
    return addresses[-1 - min(settings.PROXIES_IN_FRONT, len(addresses) - 1)]


def seconds_to_wait(who: str, what: str, now: datetime) -> int:
    """0 while the limit of an hour is not reached, else the seconds until it is free again."""
    limits = {
        SUBMIT: settings.ENQUIRY_MOST_AN_HOUR,
        LOOK_UP: settings.ENQUIRY_LOOK_UPS_AN_HOUR,
        RATE: settings.RATINGS_AN_HOUR,
    }
    recent = Visit.objects.filter(who=who, what=what, at__gt=now - HOUR).order_by("-at")
    at = recent.values_list("at", flat=True)[limits[what] - 1 : limits[what]]
    return max((1 + int((moment + HOUR - now).total_seconds()) for moment in at), default=0)


def note_visit(who: str, what: str, now: datetime) -> None:
    Visit.objects.create(who=who, what=what, at=now)


def forget_visits(now: datetime) -> None:
    Visit.objects.filter(at__lt=now - KEPT).delete()
