"""Accounts, roles and permissions."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from accounts.roles import ROLES, make_roles

GOOD = "ba con trâu ăn cỏ"


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        (
            "editor",
            [
                "projects.add_project",
                "enterprises.import_enterprise",
                "projects.export_project",
                "enquiries.answer_enquiry",
                "programme.change_holiday",
            ],
            [
                "projects.delete_project",
                "projects.publish_project",
                "budget.change_budgetline",
                "enquiries.manage_enquiry",
                "programme.publish_holiday",
                "enquiries.change_answertemplate",
            ],
        ),
        (
            "approver",
            [
                "projects.publish_project",
                "projects.delete_project",
                "records.undo_changeset",
                "enquiries.manage_enquiry",
                "enquiries.change_answertemplate",
            ],
            ["budget.change_budgetline", "auth.add_user"],
        ),
        (
            "budget",
            ["budget.change_budgetline", "budget.import_budgetline", "projects.view_project"],
            ["projects.change_project", "budget.delete_budgetline", "enquiries.view_enquiry"],
        ),
        (
            "reporter",
            [
                "projects.export_project",
                "budget.export_budgetline",
                "records.view_changeset",
                "programme.view_holiday",
            ],
            [
                "projects.change_project",
                "projects.import_project",
                "records.undo_changeset",
                "enquiries.view_enquiry",
                "mail.view_outgoingmail",
            ],
        ),
        ("admin", ["auth.add_user", "projects.publish_project"], []),
    ],
)
def test_a_role_has_exactly_the_permissions_of_its_work(official, role, may, may_not):
    person = official(role)

    assert person.is_staff
    assert [name for name in may if not person.has_perm(name)] == []
    assert [name for name in may_not if person.has_perm(name)] == []


def test_permission_to_change_a_record_includes_deleting_its_rows(official):
    editor = official("editor")

    assert editor.has_perm("enterprises.delete_contact")
    assert not editor.has_perm("enterprises.delete_enterprise")
    assert not official("reporter").has_perm("enterprises.delete_contact")


def test_creating_the_roles_twice_changes_nothing(official):
    person = official("editor")
    before = person.get_all_permissions()

    make_roles()

    assert get_user_model().objects.get(pk=person.pk).get_all_permissions() == before


def test_a_role_changed_by_hand_is_reset(official):
    person = official("reporter")
    person.groups.get().permissions.clear()

    make_roles()

    assert get_user_model().objects.get(pk=person.pk).has_perm("projects.export_project")


@pytest.mark.parametrize("role", [*ROLES, "admin"])
def test_the_password_from_the_environment_signs_in(db, monkeypatch, client, role):
    monkeypatch.setenv("CNHT_PASSWORD", GOOD)

    call_command("create_official", "lan", role=role)

    assert client.login(username="lan", password=GOOD)


def test_without_a_password_a_random_one_is_printed_once(db, monkeypatch, capsys, client):
    monkeypatch.delenv("CNHT_PASSWORD", raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)

    call_command("create_official", "lan", role="editor")

    visible = capsys.readouterr().out.split()[-1]
    assert client.login(username="lan", password=visible)


def test_on_a_terminal_the_password_is_asked_for_twice(db, monkeypatch, client):
    monkeypatch.delenv("CNHT_PASSWORD", raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    asked = "accounts.management.commands.create_official.getpass"
    answers = iter([GOOD, "another one", GOOD, GOOD])
    monkeypatch.setattr(asked, lambda _prompt: next(answers))

    with pytest.raises(CommandError, match="differ"):
        call_command("create_official", "lan", role="editor")
    call_command("create_official", "lan", role="editor")

    assert client.login(username="lan", password=GOOD)


@pytest.mark.parametrize("weak", ["short", "12345678901234567890", "matkhau-lan-lan"])
def test_a_weak_password_creates_no_account(db, monkeypatch, weak):
    monkeypatch.setenv("CNHT_PASSWORD", weak)

    with pytest.raises(CommandError, match=r"No account was made\.$"):
        call_command("create_official", "matkhau-lan-lan", role="editor")

    assert not get_user_model().objects.exists()


def test_a_user_name_is_unique(official, monkeypatch):
    official("editor", username="lan")
    monkeypatch.setenv("CNHT_PASSWORD", GOOD)

    with pytest.raises(CommandError, match="already an account “lan”"):
        call_command("create_official", "lan", role="admin")

    assert not get_user_model().objects.get(username="lan").is_superuser


def test_an_invalid_user_name_creates_no_account(db, monkeypatch):
    monkeypatch.setenv("CNHT_PASSWORD", GOOD)

    with pytest.raises(CommandError, match="No account was made"):
        call_command("create_official", "lan lê", role="editor")
