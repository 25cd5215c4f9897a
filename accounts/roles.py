"""Who may do what at the desk.

A role is a group with permissions; an official has one. Everyone who signs in reads all
records. `import`, `export` and `publish` stand beside Django's own four permissions for every
record. Rows that belong to a record (a contact, a budget entry) are
edited with it, so who may change the record may also take such a row out.
"""

from typing import Any

from django.apps import apps
from django.contrib.auth import get_permission_codename, get_user_model
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from records.models import Record

ADMIN = "admin"  # a superuser, not a group
# Apps, or single kinds of record.
EVERYTHING = (
    "programme",
    "enterprises",
    "projects",
    "budget",
    "records",
    "site_info",
)
CATALOGUES = ("programme", "enterprises", "projects")
# What the site says of itself.
SITE = ("site_info.siteidentity", "site_info.notice")
VIEW_EVERYTHING = (("view",), EVERYTHING)
EDIT = ("view", "add", "change", "import", "export")
# Headings that someone matched wrongly by hand are taken out again.
HEADINGS = (("view", "delete"), ("imports",))
# Enquiries hold personal data: only who answers them may read them.
ENQUIRIES = ("enquiries", "mail")

# Role -> what it may do, and in which apps.
ROLES: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "editor": [
        (EDIT, CATALOGUES),
        HEADINGS,
        (("view", "answer"), ENQUIRIES),
    ],
    "approver": [
        ((*EDIT, "publish", "delete"), CATALOGUES),
        ((*EDIT, "publish", "delete"), SITE),
        (("publish",), ("budget",)),
        (("undo",), ("records",)),
        HEADINGS,
        ((*EDIT, "publish", "delete", "answer", "manage"), ENQUIRIES),
    ],
    "budget": [(EDIT, ("budget",)), HEADINGS],
    "reporter": [(("view", "export"), EVERYTHING)],
}
ROLE_NAMES = (*ROLES, ADMIN)


@transaction.atomic
def make_roles() -> None:
    """Create the permissions and groups, or put them back as they are defined here."""
    make_permissions()
    found = list(Permission.objects.select_related("content_type"))
    belonging = set(_belonging_rows())
    for role, grants in ROLES.items():
        allowed = [
            permission
            for permission in found
            for actions, labels in [VIEW_EVERYTHING, *grants]
            if not {permission.content_type.app_label, _label(permission)}.isdisjoint(labels)
            and _allows(permission, actions, belonging)
        ]
        Group.objects.get_or_create(name=role)[0].permissions.set(allowed)


@transaction.atomic
def create_official(*, username: str, role: str, password: str, email: str = "") -> User:
    """An account that may sign in at the desk, with one role; reminders go to its e-mail."""
    make_roles()
    official = get_user_model().objects.create_user(
        username, email, password=password, is_staff=True, is_superuser=role == ADMIN
    )
    if role != ADMIN:
        official.groups.add(Group.objects.get(name=role))
    return official


def _allows(permission: Permission, actions: tuple[str, ...], belonging: set[type]) -> bool:
    action = permission.codename.partition("_")[0]
    return action in actions or (
        action == "delete"
        and "change" in actions
        and permission.content_type.model_class() in belonging
    )


def _label(permission: Permission) -> str:
    return f"{permission.content_type.app_label}.{permission.content_type.model}"


def _records() -> list[type[Record]]:
    return [model for model in apps.get_models() if issubclass(model, Record)]


def _belonging_rows() -> list[Any]:
    """The models whose rows are written with the record they belong to."""
    return [
        model._meta.get_field(name).related_model
        for model in _records()
        for name in model.recorded_lists
    ]


def make_permissions() -> None:
    """Create the permissions that Django does not create itself."""
    Permission.objects.bulk_create(
        (
            Permission(
                content_type=ContentType.objects.get_for_model(model),
                codename=get_permission_codename(action, model._meta),
                name=f"Can {action} {model._meta.verbose_name_raw}",
            )
            for model in _records()
            for action in ("import", "export", "publish")
        ),
        ignore_conflicts=True,
    )
