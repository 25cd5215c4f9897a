"""Limits by address, without storing an address."""

import hashlib
import hmac
import ipaddress
from datetime import date, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from enquiries.models import Visit

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
KEPT = DAY
SUBMIT, LOOK_UP, RATE = "submit", "look_up", "rate"
RECEIPT, FILE, SHEET = "receipt", "file", "sheet"


def visitor(request: HttpRequest) -> str:
    """Today's keyed hash of where a request comes from; an IPv6 subscriber counts as one."""
    address = _address(request)
    try:
        ip = ipaddress.ip_address(address)
        if ip.version == 6:
            address = str(ipaddress.ip_network((ip, 64), strict=False))
    except ValueError:
        address = "unknown"
    return _hashed(address)


def addressee(email: str) -> str:
    """Today's keyed hash of a mailbox; what stands after a plus comes to the same one."""
    name, _at, host = email.lower().rpartition("@")
    return _hashed(f"{name.partition('+')[0]}@{host}")


def _hashed(text: str) -> str:
    key = f"{settings.SECRET_KEY}:enquiries.visits:{_today():%Y-%m-%d}".encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]


def _today() -> date:
    return timezone.localdate()


def _address(request: HttpRequest) -> str:
    """The last address that a proxy of ours has vouched for."""
    passed = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",")]
    addresses = [*filter(None, passed), request.META.get("REMOTE_ADDR", "")]
    return addresses[-1 - min(settings.PROXIES_IN_FRONT, len(addresses) - 1)]


def seconds_to_wait(who: str, what: str, now: datetime) -> int:
    """0 while the limit is not reached, else the seconds until it is free again."""
    most, period = {
        SUBMIT: (settings.ENQUIRY_MOST_AN_HOUR, HOUR),
        LOOK_UP: (settings.ENQUIRY_LOOK_UPS_AN_HOUR, HOUR),
        RATE: (settings.RATINGS_AN_HOUR, HOUR),
        RECEIPT: (settings.ENQUIRY_RECEIPTS_A_DAY, DAY),
        FILE: (settings.FILES_A_MINUTE, MINUTE),
        SHEET: (settings.FACT_SHEETS_A_MINUTE, MINUTE),
    }[what]
    recent = Visit.objects.filter(who=who, what=what, at__gt=now - period).order_by("-at")
    at = recent.values_list("at", flat=True)[most - 1 : most]
    return max((1 + int((moment + period - now).total_seconds()) for moment in at), default=0)


def note_visit(who: str, what: str, now: datetime) -> None:
    Visit.objects.create(who=who, what=what, at=now)


def forget_visits(now: datetime) -> None:
    Visit.objects.filter(at__lt=now - KEPT).delete()
