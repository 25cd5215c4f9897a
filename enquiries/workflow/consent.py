"""The consents of an enquirer by purpose (Law 91/2025/QH15, Articles 9 to 11).

Each purpose has its own box, not ticked in advance. The displayed text, its version and the time
are stored with the enquiry. A changed text needs a new TEXT_VERSION.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from enquiries.models import Consent, Enquiry

TEXT_VERSION = "2026-11-30"
PURPOSE = Consent.Purpose

TEXTS: dict[str, Any] = {
    PURPOSE.ANSWER: _(
        "I agree that the office running this site keeps the data in this form to answer my "
        "question and to prove that it was answered."
    ),
    PURPOSE.PASS_ON: _(
        "I agree that my question, my name and my contact details are forwarded to the office"
        " or enterprise that can answer, if that is not the office running this site."
    ),
    PURPOSE.NEWS: _(
        "I agree that my email address is used to send me information about similar projects later."
    ),
}


def give(enquiry: Enquiry, purposes: list[str], at: datetime) -> None:
    """Store the consents with the text in the language in which it was displayed."""
    Consent.objects.bulk_create(
        Consent(
            enquiry=enquiry,
            purpose=purpose,
            text_version=TEXT_VERSION,
            text=str(TEXTS[purpose]),
            given_at=at,
        )
        for purpose in purposes
    )


def holds(enquiry: Enquiry, purpose: str) -> bool:
    """Whether a consent was given and not withdrawn."""
    return enquiry.consents.filter(purpose=purpose, withdrawn_at__isnull=True).exists()
