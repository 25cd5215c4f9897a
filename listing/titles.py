"""What a filtered list is called where its link is shared: its name and its filters, in short."""

from collections.abc import Iterable
from typing import NamedTuple

from listing.page import ListForm

# Characters; search engines and messengers show about so many.
MOST_OF_A_FILTER = 60
MOST_OF_A_TITLE = 110
MOST_OF_A_DESCRIPTION = 200


class Called(NamedTuple):
    """A list's title, and a sentence for a search result; empty where nothing narrows the list."""

    title: str
    description: str = ""


def called(name: str, form: ListForm) -> Called:
    """What the list of this name is called with the filters in use."""
    filters = form.chosen()
    if not filters:
        return Called(name)
    title = f"{name} – {_joined(', ', (one.alone for one in filters))}"
    description = f"{name}. {_joined('; ', (f'{one.label}: {one.value}' for one in filters))}."
    return Called(_short(title, MOST_OF_A_TITLE), _short(description, MOST_OF_A_DESCRIPTION))


def _joined(separator: str, texts: Iterable[str]) -> str:
    return separator.join(_short(_on_one_line(text), MOST_OF_A_FILTER) for text in texts)


def _on_one_line(text: str) -> str:
    """Without line breaks and marks that turn the direction of what stands around."""
    text = " ".join(text.split())
    return text if text.isprintable() else "".join(filter(str.isprintable, text))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
