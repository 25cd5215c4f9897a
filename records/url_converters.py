"""Parts of an address that mean the same in every app."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class KeyConverter(StringConverter):
    """A record's key: any line of text that is not the name of a file."""

    regex = r"(?![^/]*\.(?:xlsx|ods|csv|json|pdf)(?:/|$))[^/\x00-\x1f]+"


class FormatConverter(StringConverter):
    """The kinds of file that a list can be had as."""

    regex = "xlsx|ods|csv|json"


register_converter(KeyConverter, "key")
register_converter(FormatConverter, "format")
