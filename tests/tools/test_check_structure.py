"""The check of sizes, and of imports from template tag modules."""

import pytest

from tools import check_structure
from tools.check_structure import (
    large_files,
    large_folders,
    large_functions,
    large_packages,
    template_tag_imports,
)


@pytest.fixture
def package(tmp_path, monkeypatch):
    for limit, value in {
        "MAX_PACKAGE_LINES": 6, "MAX_FOLDER_FILES": 1, "MAX_FILE_LINES": 4, "MAX_FUNCTION_LINES": 3,
    }.items():  # fmt: skip
        monkeypatch.setattr(check_structure, limit, value)
    folder = tmp_path / "shop"
    folder.mkdir()
    return folder


def test_too_large_files_are_named_with_their_size(package):
    (package / "small.py").write_text("def f():\n    a = 1\n    return a\n")
    (package / "large.py").write_text("def g():\n    a = 1\n    b = 2\n    return a + b\n\n")
    paths = sorted(package.iterdir())
    root = package.parent

    assert list(large_packages([package])) == [("shop", "shop: 8 lines (limit 6)")]
    assert list(large_folders(paths, root)) == [("shop", "shop: 2 files (limit 1)")]
    assert list(large_files(paths, root)) == [("shop/large.py", "shop/large.py: 5 lines (limit 4)")]
    assert list(large_functions(paths, root)) == [
        ("shop/large.py:g", "shop/large.py:g: 4 lines (limit 3)")
    ]


def test_imports_from_our_template_tags_are_refused_but_not_from_django(package):
    module = package / "views.py"
    module.write_text(
        "from django.templatetags.static import static\n"
        "from shop.templatetags.prices import price\n"
    )

    assert list(template_tag_imports([module], {"shop"}, package.parent)) == [
        ("shop/views.py", "shop/views.py:2: imports from shop.templatetags.prices")
    ]
