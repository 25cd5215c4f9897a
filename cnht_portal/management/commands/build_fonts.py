"""Build the subset of the typeface for pages."""

import os
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

FOLDER = settings.VAR_DIR / "fonts"
WEIGHTS = {400: "BeVietnamPro-Regular.ttf", 600: "BeVietnamPro-SemiBold.ttf"}

# All letters of Vietnamese and Western languages, and the symbols of the typeface. It has no arrows
# and check marks; the browser uses the system's typeface for them.
CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Western letters
    *(0x1A0, 0x1A1, 0x1AF, 0x1B0),  # ơ and ư
    *range(0x300, 0x30A),  # combining tone marks
    *(0x31B, 0x323),
    *range(0x1EA0, 0x1EFA),  # Vietnamese letters
    *range(0x2010, 0x2060),  # dashes, quotation marks, dots
    *(0x20AB, 0x20AC, 0x2122),  # ₫ € ™
    *(0x2212, 0x2248, 0x2260, 0x2264, 0x2265),  # − ≈ ≠ ≤ ≥
]


class Command(BaseCommand):
    help = "Cut the typeface down to what the pages need, as WOFF2 files in var/fonts/."

    def handle(self, **options: Any) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        for weight, name in WEIGHTS.items():
            source = Path(str(files("fontpkg_be_vietnam_pro") / "files" / name))
            target = FOLDER / f"be-vietnam-pro-{weight}.woff2"
            if is_newer(target, source, Path(__file__)):
                continue
            write_subset(source, target)
            self.stdout.write(f"Typeface: {target.name}, {target.stat().st_size // 1000} kB.")


def is_newer(target: Path, *sources: Path) -> bool:
    return target.exists() and target.stat().st_mtime > max(
        source.stat().st_mtime for source in sources
    )


def write_subset(source: Path, target: Path) -> None:
    # Imported here, since few starts of the portal build a typeface.
    from fontTools.subset import Options, Subsetter, load_font, save_font

    options = Options(flavor="woff2", name_IDs=["*"])  # all names, since the licence is one of them
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    # Renamed when complete, in case another process reads or writes it.
    draft = target.with_suffix(f".{os.getpid()}")
    with load_font(str(source), options) as font:
        subsetter.subset(font)
        save_font(font, str(draft), options)
    draft.replace(target)
