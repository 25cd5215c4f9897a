"""Receipt codes such as HD-7K3M-92QF.

Eight letters and digits of 29 that nobody mistakes for each other: five hundred thousand million
codes. Together with the limit on wrong look-ups nobody comes upon another person's enquiry.
"""

import re
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
PREFIX = "HD"
_SHAPE = re.compile(rf"{PREFIX}([{ALPHABET}]{{4}})([{ALPHABET}]{{4}})")
# As people write it: small letters, blanks or no hyphens.
_BETWEEN = re.compile(r"[\s.\-\u2010-\u2015]+")


def new_code() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{PREFIX}-{letters[:4]}-{letters[4:]}"


def read_code(typed: str) -> str:
    """The code that a person typed; empty where it can be none."""
    match = _SHAPE.fullmatch(_BETWEEN.sub("", typed[:100]).upper())
    return f"{PREFIX}-{match[1]}-{match[2]}" if match else ""
