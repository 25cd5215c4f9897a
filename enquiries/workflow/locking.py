"""Lock an enquiry for a step, and refuse steps that do not fit its state."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from enquiries.models import Enquiry, EnquiryStep


class StepRefused(Exception):
    """The step does not fit the enquiry; the reason is for the reader, nothing was stored."""


class Outdated(StepRefused):
    """Somebody else did something since the page was opened."""


def lock_enquiry(enquiry: Enquiry, base_version: int | None, *states: str) -> Enquiry:
    """The enquiry locked until the transaction ends, if it is in one of the states.

    `base_version` is the version that the official has read; None for steps without a reader.
    """
    # PostgreSQL locks no row of an outer join.
    enquiry = Enquiry.objects.select_for_update(of=("self",)).with_context().get(pk=enquiry.pk)
    if base_version is not None and enquiry.version != base_version:
        raise Outdated(
            _(
                "Somebody else did something with this enquiry while you had it open. Nothing was "
                "stored; read what was done, then decide again."
            )
        )
    if enquiry.state not in states:
        raise StepRefused(
            _("This does not fit an enquiry that is %(state)s; nothing was stored.")
            % {"state": enquiry.get_state_display()}
        )
    return enquiry


def store(enquiry: Enquiry) -> None:
    """Store what a step changed, under a new version."""
    enquiry.version += 1
    enquiry.save()


def log(enquiry: Enquiry, kind: str, **fields: Any) -> EnquiryStep:
    """Write a step into the log."""
    return EnquiryStep.objects.create(enquiry=enquiry, kind=kind, at=timezone.now(), **fields)
