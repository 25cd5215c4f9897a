"""The check that files named in the documentation exist."""

import pytest

from tools.check_paths import missing


@pytest.fixture
def root(tmp_path):
    (tmp_path / "Makefile").write_text("run: .env\n\tserve\n")
    (tmp_path / "shop" / "management" / "commands").mkdir(parents=True)
    (tmp_path / "shop" / "models.py").touch()
    (tmp_path / "shop" / "management" / "commands" / "sell.py").touch()
    return tmp_path


@pytest.mark.parametrize(
    "text",
    [
        "`shop/models.py`, `shop/`, `shop/<area>/views.py`, [models](shop/models.py)",
        "`make run`, `manage.py makemigrations`, `.venv/bin/python manage.py sell --all`",
        "`/du-an/xuat.xlsx`, `GET /api/v1/`, `.venv/bin/python`, <https://example.vn/a>",
        "[site](https://example.vn/a)",
    ],
)
def test_existing_paths_and_other_code_are_accepted(root, text):
    assert list(missing(text, root, root)) == []


def test_missing_paths_are_named(root):
    text = "`shop/views.py`, `stores/<area>/`, [page](docs/x.md), `make tea`, `manage.py buy`"

    assert list(missing(text, root, root)) == [
        "docs/x.md", "shop/views.py", "stores/<area>/", "make tea", "manage.py buy",
    ]  # fmt: skip
