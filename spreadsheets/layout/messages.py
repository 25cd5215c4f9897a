"""What is told of a sheet, as much of it as anybody reads."""

from collections.abc import Iterable
from itertools import islice

from django.utils.translation import gettext as _

MAX_MESSAGES = 100  # sentences about one sheet


def limit_messages(sentences: Iterable[str]) -> list[str]:
    """The first sentences; where there are more, a last one says how many."""
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
