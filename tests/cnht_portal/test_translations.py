"""The Vietnamese translation is complete, for our texts and those of libraries."""

from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.apps import apps
from django.utils import translation
from django.utils.translation.trans_real import DjangoTranslation

from cnht_portal.environment import BASE_DIR
from cnht_portal.management.commands import update_translations as command

# Texts that an official meets in the admin, without names of languages and the like.
MET_AT_THE_ADMIN = ["django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes"]
FOR_DEVELOPERS = {
    "Form is not validated, call `is_valid` first",
    "call to force_str() on instance failed: %s",
    "use_natural_foreign_keys and key_is_id cannot both be True",
}
SAME_IN_VIETNAMESE = {"%(class_name)s %(instance)s", "Email", "IPv4", "IPv6", "…", ":?.!"}


def texts_of(package, language, domain="django"):
    path = files(package) / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    with path.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def left_in_english(messages, domain="django"):
    vietnamese = DjangoTranslation("vi", domain=domain)
    for message in messages:
        one, many = message.id if message.pluralizable else (message.id, message.id)
        if message.pluralizable:
            visible = vietnamese.ngettext(one, many, 2)
        elif message.context:
            visible = vietnamese.pgettext(message.context, one)
        else:
            visible = vietnamese.gettext(one)
        if visible == many and one not in SAME_IN_VIETNAMESE:
            yield one


@pytest.mark.parametrize("package", MET_AT_THE_ADMIN)
def test_the_admin_has_no_english_of_django(package):
    assert list(left_in_english(texts_of(package, "en"))) == []


def test_form_errors_are_in_vietnamese():
    checks = ("forms/", "core/", "db/models/fields/__init__.py")
    messages = [
        message
        for message in texts_of("django.conf", "en")
        if any(file.startswith(checks) for file, _line in message.locations)
        and ("%" in message.id or "." in message.id)  # a sentence, not the name of a column type
    ]

    assert list(left_in_english(messages)) == []


def test_every_model_and_app_has_a_vietnamese_name():
    ours = [app for app in apps.get_app_configs() if Path(app.path).parent == BASE_DIR]
    named = [app for app in ours if list(app.get_models())]
    named += [model._meta for app in ours for model in app.get_models()]

    def names():
        return [str(each.verbose_name) for each in named]

    with translation.override("en"):
        english = names()
    with translation.override("vi"):
        vietnamese = names()
    assert not [one for one, other in zip(english, vietnamese, strict=True) if one == other]


def test_the_scripts_of_the_admin_have_no_english_of_django():
    messages = texts_of("django.contrib.admin", "en", "djangojs")

    assert list(left_in_english(messages, "djangojs")) == []


def test_the_import_screens_have_no_english_of_their_library():
    messages = texts_of("import_export", "fr")  # its English texts have no catalogue

    assert set(left_in_english(messages)) <= FOR_DEVELOPERS


def test_our_translations_take_precedence_over_those_of_a_library(tmp_path):
    with translation.override("vi"):
        assert translation.gettext("Breadcrumbs") == "Đường dẫn trang"


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    """A catalogue in place of the portal's own."""
    path = tmp_path / "django.po"
    monkeypatch.setattr(command, "CATALOGUES", [path])
    monkeypatch.setattr(command, "BASE_DIR", tmp_path)

    def write(messages, **about):
        kept = Catalog(locale="vi")
        for text, translated in messages.items():
            kept.add(text, translated, **about)
        path.write_bytes(command.as_po(kept))
        path.with_suffix(".mo").write_bytes(command.as_mo(command.read(path)))
        return path

    return write


@pytest.mark.parametrize(
    ("messages", "about", "fault"),
    [
        ({"Project": ""}, {}, "not translated: 'Project'"),
        ({"Project": "Dự án"}, {"flags": ["fuzzy"]}, "fuzzy: 'Project'"),
        ({"%(n)s rows": "dòng"}, {}, "placeholders differ: '%(n)s rows'"),
        ({"{n} rows": "{m} dòng"}, {}, "placeholders differ: '{n} rows'"),
        ({("%(n)s row", "%(n)s rows"): ("một dòng",)}, {}, "placeholders differ: '%(n)s row'"),
        ({("%(n)s row", "%(n)s rows"): ("",)}, {}, "not translated: '%(n)s row'"),
    ],
)
def test_a_faulty_translation_fails_the_check(catalogue, messages, about, fault):
    catalogue(messages, **about)

    assert list(command.faults()) == [f"django.po: {fault}"]


def test_a_percent_sign_in_a_sentence_is_no_placeholder(catalogue):
    catalogue({"100% foreign": "100% vốn nước ngoài", "60%% or more": "từ 60%%"})

    assert list(command.faults()) == []


def test_a_compiled_catalogue_older_than_its_texts_fails_the_check(catalogue):
    path = catalogue({"Project": "Dự án"})
    path.write_text(path.read_text().replace("Dự án", "Công trình"))

    assert list(command.faults()) == ["django.mo: run manage.py update_translations"]


def test_missing_and_unused_texts_of_the_catalogue_fail_the_check():
    sources, kept = Catalog(locale="vi"), Catalog(locale="vi")
    sources.add("Area", context="figure")
    kept.add("Areas", "Diện tích")

    assert list(command.differences(sources, kept)) == [
        "not in the catalogue: [figure] 'Area'",
        "no longer used: 'Areas'",
    ]


def test_texts_are_found_in_python_files_and_in_templates(tmp_path, monkeypatch):
    (tmp_path / "views.py").write_text(
        "from django.utils.translation import gettext as _, ngettext, pgettext_lazy\n"
        "_('Sent')\nngettext('%(n)s row', '%(n)s rows', n)\npgettext_lazy('url', 'projects/')\n"
    )
    (tmp_path / "page.html").write_text(
        '{% load i18n %}<p>\n      it\'s {% translate "Show" %}</p>\n   {% if x %}'
        "{% blocktranslate count n=rows trimmed %}\n  one row\n{% plural %}\n  {{ n }} rows\n"
        '{% endblocktranslate %}{% endif %}\n {{ _("Code") }} {% translate "open" context "door" %}'
    )
    monkeypatch.setattr(command, "source_files", lambda: sorted(tmp_path.iterdir()))

    found = {(message.id, message.context) for message in command.texts(command.extracted())}

    assert found == {
        ("Sent", None),
        (("%(n)s row", "%(n)s rows"), None),
        ("projects/", "url"),
        ("Show", None),
        (("one row", "%(n)s rows"), None),
        ("Code", None),
        ("open", "door"),
    }


def test_collecting_twice_writes_the_same_file():
    catalogue = command.read(command.OWN)

    assert command.as_po(catalogue) == command.as_po(catalogue)
    assert command.as_mo(catalogue) == command.as_mo(command.read(command.OWN))


def test_the_catalogue_is_where_django_looks_for_it(settings):
    assert [path.parents[2] for path in command.CATALOGUES[:2]] == settings.LOCALE_PATHS
    assert command.OWN.is_relative_to(BASE_DIR)
