"""The stylesheets: joined files, breakpoints, tokens, unused rules."""

import re
from collections import Counter
from pathlib import Path

import django
import import_export
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from cnht_portal.management.commands import build_styles
from cnht_portal.management.commands.build_styles import IMPORT, NAMES, SOURCES, join
from records.models import Publication
from tools.sources import packages

BREAKPOINTS = {"portal.css": {640, 900}, "admin.css": {767}}  # 767: of Django's own stylesheets

# Lengths without a token: zero, a hairline, 100 %, and lengths relative to the text.
PLAIN_LENGTH = re.compile(r"0|1px|100%|auto|inherit|0?\.\d+em")
TOKEN = re.compile(r"calc\(-1 \* var\(--space-\d\)\)|var\(--(?:space|text|letters)-[\w-]+\)")

# Classes added by Django's forms, htmx, Leaflet and select2.
OF_LIBRARIES = {
    "errorlist",
    "htmx-request",
    "htmx-swapping",
    "leaflet-container",
    "select2-container--admin-autocomplete",
}
ADMIN = [Path(django.__file__).parent / "contrib" / "admin", Path(import_export.__file__).parent]


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


@pytest.fixture
def stylesheet(name):
    return join(SOURCES / name)


def declarations(stylesheet):
    return re.findall(r"([\w-]+): ([^;{}]+);", stylesheet)


def classes_of(stylesheet):
    selectors = " ".join(re.findall(r"([^{};]+)\{", stylesheet))
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors))


def test_every_file_is_imported_once():
    imported = [
        path for entry in NAMES for path, _ in IMPORT.findall((SOURCES / entry).read_text())
    ]
    shared = {"fonts.css", "tokens.css"}
    files = {path.relative_to(SOURCES).as_posix() for path in SOURCES.rglob("*.css")} - set(NAMES)

    assert set(imported) == files
    assert {path for path, times in Counter(imported).items() if times > 1} == shared


def test_a_joined_stylesheet_keeps_layers_and_urls_and_drops_comments(tmp_path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "all.css").write_text(
        '@layer base, parts;\n\n@import url("base.css");\n'
        '@import url("parts/foot.css") layer(parts);\n'
    )
    (tmp_path / "base.css").write_text('/* Text. */\np {\n  src: url("../fonts/a.woff2");\n}\n')
    (tmp_path / "parts" / "foot.css").write_text('a {\n  mask: url("../../img/a.svg");\n}\n')

    assert join(tmp_path / "all.css") == (
        '@layer base, parts;\n\n\np {\n  src: url("../fonts/a.woff2");\n}\n'
        '@layer parts {\na {\n  mask: url("../img/a.svg");\n}\n}\n'
    )


def test_an_unchanged_stylesheet_is_not_written_again(tmp_path, monkeypatch):
    monkeypatch.setattr(build_styles, "FOLDER", tmp_path)
    call_command("build_styles", verbosity=0)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}

    call_command("build_styles", verbosity=0)

    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before
    assert {path.name for path in before} == set(NAMES)


def test_a_joined_stylesheet_is_valid_and_its_files_exist(stylesheet):
    call_command("build_fonts", verbosity=0)
    assert "@import" not in stylesheet
    assert stylesheet.count("{") == stylesheet.count("}")
    addresses = re.findall(r'url\("([^"]+)"\)', stylesheet)
    assert addresses
    for address in addresses:
        assert address.startswith("../")
        assert finders.find(address.removeprefix("../")), address


def test_the_public_stylesheet_declares_every_layer_in_order():
    text = (SOURCES / "portal.css").read_text()
    order = re.search(r"@layer ([\w, ]+);", text).group(1).split(", ")
    layers = [layer for path, layer in IMPORT.findall(text) if path != "fonts.css"]

    assert set(layers) == set(order)


def test_layouts_change_at_few_widths(name, stylesheet):
    conditions = re.findall(r"@media ([^{]+) \{", stylesheet)
    features = re.findall(r"\(([^)]+)\)", " ".join(conditions))
    widths = [feature.split(": ") for feature in features if "width" in feature]

    assert {feature for feature, _ in widths} <= {"min-width", "max-width"}
    # max-width is 0.02 px below a breakpoint, so that no width falls between two rules.
    assert {
        round(float(width.removesuffix("px")) + 0.02 * (feature == "max-width"))
        for feature, width in widths
    } == BREAKPOINTS[name]
    assert {feature for feature in features if "width" not in feature} <= {
        "prefers-color-scheme: dark",
        "scripting: enabled",
        "min-height: 480px",  # room for the shortlist above the rows
    }


