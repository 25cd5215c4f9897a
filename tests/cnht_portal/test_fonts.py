"""The typeface that pages load."""

import unicodedata

import pytest
from django.core.management import call_command
from fontTools.ttLib import TTFont

from cnht_portal.management.commands import build_fonts

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(build_fonts, "FOLDER", tmp_path)
    call_command("build_fonts", verbosity=0)
    return tmp_path


def test_each_weight_has_every_vietnamese_letter_and_stays_small(folder):
    letters = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES}
    letters |= set("bcdđghklmnpqrstvx0123456789.,–“”…₫%²")
    needed = {ord(letter) for word in letters for letter in (word.lower(), word.upper())}
    for weight in (400, 600):
        path = folder / f"be-vietnam-pro-{weight}.woff2"
        with TTFont(path) as font:
            assert needed <= font.getBestCmap().keys()
        assert path.stat().st_size < 50_000


def test_an_existing_typeface_is_not_built_again(folder):
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}

    call_command("build_fonts", verbosity=0)

    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before
