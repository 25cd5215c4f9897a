"""Create an account for an official."""

import os
import secrets
import sys
from getpass import getpass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from accounts.roles import ROLE_NAMES, ROLES, create_official

ANSWERING = [role for role, grants in ROLES.items() if any("answer" in each for each, _ in grants)]


class Command(BaseCommand):
    help = (
        "Create an account for an official. The password comes from CNHT_PASSWORD, is asked for "
        "on a terminal, or is made up and printed once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--role", choices=ROLE_NAMES, required=True)
        parser.add_argument(
            "--email",
            default="",
            help=f"where reminders go; give it for {' and '.join(ANSWERING)}",
        )

    @no_translations  # password messages are in the language of the console
    def handle(self, *, username: str, role: str, email: str, **options: Any) -> None:
        user_model = get_user_model()
        account = user_model(username=username, email=email)
        try:
            # Before the database is asked, which cannot be asked for every text.
            account.clean_fields(exclude=["password"])
            if user_model.objects.filter(username=username).exists():
                raise CommandError(
                    f"There is already an account “{username}”; nothing was changed."
                )
            password, made_up = choose_password()
            validate_password(password, account)
        except ValidationError as error:
            raise CommandError(f"{' '.join(error.messages)} No account was made.") from None

        create_official(username=username, role=role, password=password, email=email)
        self.stdout.write(f"Account {username} can sign in at /admin/ as {role}.")
        if role in ANSWERING and not email:
            self.stdout.write(
                f"It has no e-mail address, so no reminder of an enquiry will reach {username}; "
                "an account of the role admin can enter one at the desk, under Users."
            )
        if made_up:
            self.stdout.write(f"Its password, shown only now: {password}")


def choose_password() -> tuple[str, bool]:
    """A password, and whether it was generated here."""
    if password := os.environ.get("CNHT_PASSWORD"):
        return password, False
    if sys.stdin.isatty():
        password = getpass("Password: ")
        if password != getpass("Password again: "):
            raise CommandError("The two passwords differ; no account was made.")
        return password, False
    return secrets.token_urlsafe(15), True
