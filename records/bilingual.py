"""Texts in two languages: `name_vi` and `name_en`, read as `name`."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def page_language() -> str:
    """The language of the current page or file: "vi" or "en"."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


class InLanguage:
    """The text in the page's language, or the Vietnamese one, marked, if there is no English.

    A marked text is safe HTML; any other is plain text, which templates escape as usual.
    """

    def __set_name__(self, owner: type[models.Model], name: str) -> None:
        self.name = name

    def __get__(self, record: models.Model | None, owner: type[models.Model]) -> Any:
        if record is None:
            return self
        vietnamese: str = getattr(record, f"{self.name}_vi")
        if page_language() == "vi":
            return vietnamese
        return getattr(record, f"{self.name}_en") or in_vietnamese(vietnamese)


def in_vietnamese(text: str) -> SafeString | str:
    """Mark a Vietnamese text on an English page with its language, as HTML."""
    return format_html('<span lang="vi">{}</span>', text) if text else ""


def plain_text(record: models.Model, name: str) -> str:
    """A text in the page's language without markup, for titles, options and files."""
    return str(getattr(record, f"{name}_{page_language()}") or getattr(record, f"{name}_vi"))


def choices_of(records: Iterable[models.Model], key: str, text: str) -> list[tuple[str, str]]:
    """Records as choices: their key, and a text in the page's language."""
    return [(getattr(record, key), plain_text(record, text)) for record in records]
