"""The pictures of the README, taken from the portal's pages by `make pictures`."""

import io
import os
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

README = settings.BASE_DIR / "README.md"
FOLDER = "docs/pictures"
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 780}

# name: address, window, scheme
PICTURES = {
    "home": ("/", WIDE, "light"),
    "projects": ("/en/projects/?scope=sited", WIDE, "light"),
    "project": ("/en/projects/DA-0001/", WIDE, "light"),
    "project-phone": ("/du-an/DA-0001/", PHONE, "light"),
    "search-phone": ("/en/search/?q=rubber", PHONE, "dark"),
    "ask-phone": ("/en/projects/DA-0001/enquire/", PHONE, "light"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_each_picture_of_the_readme_shows_an_existing_page(page, tmp_path, name):
    address, window, scheme = PICTURES[name]
    page.set_viewport_size(window)
    page.emulate_media(color_scheme=scheme)
    assert page.goto(address).status == 200
    page.evaluate("document.fonts.ready")
    folder = settings.BASE_DIR / FOLDER if os.environ.get("TAKE_PICTURES") else tmp_path
    taken = save(page.screenshot(), folder / f"{name}.png")

    assert taken.stat().st_size < 200_000
    assert f"{FOLDER}/{name}.png" in README.read_text(encoding="utf-8")


def save(screenshot: bytes, path: Path) -> Path:
    """Save with few colours, which takes a quarter of the bytes."""
    path.parent.mkdir(exist_ok=True)
    Image.open(io.BytesIO(screenshot)).convert("P", palette=Image.Palette.ADAPTIVE).save(
        path, optimize=True
    )
    return path
