"""A migration operation for an app that takes over models of another app."""

from collections.abc import Callable, Iterable

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython


def move_content_types(old_app: str, new_app: str, models: Iterable[str]) -> RunPython:
    """Rename the content types of moved models, which keeps their permissions and history.

    `models` are model names in lower case. A new database has no such rows.
    """
    names = list(models)

    def move(from_app: str, to_app: str) -> Callable[..., None]:
        def run(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
            types = apps.get_model("contenttypes", "ContentType").objects
            present = types.filter(app_label=to_app).values("model")
            moved = types.filter(app_label=from_app, model__in=names).exclude(model__in=present)
            moved.update(app_label=to_app)

        return run

    return RunPython(move(old_app, new_app), move(new_app, old_app))