def test_space_and_type_come_from_tokens(stylesheet):
    written_out = [
        f"{name}: {value}"
        for name, value in declarations(stylesheet)
        if re.fullmatch(r"(margin|padding)(-\w+)*|(row-|column-)?gap|font-size", name)
        and not all(PLAIN_LENGTH.fullmatch(length) for length in TOKEN.sub("0", value).split())
    ]

    assert written_out == []
    assert {value for name, value in declarations(stylesheet) if name == "font"} <= {"inherit"}


def test_tokens_are_defined_if_and_only_if_they_are_used(name, stylesheet):
    def used(text):
        return set(re.findall(r"var\((--[\w-]+)\)", text))

    defined = {name for name, _ in declarations(stylesheet) if name.startswith("--")}
    tokens = {name for name, _ in declarations(join(SOURCES / "tokens.css"))}
    everywhere = used(" ".join(path.read_text() for path in SOURCES.rglob("*.css")))

    assert used(stylesheet) <= defined
    assert {name for name in tokens if name.startswith("--")} <= everywhere


def test_a_theme_chosen_in_the_admin_has_the_colours_of_that_theme():
    def colours(selector):
        text = join(SOURCES / "admin.css")
        bodies = re.findall(rf"^{selector} {{\n([^}}]+)}}", text, flags=re.MULTILINE)
        return {
            name: value
            for name, value in declarations("".join(bodies))
            if re.fullmatch("#[0-9a-f]{6}", value)
        }

    light = colours(":root")
    dark = light | colours(r"@media \(prefers-color-scheme: dark\) {\n  :root")
    chosen_light = colours(r'html\[data-theme="light"\]')
    chosen_dark = colours(r'html\[data-theme="dark"\]')

    assert chosen_light.items() <= light.items()
    assert chosen_dark.items() <= dark.items()
    assert chosen_light.keys() == chosen_dark.keys()
    assert "--ink" in chosen_light


def test_every_class_of_the_public_pages_is_used():
    names, beginnings = classes_in_markup()
    scripts = " ".join(
        path.read_text() for path in (settings.BASE_DIR / "static" / "js").glob("*.js")
    )
    names |= OF_LIBRARIES | set(re.findall(r'(?:className: |classList\.add\()"([\w-]+)"', scripts))

    stylesheet = join(SOURCES / "portal.css")
    assert not {
        name for name in classes_of(stylesheet) - names if not name.startswith(tuple(beginnings))
    }


def test_every_class_of_the_admin_is_used():
    names, _ = classes_in_markup()
    words = set()  # of Django's admin, which composes its classes in templates, Python and scripts
    for folder in ADMIN:
        for path in folder.rglob("*"):
            if path.suffix in {".html", ".py", ".js"}:
                words.update(re.findall(r"[\w-]+", path.read_text()))
    fields = set()  # of which the admin makes field-name and column-name
    for package in packages():
        for path in package.rglob("*.py"):
            fields.update(re.findall(r"\w+", path.read_text()))

    unused = classes_of(join(SOURCES / "admin.css")) - names - words
    assert not {
        name
        for name in unused - OF_LIBRARIES - set(Publication.values)
        if re.sub("^(field|column)-", "", name) not in fields
    }


def classes_in_markup():
    """Classes in templates and in HTML written by Python, and prefixes of composed ones."""
    names, beginnings = set(), set()
    files = [path for package in packages() for path in package.rglob("*.py")]
    for path in [*files, *(settings.BASE_DIR / "templates").rglob("*.html")]:
        for _, value in re.findall(
            r"""class=(["'])((?:\{%.*?%\}|\{\{.*?\}\}|(?!\1).)*)\1""", path.read_text()
        ):
            beginnings.update(re.findall(r"([\w-]+-)\{\{", value))
            names.update(re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", value).split())
    return names, beginnings
