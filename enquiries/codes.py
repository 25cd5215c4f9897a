"""Receipt codes such as HD-7K3M-92QF.

Eight characters of an alphabet of 29 that are not mistaken for each other: 500 thousand million
codes. With the limit on wrong codes, nobody finds another person's enquiry by guessing.
"""

import re
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
PREFIX = "HD"
_SHAPE = re.compile(rf"{PREFIX}([{ALPHABET}]{{4}})([{ALPHABET}]{{4}})")
# Separators that people type: blanks, dots, any kind of hyphen.
_BETWEEN = re.compile(r"[\s.\-\u2010-\u2015]+")


def new_code() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{PREFIX}-{letters[:4]}-{letters[4:]}"


def read_code(typed: str) -> str:
    """The typed code in its standard form; empty if it is not a receipt code."""
    match = _SHAPE.fullmatch(_BETWEEN.sub("", typed[:100]).upper())
    return f"{PREFIX}-{match[1]}-{match[2]}" if match else ""
