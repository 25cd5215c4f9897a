"""Refuse identifiers with retired words.

The words are in retired_names.toml. Checked are names that the project defines: files and folders;
in Python modules, classes, functions, parameters, variables and attributes; in templates blocks,
variables, classes and ids; in styles classes and custom properties; in scripts variables and
functions. Texts and comments are not checked.

pyproject.toml has two lists of exceptions: [tool.names] `allowed` has complete identifiers,
`pending` files and folders that are not clean yet. An unnecessary entry is reported.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.sources import ROOT, is_below, settings, source_files

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
STYLE_TEXT = re.compile(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'|url\([^)]*\)", re.DOTALL)
STYLE_NAME = re.compile(r"(?<![\w)])\.(-?[A-Za-z_][\w-]*)|(--[A-Za-z_][\w-]*)")
SCRIPT_TEXT = re.compile(r"//[^\n]*|/\*.*?\*/|\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`", re.DOTALL)
SCRIPT_NAME = re.compile(r"\b(?:const|let|var|function|class)\s+([A-Za-z_$][\w$]*)")
TEMPLATE_COMMENT = re.compile(r"{#.*?#}|{% comment.*?{% endcomment %}", re.DOTALL)
TEMPLATE_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
TEMPLATE_NAME = re.compile(
    r"{%-?\s*(?:block|partialdef|for)\s+([\w-]+)"  # names defined by a tag
    r"|\bas\s+(\w+)\s*%}"
)
TEMPLATE_ARGUMENT = re.compile(r"\b(\w+)=")
TEMPLATE_ATTRIBUTE = re.compile(r"\b(?:class|id)=\"([^\"]*)\"")

# A name and the line of its definition.
Name = tuple[str, int]


class RetiredNames:
    """The retired words, as {run of words: (complete name or beginning, replacement)}."""

    def __init__(self, words: dict[str, str]) -> None:
        self.anywhere = {
            tuple(word.split("_")): hint for word, hint in words.items() if word[-1] != "_"
        }
        self.at_start = {
            tuple(word[:-1].split("_")): hint for word, hint in words.items() if word[-1] == "_"
        }

    def find(self, name: str) -> tuple[str, str] | None:
        """The first retired word in a name, and its replacement."""
        words = tuple(word.lower() for word in WORD.findall(name))
        for start in range(len(words)):
            for run, hint in self.anywhere.items():
                if words[start : start + len(run)] == run:
                    return "_".join(run), hint
        for run, hint in self.at_start.items():
            if words[: len(run)] == run:
                return "_".join(run), hint
        return None


def python_names(text: str) -> Iterator[Name]:
    """Names that a module defines; names it only uses are checked at their definition."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                yield node.name, node.lineno
            case ast.arg():
                yield node.arg, node.lineno
            case ast.Name(ctx=ast.Store()):
                yield node.id, node.lineno
            case ast.Attribute(ctx=ast.Store()):
                yield node.attr, node.lineno
            case ast.alias(asname=str(name)) | ast.ExceptHandler(name=str(name)):
                yield name, node.lineno
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name, node.lineno
            case ast.keyword(arg=str(name)):
                yield name, node.value.lineno
            case ast.Dict(keys=keys):
                for key in keys:
                    if isinstance(key, ast.Constant) and isinstance(key.value, str):
                        yield key.value, key.lineno


def style_names(text: str) -> Iterator[Name]:
    """Classes and custom properties."""
    text = _without(STYLE_TEXT, text)
    for found in STYLE_NAME.finditer(text):
        yield found[1] or found[2], _line(text, found.start())


def script_names(text: str) -> Iterator[Name]:
    """Variables, functions and classes."""
    text = _without(SCRIPT_TEXT, text)
    for found in SCRIPT_NAME.finditer(text):
        yield found[1], _line(text, found.start())


def template_names(text: str) -> Iterator[Name]:
    """Blocks, variables, and the values of class and id attributes."""
    text = _without(TEMPLATE_COMMENT, text)
    for found in TEMPLATE_NAME.finditer(text):
        yield found[1] or found[2], _line(text, found.start())
    for tag in TEMPLATE_TAG.finditer(text):
        if tag[0].startswith(("{% with ", "{% include ")):
            for name in TEMPLATE_ARGUMENT.findall(tag[0]):
                yield name, _line(text, tag.start())
    markup = _without(TEMPLATE_TAG, text)
    for found in TEMPLATE_ATTRIBUTE.finditer(markup):
        for name in found[1].split():
            yield name, _line(text, found.start())


READERS = {
    ".py": python_names,
    ".html": template_names,
    ".css": style_names,
    ".js": script_names,
}


def problems(
    paths: Iterable[Path], retired: RetiredNames, allowed: set[str], root: Path = ROOT
) -> Iterator[tuple[Path, str]]:
    """Each retired name as its file, relative to the root, and a message."""
    reported_folders: set[Path] = set()
    for path in paths:
        relative = path.relative_to(root)
        for part in [relative, *relative.parents][:-1]:
            if part not in reported_folders and part.stem not in allowed:
                reported_folders.add(part)
                if found := retired.find(part.stem):
                    yield relative, f"{part}: its name has the retired word {_advice(found)}"
        for name, line in READERS[path.suffix](path.read_text(encoding="utf-8")):
            if name not in allowed and (found := retired.find(name)):
                yield relative, f"{relative}:{line}: {name} has the retired word {_advice(found)}"


def main() -> int:
    """Print every problem; the exit status is 1 if there is one."""
    words = tomllib.loads((ROOT / "tools" / "retired_names.toml").read_text(encoding="utf-8"))
    exceptions = settings("names")
    clean_pending = {entry for entry in exceptions["pending"] if (ROOT / entry).exists()}
    failed = False
    for path, message in problems(
        source_files(), RetiredNames(words), allowed=set(exceptions["allowed"])
    ):
        if is_below(path, exceptions["pending"]):
            clean_pending = {entry for entry in clean_pending if not path.is_relative_to(entry)}
            continue
        failed = True
        print(message)
    for entry in sorted(clean_pending):
        print(f"{entry} is clean: remove it from [tool.names] pending in pyproject.toml")
    return int(failed)


def _advice(found: tuple[str, str]) -> str:
    word, hint = found
    return f"“{word}”; write {hint}."


def _without(pattern: re.Pattern[str], text: str) -> str:
    """The text with each match blanked out; lines stay where they are."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


if __name__ == "__main__":
    sys.exit(main())
