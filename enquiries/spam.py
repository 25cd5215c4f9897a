"""What makes an enquiry look like advertising; an official decides whether it is."""

import re

from django.utils.translation import gettext_noop as _

_LINK = re.compile(r"https?://|www\.[a-z0-9-]+\.", re.IGNORECASE)
_MARKUP = re.compile(r"<a\s|\[url|\[link|<script|href\s*=", re.IGNORECASE)
MAX_LINKS = 2

LINKS = _("The question holds more than two links.")
MARKUP = _("The question holds the code of links.")
NAME = _("An address of the web stands as a name.")


def suspicion(*, name: str, question: str) -> str:
    """Why an enquiry goes to the spam queue first, as an English sentence; empty for none.

    Organisations write their web address beside their name, so that says nothing.
    """
    if _MARKUP.search(question):
        return MARKUP
    if len(_LINK.findall(question)) > MAX_LINKS:
        return LINKS
    if _LINK.search(name):
        return NAME
    return ""
