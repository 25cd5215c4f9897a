"""Limit the size of packages, folders, files and functions, and imports from template tag modules.

The files are those of `tools.sources`. [tool.structure] in pyproject.toml has the exceptions; an
unnecessary exception fails the check.
"""

import ast
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.sources import ROOT, packages, settings, source_files

MAX_PACKAGE_LINES = 6_000
MAX_FOLDER_FILES = 20
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 80

# The name as in pyproject.toml, and a message.
Problem = tuple[str, str]


def line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def large_packages(roots: Iterable[Path]) -> Iterator[Problem]:
    """Packages with too many lines of Python, without migrations and templates."""
    for package in roots:
        lines = sum(
            line_count(path) for path in package.rglob("*.py") if "migrations" not in path.parts
        )
        if lines > MAX_PACKAGE_LINES:
            yield package.name, f"{package.name}: {lines} lines (limit {MAX_PACKAGE_LINES})"


def large_folders(paths: Iterable[Path], root: Path = ROOT) -> Iterator[Problem]:
    """Folders with too many source files, without those of subfolders."""
    for folder, count in sorted(Counter(path.parent for path in paths).items()):
        if count > MAX_FOLDER_FILES:
            name = folder.relative_to(root).as_posix()
            yield name, f"{name}: {count} files (limit {MAX_FOLDER_FILES})"


def large_files(paths: Iterable[Path], root: Path = ROOT) -> Iterator[Problem]:
    for path in paths:
        lines = line_count(path)
        if lines > MAX_FILE_LINES:
            name = path.relative_to(root).as_posix()
            yield name, f"{name}: {lines} lines (limit {MAX_FILE_LINES})"


def large_functions(paths: Iterable[Path], root: Path = ROOT) -> Iterator[Problem]:
    """Functions with too many lines, from `def` to the end; named <file>:<function>."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MAX_FUNCTION_LINES:
                name = f"{path.relative_to(root).as_posix()}:{node.name}"
                yield name, f"{name}: {lines} lines (limit {MAX_FUNCTION_LINES})"


def template_tag_imports(
    paths: Iterable[Path], own_packages: set[str], root: Path = ROOT
) -> Iterator[Problem]:
    """Imports from our own template tag modules, which are for templates only."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.ImportFrom(module=str(module), level=0):
                    modules = [module]
                case ast.Import(names=names):
                    modules = [alias.name for alias in names]
                case _:
                    continue
            for module in modules:
                parts = module.split(".")
                if "templatetags" in parts and parts[0] in own_packages:
                    name = path.relative_to(root).as_posix()
                    yield name, f"{name}:{node.lineno}: imports from {module}"


def main() -> int:
    """Print every problem; the exit status is 1 if there is one."""
    paths = list(source_files())
    modules = [path for path in paths if path.suffix == ".py"]
    checks = {
        "large_packages": large_packages(packages()),
        "large_folders": large_folders(paths),
        "large_files": large_files(paths),
        "large_functions": large_functions(modules),
        "template_tag_imports": template_tag_imports(
            modules, {package.name for package in packages()}
        ),
    }
    exceptions = settings("structure")
    failed = False
    for check, found in checks.items():
        unused = set(exceptions.get(check, []))
        excepted = frozenset(unused)
        for name, message in found:
            unused.discard(name)
            if name not in excepted:
                failed = True
                print(message)
        for name in sorted(unused):
            failed = True
            print(f"{name} is within the limit: remove it from [tool.structure] {check}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
