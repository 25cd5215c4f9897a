"""Build the stylesheets of pages: each is joined into one file."""

import os
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

SOURCES = settings.BASE_DIR / "static" / "css"
FOLDER = settings.VAR_DIR / "css"
NAMES = ["portal.css", "admin.css"]

IMPORT = re.compile(r'^@import url\("([^"]+)"\)(?: layer\((\w+)\))?;\n', re.MULTILINE)
COMMENT = re.compile(r" */\*.*?\*/", re.DOTALL)


class Command(BaseCommand):
    help = "Join the files of static/css/ into var/css/portal.css and var/css/admin.css."
    requires_system_checks = ()  # they would warn of the folder that this command makes

    def handle(self, **options: Any) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name in NAMES:
            target = FOLDER / name
            text = join(SOURCES / name)
            if target.exists() and target.read_text() == text:
                continue
            # Renamed when complete, in case another process reads or writes it.
            draft = target.with_suffix(f".{os.getpid()}")
            draft.write_text(text)
            draft.replace(target)
            self.stdout.write(f"Stylesheet: {name}, {len(text.encode()) // 1000} kB.")


def join(stylesheet: Path) -> str:
    """A stylesheet with the content of its imported files, without comments."""

    def imported(match: re.Match) -> str:
        path, layer = match.groups()
        text = (stylesheet.parent / path).read_text()
        if "/" in path:  # relative URLs in a file of a subfolder start there
            text = text.replace('url("../', 'url("')
        return f"@layer {layer} {{\n{text}}}\n" if layer else text

    return COMMENT.sub("", IMPORT.sub(imported, stylesheet.read_text()))
