"""The check for retired words in identifiers."""

import pytest

from tools.check_names import (
    RetiredNames,
    problems,
    python_names,
    script_names,
    style_names,
    template_names,
)

RETIRED = RetiredNames({"blob": "content", "goes_by": "key", "much_": "MAX_"})


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("blob", "blob"),
        ("_blob_groups", "blob"),
        ("StatusBlob", "blob"),
        ("blobOnce", "blob"),
        ("HTMLBlob2", "blob"),
        ("button-blob", "blob"),
        ("index_goes_by", "goes_by"),
        ("MUCH_ROWS", "much"),
        ("_much_rows", "much"),
    ],
)
def test_a_retired_word_is_found_in_every_spelling(name, word):
    assert RETIRED.find(name)[0] == word


@pytest.mark.parametrize("name", ["blobs", "goes_there_by", "ROWS_AT_MUCH", "content"])
def test_other_names_are_accepted(name):
    assert RETIRED.find(name) is None


def test_names_in_python_are_found():
    text = """
from a import b as renamed
class Model:
    field: int = 1
    def method(self, argument, *rest, key=None, **others):
        self.attribute = used.elsewhere
        for item in items:
            called(keyword=item)
        return {"context": [part for part in item]}
"""
    assert {name for name, _line in python_names(text)} == {
        "renamed", "Model", "field", "method", "self", "argument", "rest", "key", "others",
        "attribute", "item", "keyword", "context", "part",
    }  # fmt: skip


def test_names_in_templates_are_found():
    text = """{# class="comment" #}
{% block body %}{% with total=1 %}{% include "_row.html" with row=item only %}
<p class="card {% if x %}wide{% endif %}" id="first">{% url "home" as link %}</p>
"""
    assert list(template_names(text)) == [
        ("body", 2), ("link", 3), ("total", 2), ("row", 2),
        ("card", 3), ("wide", 3), ("first", 3),
    ]  # fmt: skip


def test_names_in_styles_and_scripts_are_found():
    style = '/* .no */\n.card:not(.wide) { --gap: .5rem; src: url("x.woff2") }'
    script = '// const no\nconst list = "let no";\nfunction show() {}'

    assert list(style_names(style)) == [("card", 2), ("wide", 2), ("--gap", 2)]
    assert list(script_names(script)) == [("list", 2), ("show", 3)]


def test_a_problem_names_file_line_and_replacement(tmp_path):
    module = tmp_path / "package" / "blob.py"
    module.parent.mkdir()
    module.write_text("\nblob_once = 1\nMUCH_DAYS = 2\n")

    found = [
        message for _path, message in problems([module], RETIRED, {"MUCH_DAYS"}, root=tmp_path)
    ]

    assert found == [
        "package/blob.py: its name has the retired word “blob”; write content.",
        "package/blob.py:2: blob_once has the retired word “blob”; write content.",
    ]
