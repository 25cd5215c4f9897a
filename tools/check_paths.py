"""Find files, commands and make targets in the documentation that do not exist.

Checked are code spans and links of README.md, CONTRIBUTING.md and docs/*.md. ADRs are left out,
since they also name what was removed.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django

from tools.sources import ROOT

CODE_SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)")
# A path has a slash and starts in this folder: `/du-an/` is a URL, `tests/<package>/` a pattern.
PATH = re.compile(r"\.?[\w-][\w.-]*/[\w./<>*-]*")
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
DJANGO = Path(django.__file__).parent
# Created when the portal is set up.
NOT_IN_REPOSITORY = (".venv/", "var/")


def pages(root: Path = ROOT) -> list[Path]:
    return [
        *(path for path in (root / "README.md", root / "CONTRIBUTING.md") if path.exists()),
        *sorted((root / "docs").glob("*.md")),
    ]


def missing(text: str, base: Path, root: Path = ROOT) -> Iterator[str]:
    """The names in a page of the folder `base` that do not exist in the repository."""
    for link in LINK.findall(text):
        if "://" not in link and not (base / link).exists():
            yield link
    targets = set(TARGET.findall((root / "Makefile").read_text(encoding="utf-8")))
    for span in CODE_SPAN.findall(text):
        if PATH.fullmatch(span):
            if not span.startswith(NOT_IN_REPOSITORY) and not _exists(span, root):
                yield span
        elif target := re.match(r"make ([a-z]+)", span):
            if target[1] not in targets:
                yield target[0]
        elif command := re.match(r"(?:\S*/)?manage\.py ([a-z_]+)", span):
            module = f"management/commands/{command[1]}.py"
            if not any(root.glob(f"*/{module}")) and not (DJANGO / "core" / module).exists():
                yield f"manage.py {command[1]}"


def _exists(path: str, root: Path) -> bool:
    """Whether a file or folder exists; of a pattern, the folder before its first placeholder."""
    fixed = re.split(r"[<*]", path)[0]
    if fixed != path:
        fixed = fixed.rpartition("/")[0]
    return (root / fixed).exists()


def main() -> int:
    """Print what is missing; the exit status is 1 if anything is."""
    failed = False
    for page in pages():
        for name in missing(page.read_text(encoding="utf-8"), page.parent):
            failed = True
            print(f"{page.relative_to(ROOT)}: {name} does not exist")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
