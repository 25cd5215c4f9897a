"""A form token: when the form was opened, and the identifier of the submission.

The token is signed, so neither can be forged; the page needs no session.
"""

import secrets
from dataclasses import dataclass

from django.core import signing
from django.utils import timezone

TOO_FAST = 3  # seconds
TOO_OLD = 24 * 60 * 60  # seconds
_SALT = "enquiries.form"


@dataclass(frozen=True)
class FormToken:
    """`age` in seconds; `submission` identifies this submission."""

    submission: str
    age: float


def new_token() -> str:
    payload = {"key": secrets.token_hex(16), "at": timezone.now().timestamp()}
    return signing.dumps(payload, salt=_SALT)


def read_token(token: str) -> FormToken | None:
    """The content of a token; None for one that this portal did not sign."""
    try:
        payload = signing.loads(token, salt=_SALT)
        return FormToken(payload["key"], timezone.now().timestamp() - payload["at"])
    except (signing.BadSignature, UnicodeError, ValueError, KeyError, TypeError):
        return None
