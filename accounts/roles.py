"""The permissions of officials.

A role is a group with permissions; an official has one. Every official reads all records. `import`,
`export` and `publish` complete Django's own four permissions for every record. Rows that belong to
a record (a contact, a budget entry) are edited with it, so the permission to change the record
includes their deletion.
"""

from typing import Any

from django.apps import apps
from django.contrib.auth import get_permission_codename, get_user_model
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from records.models import Record

ADMIN = "admin"  # a superuser, not a group
# Apps, or single models.
EVERYTHING = (
    "programme",
    "enterprises",
    "projects",
    "budget",
    "records",
    "site_info",
)
CATALOGUES = ("programme", "enterprises", "projects")
# The identity and the notices of the site.
SITE = ("site_info.siteidentity", "site_info.notice")
VIEW_EVERYTHING = (("view",), EVERYTHING)
EDIT = ("view", "add", "change", "import", "export")
# To delete headings that somebody matched wrongly by hand.
HEADINGS = (("view", "delete"), ("imports",))
# Enquiries hold personal data, so only those who answer them may read them.
ENQUIRIES = ("enquiries", "mail")

# For each role its actions with the apps or models they apply to.
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
    """Create the permissions and groups, or reset them to the definitions here."""
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
    """Create an account for the admin with one role; reminders are sent to its e-mail.

    The roles are created if they are missing; existing ones stay as they are.
    """
    official = get_user_model().objects.create_user(
        username, email, password=password, is_staff=True, is_superuser=role == ADMIN
    )
    if role != ADMIN:
        if not Group.objects.filter(name=role).exists():
            make_roles()
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
    """The models of rows that are written with the record they belong to."""
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
