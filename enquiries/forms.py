"""Public forms: enquiry, receipt code, reply, requests about personal data."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from enquiries.codes import read_code
from enquiries.models import Enquiry
from enquiries.workflow.consent import PURPOSE, TEXTS
from vietnamese.text import clean, has_control_characters

MAX_TEXT_LENGTH = 5_000


class LineField(forms.CharField):
    """One line of text, stored without line breaks and invisible characters."""

    def clean(self, value: Any) -> str:
        text = " ".join(clean(super().clean(value)).split())
        if self.required and not text:
            raise ValidationError(self.error_messages["required"], code="required")
        return text


class LongField(forms.CharField):
    """A text of several lines. Control characters are refused."""

    def __init__(self, *, rows: int = 8, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(max_length=MAX_TEXT_LENGTH, widget=widget, **options)

    def clean(self, value: Any) -> str:
        text = clean(super().clean(value))
        if has_control_characters(text):
            raise ValidationError(_("The text holds signs that cannot be read; type it anew."))
        if self.required and not text:
            raise ValidationError(self.error_messages["required"], code="required")
        return text


def _validate_common_form(address: str) -> None:
    """Refuse rare forms such as "quoted"@example.com and name@[10.0.0.1], which nobody types."""
    if set(address) & set('"\\[]'):
        raise ValidationError(
            _("This is no e-mail address; write it like name@example.com."), code="invalid"
        )


class EnquiryForm(forms.Form):
    """The enquiry form. `website` is a trap for programs; people do not see the field."""

    question = LongField(
        label=_("Your question"),
        error_messages={"required": _("Write what you would like to know.")},
    )
    name = LineField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Write your name, so that we can address you.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        error_messages={
            "required": _("Write your e-mail address; the answer goes there."),
            "invalid": _("This is no e-mail address; write it like name@example.com."),
        },
        help_text=_("The answer goes there."),
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
                "Without this consent we may not keep your question, so we could not answer it. "
                "Tick it, or ask the office in another way."
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
        help_text=_("It begins with HD and stands in the mail we sent you."),
        error_messages={"required": _("Type the receipt code.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        return read_code(self.cleaned_data["code"])


class ReplyForm(forms.Form):
    """A reply of the enquirer to the office."""

    text = LongField(
        rows=6, label=_("Your reply"), error_messages={"required": _("Write a reply.")}
    )


class DataRequestForm(forms.Form):
    request = LongField(
        rows=4,
        label=_("What should be done with your data?"),
        error_messages={"required": _("Write what should be done.")},
    )


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, erase my data and my question for good"),
        error_messages={"required": _("Tick the box first; nothing was erased.")},
    )
