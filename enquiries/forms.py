"""Public forms: enquiry, receipt code, reply, requests about personal data."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from enquiries.codes import read_code
from enquiries.models import Enquiry
from enquiries.workflow.consent import PURPOSE, TEXTS
from vietnamese.text import check_readable, clean

MAX_TEXT_LENGTH = 5_000


class LineField(forms.CharField):
    """One line of text, stored without line breaks and invisible characters.

    Control characters are refused.
    """

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        check_readable(typed)
        text = " ".join(clean(typed).split())
        if self.required and not text:
            raise ValidationError(self.error_messages["required"], code="required")
        return text


class LongField(forms.CharField):
    """A text of several lines. Control characters are refused."""

    def __init__(self, *, rows: int = 8, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(max_length=MAX_TEXT_LENGTH, widget=widget, **options)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        check_readable(typed)
        text = clean(typed)
        if self.required and not text:
            raise ValidationError(self.error_messages["required"], code="required")
        return text


def _validate_common_form(address: str) -> None:
    """Refuse rare forms such as "quoted"@example.com and name@[10.0.0.1], which nobody types."""
    if set(address) & set('"\\[]'):
        raise ValidationError(
            _("Enter an email address in the correct format, like name@example.com."),
            code="invalid",
        )


class EnquiryForm(forms.Form):
    """The enquiry form. `website` is a trap for programs; people do not see the field."""

    question = LongField(
        label=_("Your question"),
        error_messages={"required": _("Enter your question.")},
    )
    name = LineField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Enter your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        error_messages={
            "required": _("Enter your email address. We will send the answer there."),
            "invalid": _("Enter an email address in the correct format, like name@example.com."),
        },
        help_text=_("We will send the answer to this address."),
        validators=[_validate_common_form],
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    organisation = LineField(
        label=_("Organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = LineField(
        label=_("Country"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "country-name"}),
    )
    phone = LineField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    consent_answer = forms.BooleanField(
        label=TEXTS[PURPOSE.ANSWER],
        error_messages={
            "required": _(
                "Without this consent we cannot keep or answer your question. Tick the box, "
                "or contact the office in another way."
            )
        },
    )
    consent_pass_on = forms.BooleanField(label=TEXTS[PURPOSE.PASS_ON], required=False)
    consent_news = forms.BooleanField(label=TEXTS[PURPOSE.NEWS], required=False)
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def is_filled_by_program(self) -> bool:
        return bool(self.data.get("website"))

    @property
    def person(self) -> dict[str, str]:
        return {field: self.cleaned_data[field] for field in Enquiry.PERSONAL}

    @property
    def purposes(self) -> list[str]:
        return [p for p in PURPOSE.values if self.cleaned_data.get(f"consent_{p}")]

    @property
    def boxes(self) -> list[forms.BoundField]:
        """The consents, each with a box of its own."""
        return [self[f"consent_{purpose}"] for purpose in PURPOSE.values]


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Receipt code"),
        max_length=100,
        help_text=_("It starts with HD and is in the email we sent you."),
        error_messages={"required": _("Enter the receipt code.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        return read_code(self.cleaned_data["code"])


class ReplyForm(forms.Form):
    """A reply of the enquirer to the office."""

    text = LongField(
        rows=6, label=_("Your reply"), error_messages={"required": _("Enter your reply.")}
    )


class DataRequestForm(forms.Form):
    request = LongField(
        rows=4,
        label=_("What should we do with your data?"),
        error_messages={"required": _("Enter what we should do.")},
    )


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, permanently erase my data and my question"),
        error_messages={"required": _("Tick the box first; nothing was erased.")},
    )
