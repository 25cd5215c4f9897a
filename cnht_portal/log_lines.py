"""Lines of the server log, without receipt codes.

Whoever has the code of an enquiry reads it, so the log must not hold codes. Django and gunicorn
log the path of a request that failed, and the path of an enquiry contains its code.
"""

import logging
import re
from copy import copy

from enquiries.codes import ALPHABET, PREFIX

MAX_LOGGED_PATH = 300  # characters
# A blank, dot or hyphen as typed, or as written by the log (\u2010) or in a URL (%E2%80%90).
_BETWEEN = r"(?:[\s.\-\u2010-\u2015]|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\[tnr]|%[0-9a-f]{2})*"
_CODE = re.compile(
    _BETWEEN.join([*PREFIX, f"(?:[{ALPHABET}]{_BETWEEN}){{7}}[{ALPHABET}]"]), re.IGNORECASE
)


def without_codes(text: str) -> str:
    return _CODE.sub(f"{PREFIX}-…", text)


class LogLines(logging.Formatter):
    """Lines without receipt codes, and with paths of at most MAX_LOGGED_PATH characters."""

    def format(self, record: logging.LogRecord) -> str:
        if record.name.startswith(("django.", "gunicorn.")) and isinstance(record.args, tuple):
            # Other handlers have the record as it is.
            record = copy(record)
            record.args = tuple(
                without_codes(each)[:MAX_LOGGED_PATH] if isinstance(each, str) else each
                for each in record.args or ()
            )
        return without_codes(super().format(record))
