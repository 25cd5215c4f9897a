"""What a filtered list is called where its link is shared: its name and its filters, in short."""

from collections.abc import Iterable

from django.utils.text import Truncator

from records.listing import ListForm

# Characters; search engines and messengers show about so many.
MOST_OF_A_FILTER = 60
MOST_OF_A_TITLE = 110
MOST_OF_A_DESCRIPTION = 200


def list_title(name: str, form: ListForm) -> str:
    """The list's name with the filters in use, or the name alone."""
    filters = [one.alone for one in form.chosen()]
    return _short(f"{name} – {_joined(', ', filters)}", MOST_OF_A_TITLE) if filters else name


def list_description(name: str, form: ListForm) -> str:
    """The same as a sentence for a search result; empty where nothing narrows the list."""
    filters = form.in_words()
    return _short(f"{name}. {_joined('; ', filters)}.", MOST_OF_A_DESCRIPTION) if filters else ""


def _joined(separator: str, texts: Iterable[str]) -> str:
    return separator.join(_short(_on_one_line(text), MOST_OF_A_FILTER) for text in texts)


def _on_one_line(text: str) -> str:
    """Without line breaks and marks that turn the direction of what stands around."""
    return "".join(filter(str.isprintable, " ".join(text.split())))


def _short(text: str, most: int) -> str:
    return str(Truncator(text).chars(most))
