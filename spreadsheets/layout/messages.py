"""What is told of a sheet, as much of it as anybody reads."""

from collections.abc import Iterable
from itertools import islice

from django.utils.translation import gettext as _

MOST_TOLD = 100  # sentences about one sheet


def first_of(sentences: Iterable[str]) -> list[str]:
    """The first sentences; where there are more, a last one says how many."""
    rest = iter(sentences)
    told = list(islice(rest, MOST_TOLD))
    if more := sum(1 for _sentence in rest):
        told.append(
            _(
                "%(count)d more remarks of this kind are not shown; correct these first and send "
                "the file again."
            )
            % {"count": more}
        )
    return told
