"""Diagrams of the data model, one for each app, in Mermaid.

A diagram has the models of an app with their important fields: identifying fields, choices, figures
and relations. Plain texts, and fields that all records share, are left out.
"""

from collections.abc import Iterator
from pathlib import Path
from textwrap import fill
from typing import Any

from django.apps import AppConfig, apps
from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations
from django.db import models

from cnht_portal.environment import BASE_DIR
from records.figures import figure_columns
from records.snapshots import is_plain

PAGE = BASE_DIR / "docs" / "data-model.md"
HEAD = """\
# Data model

Written by `manage.py draw_models`; `make check` fails when it is out of date.

There is one diagram for each app. A box is a model with its key fields: UK marks what identifies
a row, alone or together with other UK fields and relations; `choice` is a field with fixed values;
a `figure` stands for five columns (lower and upper end, qualifier, unit, wording as issued). A
line is a relation, with the name of the field. A box that is not in the list below its diagram
belongs to another app. Fields that all records share (publication, version, source ...) are in
`records/models.py`.
"""


class Command(BaseCommand):
    help = "Write the diagrams of the data model to docs/data-model.md."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail when the file is stale"
        )

    @no_translations
    def handle(self, *, check: bool, **options: Any) -> None:
        page = data_model_page()
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page:
            return
        if check:
            raise CommandError(f"{PAGE} is out of date; write it with manage.py draw_models.")
        PAGE.write_text(page, encoding="utf-8")
        self.stdout.write(f"Written: {PAGE}")


def data_model_page() -> str:
    """The complete file, with the apps in the order of INSTALLED_APPS."""
    own_apps = (app for app in apps.get_app_configs() if Path(app.path).parent == BASE_DIR)
    sections = ["\n".join(_section(app)) for app in own_apps if list(app.get_models())]
    return "\n".join([HEAD, *sections])


def _section(app: AppConfig) -> Iterator[str]:
    """The diagram of an app, and one line about each model."""
    app_models = sorted(app.get_models(), key=lambda model: model.__name__)
    yield f"## {app.label}\n"
    yield "```mermaid"
    yield "erDiagram"
    for model in app_models:
        yield from _box(model)
    for model in app_models:
        yield from _relations(model)
    yield "```\n"
    for model in app_models:
        line = f"- `{model.__name__}` in `{_module_path(model)}`: {_description(model)}"
        yield fill(line, 100, subsequent_indent="  ", break_on_hyphens=False)
    yield ""


def _box(model: type[models.Model]) -> Iterator[str]:
    lines = list(_key_fields(model))
    if not lines:
        yield f"    {model.__name__}"
        return
    yield f"    {model.__name__} {{"
    yield from lines
    yield "    }"


def _key_fields(model: type[models.Model]) -> Iterator[str]:
    identifying = _identifying_fields(model)
    figures = figure_columns(model)
    columns_of_figures = {name for figure in figures for name in figure.column_names}
    for field in model._meta.local_fields:
        if field.is_relation or field.name in columns_of_figures or _is_inherited(model, field):
            continue
        if field.name in identifying:
            yield f"        {_type_name(field)} {field.name} UK"
        elif field.choices:
            yield f"        choice {field.name}"
    for figure in figures:
        yield f"        figure {figure.name}"


def _relations(model: type[models.Model]) -> Iterator[str]:
    """One line for each relation: from many rows (or one) to one, or to many."""
    for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
        target = field.related_model
        if not isinstance(target, type):
            continue
        if field.many_to_many:
            if not is_plain(field):
                continue  # a model of its own, drawn with its two relations
            ends = "}o--o{"
        else:
            ends = ("|o" if field.one_to_one else "}o") + "--" + ("o|" if field.null else "||")
        yield f'    {model.__name__} {ends} {target.__name__} : "{field.name}"'


def _identifying_fields(model: type[models.Model]) -> set[str]:
    """Fields that are unique, alone or together, except Django's ids."""
    alone = {
        field.name for field in model._meta.local_fields if field.unique and not field.primary_key
    }
    together = {
        name
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
        for name in constraint.fields
    }
    return alone | together


def _is_inherited(model: type[models.Model], field: models.Field) -> bool:
    """Whether a field comes from an abstract base, such as those of all records."""
    return any(
        base._meta.abstract and field.name in {own.name for own in base._meta.local_fields}
        for base in model.__mro__
        if issubclass(base, models.Model) and hasattr(base, "_meta")
    )


def _type_name(field: models.Field) -> str:
    name = field.get_internal_type().removesuffix("Field").lower()
    return "integer" if name.endswith("integer") else name


def _module_path(model: type[models.Model]) -> str:
    path = Path(*model.__module__.split("."))
    is_package = (BASE_DIR / path).is_dir()
    return (path / "__init__.py" if is_package else path.with_suffix(".py")).as_posix()


def _description(model: type[models.Model]) -> str:
    """The first paragraph of the docstring, else the model's verbose name."""
    text = model.__doc__ or ""
    if text.startswith(f"{model.__name__}("):  # a docstring by Django, with a list of fields
        return str(model._meta.verbose_name)
    return " ".join(text.split("\n\n")[0].split())
