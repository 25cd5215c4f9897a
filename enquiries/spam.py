"""Signs of advertising in an enquiry; an official decides whether it is spam."""

import re

from django.utils.translation import gettext_noop as _

_LINK = re.compile(r"https?://|www\.[a-z0-9-]+\.", re.IGNORECASE)
_MARKUP = re.compile(r"<a\s|\[url|\[link|<script|href\s*=", re.IGNORECASE)
MAX_LINKS = 2

LINKS = _("The question holds more than two links.")
MARKUP = _("The question holds the code of links.")
NAME = _("An address of the web stands as a name.")


def suspicion(*, name: str, question: str) -> str:
    """The reason for suspecting spam, as an English sentence to translate; empty for none.

    A URL beside the name of an organisation is usual and not a sign.
    """
    if _MARKUP.search(question):
        return MARKUP
    if len(_LINK.findall(question)) > MAX_LINKS:
        return LINKS
    if _LINK.search(name):
        return NAME
    return ""
