"""Locking of an enquiry for a step, with checks of version and state."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from enquiries.models import Enquiry, EnquiryStep


class StepRefused(Exception):
    """The step does not fit the enquiry; nothing was stored. The message is for the reader."""


class Outdated(StepRefused):
    """Somebody else has taken a step since the page was opened."""


def lock_enquiry(enquiry: Enquiry, base_version: int | None, *states: str) -> Enquiry:
    """The enquiry, locked until the transaction ends.

    `base_version` is the version that the official has read; None for steps without a reader.
    Raises Outdated for another version, StepRefused for a state that is not one of `states`.
    """
    # PostgreSQL cannot lock the nullable side of an outer join.
    enquiry = Enquiry.objects.select_for_update(of=("self",)).with_context().get(pk=enquiry.pk)
    if base_version is not None and enquiry.version != base_version:
        raise Outdated(
            _(
                "Someone else worked on this enquiry while you had it open. Nothing was "
                "stored. Read what was done, then decide again."
            )
        )
    if enquiry.state not in states:
        raise StepRefused(
            _("This step is not possible for an enquiry that is %(state)s. Nothing was stored.")
            % {"state": enquiry.get_state_display()}
        )
    return enquiry


def store(enquiry: Enquiry) -> None:
    """Save an enquiry under a new version."""
    enquiry.version += 1
    enquiry.save()


def log(enquiry: Enquiry, kind: str, **fields: Any) -> EnquiryStep:
    """Add a step to the log."""
    return EnquiryStep.objects.create(enquiry=enquiry, kind=kind, at=timezone.now(), **fields)
