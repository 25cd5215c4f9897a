"""Path converters of all apps, and ids in URLs and forms."""

from django.urls import register_converter
from django.urls.converters import StringConverter

MAX_ID_DIGITS = 18  # in any database


def read_id(text: str) -> int:
    """The id in a URL or a form field; 0, which no record has, for anything else."""
    is_id = text.isascii() and text.isdecimal() and len(text) <= MAX_ID_DIGITS
    return int(text) if is_id else 0


class KeyConverter(StringConverter):
    """A record's key: a text of one line that is not a file name."""

    regex = r"(?![^/]*\.(?:xlsx|ods|csv|json|pdf)(?:/|$))[^/\x00-\x1f]+"


class FormatConverter(StringConverter):
    """The file formats of an exported list."""

    regex = "xlsx|ods|csv|json"


register_converter(KeyConverter, "key")
register_converter(FormatConverter, "format")
