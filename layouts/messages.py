"""Limits the number of messages about one sheet."""

from collections.abc import Iterable
from itertools import islice

from django.utils.translation import gettext as _

MAX_MESSAGES = 100  # messages about one sheet


def limit_messages(sentences: Iterable[str]) -> list[str]:
    """The first messages, and one with the number of the others."""
    rest = iter(sentences)
    first = list(islice(rest, MAX_MESSAGES))
    if more := sum(1 for _sentence in rest):
        first.append(
            _(
                "%(count)d more remarks of this kind are not shown; correct these first and send "
                "the file again."
            )
            % {"count": more}
        )
    return first
