"""Rate limits by IP address, mailbox or account, without storing any of them."""

import hashlib
import hmac
import ipaddress
import re
import unicodedata
from contextlib import suppress
from datetime import date, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from guests.models import Visit

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
RETENTION = DAY
SUBMIT, LOOK_UP, RATE = "submit", "look_up", "rate"
RECEIPT, FILE, SHEET = "receipt", "file", "sheet"
# Failed attempts to sign in, counted for the account and for the IP address.
ACCOUNT, SIGN_IN = "account", "sign_in"

# Some proxies add the port: “1.2.3.4:5678”, “[2001:db8::1]:5678”.
_ADDRESS = re.compile(r"(?:\[(?P<new>.+)\]|(?P<old>[\d.]+))(?::\d+)?")
# IPv4 addresses embedded in IPv6 by a NAT64 gateway (RFC 6052).
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


def visitor(request: HttpRequest) -> str:
    """Today's keyed hash of the client's address; an IPv6 /64 network counts as one."""
    address = _address(request)
    if match := _ADDRESS.fullmatch(address):
        address = match["new"] or match["old"]
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return _hashed("unknown")
    if isinstance(ip, ipaddress.IPv6Address):
        # Dual-stack proxies pass IPv4 addresses in IPv6 form.
        if ip.ipv4_mapped or ip in _TRANSLATED:
            return _hashed(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        return _hashed(str(ipaddress.IPv6Network((ip, 64), strict=False)))
    return _hashed(str(ip))


def addressee(email: str) -> str:
    """Today's keyed hash of a mailbox; a part after a plus sign is ignored."""
    name, _at, host = unicodedata.normalize("NFKC", email).lower().rpartition("@")
    with suppress(UnicodeError):
        host = host.encode("idna").decode()
    return _hashed(f"{name.partition('+')[0]}@{host}")


def account_holder(username: str) -> str:
    """Today's keyed hash of a user name, whether or not there is such an account."""
    return _hashed(f"account {unicodedata.normalize('NFKC', username).strip().casefold()}")


def _hashed(text: str) -> str:
    key = f"{settings.SECRET_KEY}:enquiries.visits:{_today():%Y-%m-%d}".encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]


def _today() -> date:
    return timezone.localdate()


def _address(request: HttpRequest) -> str:
    """The client address as the trusted proxies report it."""
    passed = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",")]
    addresses = [*filter(None, passed), request.META.get("REMOTE_ADDR", "")]
    return addresses[-1 - min(settings.PROXIES_IN_FRONT, len(addresses) - 1)]


def seconds_to_wait(who: str, what: str, now: datetime) -> int:
    """0 below the limit, else the seconds until the next visit is allowed."""
    limit, period = {
        SUBMIT: (settings.ENQUIRY_MOST_AN_HOUR, HOUR),
        LOOK_UP: (settings.ENQUIRY_LOOK_UPS_AN_HOUR, HOUR),
        RATE: (settings.RATINGS_AN_HOUR, HOUR),
        RECEIPT: (settings.ENQUIRY_RECEIPTS_A_DAY, DAY),
        FILE: (settings.FILES_A_MINUTE, MINUTE),
        SHEET: (settings.FACT_SHEETS_A_MINUTE, MINUTE),
        ACCOUNT: (settings.SIGN_IN_ACCOUNT_FAILURES, settings.SIGN_IN_MINUTES * MINUTE),
        SIGN_IN: (settings.SIGN_IN_ADDRESS_FAILURES, settings.SIGN_IN_MINUTES * MINUTE),
    }[what]
    recent = Visit.objects.filter(who=who, what=what, at__gt=now - period).order_by("-at")
    at = recent.values_list("at", flat=True)[limit - 1 : limit]
    return max((1 + int((moment + period - now).total_seconds()) for moment in at), default=0)


def record_visit(who: str, what: str, now: datetime) -> Visit:
    return Visit.objects.create(who=who, what=what, at=now)


def delete_old_visits(now: datetime) -> None:
    Visit.objects.filter(at__lt=now - RETENTION).delete()
