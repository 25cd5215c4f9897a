"""Sign-in to the admin, limited by account and by IP address.

Each attempt with a wrong password counts for 15 minutes, or as long as the settings say. At the
limit an attempt is answered before its password is hashed, so neither guessing nor the processor
time of the hash is free. The count is per account and per address, and signing in resets neither:
whoever knows one password cannot go on guessing others.
"""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import ngettext

from guests.rate_limits import (
    ACCOUNT,
    SIGN_IN,
    account_holder,
    record_visit,
    seconds_to_wait,
    visitor,
)


class SignInForm(AdminAuthenticationForm):
    """The form of the sign-in page. `seconds_to_wait` is above zero if the limit is reached."""

    seconds_to_wait = 0

    def clean(self) -> dict[str, Any]:
        """Sign in. Raises ValidationError for a wrong password, and for any during the wait."""
        username, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if self.request is None or username is None or not password:
            return super().clean()
        now = timezone.now()
        # Accounts that do not exist are counted too, so the answer does not tell which do.
        counts = [(account_holder(username), ACCOUNT), (visitor(self.request), SIGN_IN)]
        self.seconds_to_wait = max(seconds_to_wait(who, what, now) for who, what in counts)
        if self.seconds_to_wait:
            raise ValidationError(_too_many_attempts(self.seconds_to_wait), code="too_many")
        # Counted before the hash, which takes long enough for many attempts to pass at once.
        visits = [record_visit(who, what, now) for who, what in counts]
        signed_in = super().clean()
        for visit in visits:
            visit.delete()
        return signed_in


class PortalAdminSite(AdminSite):
    """The admin with limited sign-in."""

    login_form = SignInForm

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The sign-in page; status 429 during the wait."""
        response = super().login(request, extra_context)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if seconds := getattr(form, "seconds_to_wait", 0):
            response.status_code = 429
            response.headers["Retry-After"] = str(seconds)
        return response


def _too_many_attempts(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return ngettext(
        "Too many attempts to sign in have failed. Try again in %(minutes)d minute; until then the "
        "correct password is refused too.",
        "Too many attempts to sign in have failed. Try again in %(minutes)d minutes; until then "
        "the correct password is refused too.",
        minutes,
    ) % {"minutes": minutes}
