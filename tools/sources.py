"""The source files of the project, and the settings of these checks in pyproject.toml."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SUFFIXES = {".py", ".html", ".css", ".js"}


def settings(name: str) -> dict[str, list[str]]:
    """The table [tool.<name>] of pyproject.toml."""
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    table: dict[str, list[str]] = tables["tool"][name]
    return table


def packages(root: Path = ROOT) -> list[Path]:
    """Top-level Python packages."""
    return sorted(path.parent for path in root.glob("*/__init__.py"))


def source_files(root: Path = ROOT) -> Iterator[Path]:
    """Python, templates, styles and scripts, without generated migrations."""
    for folder in [*packages(root), root / "tests", root / "templates", root / "static"]:
        for path in sorted(folder.rglob("*")):
            if path.suffix in SUFFIXES and "migrations" not in path.parts:
                yield path


def is_below(path: Path, folders: list[str]) -> bool:
    """Whether a relative path is one of these files or is in one of these folders."""
    return any(path.is_relative_to(folder) for folder in folders)
