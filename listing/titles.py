"""Title and description of a filtered list, for shared links and search engines."""

from collections.abc import Iterable
from typing import NamedTuple

from listing.page import ListForm

# Characters; search engines and messengers display about as many.
MAX_FILTER_LENGTH = 60
MAX_TITLE_LENGTH = 110
MAX_DESCRIPTION_LENGTH = 200


class ListTitle(NamedTuple):
    """The title of a list and a description for search engines; empty without active filters."""

    title: str
    description: str = ""


def list_title(name: str, form: ListForm) -> ListTitle:
    """The title of the list `name` with its active filters."""
    filters = form.chosen()
    if not filters:
        return ListTitle(name)
    title = f"{name} – {_joined(', ', (one.standalone for one in filters))}"
    description = f"{name}. {_joined('; ', (f'{one.label}: {one.value}' for one in filters))}."
    return ListTitle(_short(title, MAX_TITLE_LENGTH), _short(description, MAX_DESCRIPTION_LENGTH))


def _joined(separator: str, texts: Iterable[str]) -> str:
    return separator.join(_short(_on_one_line(text), MAX_FILTER_LENGTH) for text in texts)


def _on_one_line(text: str) -> str:
    """A text without line breaks and direction marks."""
    text = " ".join(text.split())
    return text if text.isprintable() else "".join(filter(str.isprintable, text))


def _short(text: str, max_length: int) -> str:
    return text if len(text) <= max_length else f"{text[: max_length - 1]}…"
