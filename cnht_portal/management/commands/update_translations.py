"""Translations into Vietnamese: collected from the sources, stored as .po files, compiled to .mo.

Babel reads and writes the formats, so GNU gettext is not needed. Texts that libraries leave in
English have a catalogue of their own, which is edited by hand.
"""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

from cnht_portal.environment import BASE_DIR

LOCALE = BASE_DIR / "locale"
OWN = LOCALE / "vi" / "LC_MESSAGES" / "django.po"
LIBRARIES = LOCALE / "libraries" / "vi" / "LC_MESSAGES"
CATALOGUES = [OWN, LIBRARIES / "django.po", LIBRARIES / "djangojs.po"]

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
# Without dates, so that a file changes only when a text does.
HEADER = r"""msgid ""
msgstr ""
"Language: vi\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"

"""


class Command(BaseCommand):
    help = "Collect the texts to translate, drop those no longer used, and compile the catalogues."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail when something is stale"
        )

    def handle(self, *, check: bool, **options: Any) -> None:
        sources = extracted()
        if check:
            problems = [*differences(sources, read(OWN)), *faults()]
            if problems:
                raise CommandError("\n".join(["The translations need work:", *problems]))
            return

        catalogue = read(OWN)
        catalogue.update(sources, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        OWN.write_bytes(as_po(catalogue))
        for path in CATALOGUES:
            path.with_suffix(".mo").write_bytes(as_mo(read(path)))
        waiting = [message for message in texts(catalogue) if not translated(message)]
        self.stdout.write(f"{len(catalogue)} texts, {len(waiting)} of them to be translated.")
        for message in waiting:
            self.stdout.write(f"  {excerpt(message)}")


def extracted() -> Catalog:
    """Every translatable text in Python files and templates."""
    catalogue = Catalog(locale="vi")
    for path in source_files():
        source = path.read_text()
        if path.suffix != ".py":
            # Indented markup is not Python; the calls in it need no indentation.
            source = "\n".join(line.strip() for line in templatize(source).splitlines())
        lines = io.BytesIO(source.encode())
        for _line, text, _comments, context in extract("python", lines, KEYWORDS):
            catalogue.add(text, context=context)
    return catalogue


def source_files() -> Iterator[Path]:
    own = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == BASE_DIR]
    # Packages that are not Django apps but have messages for people.
    own += [BASE_DIR / name for name in ("layouts", "spreadsheets", "vietnamese")]
    for folder in own:
        yield from sorted(folder.rglob("*.py"))
    for folder in [BASE_DIR, *own]:
        yield from sorted(path for path in (folder / "templates").rglob("*") if path.is_file())


def differences(sources: Catalog, catalogue: Catalog) -> Iterator[str]:
    """Texts that are only in the sources or only in the catalogue."""
    required = {(m.id, m.context): m for m in texts(sources)}
    kept = {(m.id, m.context): m for m in texts(catalogue)}
    for key in required.keys() - kept.keys():
        yield f"not in the catalogue: {excerpt(required[key])}"
    for key in kept.keys() - required.keys():
        yield f"no longer used: {excerpt(kept[key])}"


def faults() -> Iterator[str]:
    """Faults in the catalogues."""
    for path in CATALOGUES:
        catalogue = read(path)
        name = path.relative_to(BASE_DIR)
        for message in texts(catalogue):
            if message.fuzzy:
                yield f"{name}: fuzzy: {excerpt(message)}"
            elif not translated(message):
                yield f"{name}: not translated: {excerpt(message)}"
            elif placeholders(message.id) != placeholders(message.string):
                yield f"{name}: placeholders differ: {excerpt(message)}"
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != as_mo(catalogue):
            yield f"{compiled.relative_to(BASE_DIR)}: run manage.py update_translations"


def texts(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def translated(message: Message) -> bool:
    forms: Any = message.string if message.pluralizable else [message.string]
    return all(forms)


def placeholders(text: Any) -> set[str]:
    """The placeholders of a text; of a plural, those of its last form, which has the number."""
    last = text if isinstance(text, str) else text[-1]
    return set(PLACEHOLDER.findall(last.replace("%%", "")))


def excerpt(message: Message) -> str:
    text = message.id[0] if message.pluralizable else message.id
    return f"[{message.context}] {text!r}" if message.context else repr(text)


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        catalogue = read_po(file, locale="vi")
    # Babel writes the present time into compiled files.
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    texts_only = io.BytesIO()
    write_po(texts_only, catalogue, width=100, no_location=True, omit_header=True, sort_output=True)
    return HEADER.encode() + texts_only.getvalue().strip() + b"\n"


def as_mo(catalogue: Catalog) -> bytes:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()
