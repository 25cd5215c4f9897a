"""Rules for passwords besides those of Django."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext


class DifferentCharactersValidator:
    """Refuses a long password made of few characters, such as `aaaaaaaaaaaaaaaa`.

    `least` is the number of different characters; capital and small letters count as one.
    """

    def __init__(self, least: int) -> None:
        self.least = least

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raises ValidationError for a password with too few different characters."""
        if len(set(password.casefold())) < self.least:
            raise ValidationError(
                ngettext(
                    "This password repeats too few characters. It must contain at least %(least)d "
                    "different character.",
                    "This password repeats too few characters. It must contain at least %(least)d "
                    "different characters.",
                    self.least,
                ),
                code="password_too_few_characters",
                params={"least": self.least},
            )

    def get_help_text(self) -> str:
        return ngettext(
            "Your password must contain at least %(least)d different character.",
            "Your password must contain at least %(least)d different characters.",
            self.least,
        ) % {"least": self.least}
