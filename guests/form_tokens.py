"""What a form carries to tell when it was opened, and that it is one sending.

The token is signed, so neither can be made up; the page needs no session.
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
    """`age` in seconds; `submission` names this sending."""

    submission: str
    age: float


def new_token() -> str:
    said = {"key": secrets.token_hex(16), "at": timezone.now().timestamp()}
    return signing.dumps(said, salt=_SALT)


def read_token(token: str) -> FormToken | None:
    """What a token says; None for one that this portal did not sign."""
    try:
        said = signing.loads(token, salt=_SALT)
        return FormToken(said["key"], timezone.now().timestamp() - said["at"])
    except (signing.BadSignature, UnicodeError, ValueError, KeyError, TypeError):
        return None
