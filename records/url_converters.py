"""Path converters of all apps."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class KeyConverter(StringConverter):
    """A record's key: a text of one line that is not a file name."""

    regex = r"(?![^/]*\.(?:xlsx|ods|csv|json|pdf)(?:/|$))[^/\x00-\x1f]+"


class FormatConverter(StringConverter):
    """The file formats of an exported list."""

    regex = "xlsx|ods|csv|json"


register_converter(KeyConverter, "key")
register_converter(FormatConverter, "format")
