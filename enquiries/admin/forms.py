"""Forms on the page of an enquiry in the admin."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from enquiries.assignment import officials_who_answer
from enquiries.display import official_label
from enquiries.forms import LineField, LongField

READ_BY_ENQUIRER = _(
    "The enquirer can read this. Do not write personal data here: it stays when data are erased."
)


class StepForm(forms.Form):
    """Base of the forms. Without `required` attributes, since several forms share one page."""

    use_required_attribute = False


class AnswerForm(StepForm):
    text = LongField(
        rows=14, label=_("Answer"), error_messages={"required": _("Enter the answer.")}
    )


class SupplementForm(StepForm):
    text = LongField(
        rows=10,
        label=_("Supplementary answer"),
        error_messages={"required": _("Enter the answer.")},
    )


class AskBackForm(StepForm):
    text = LongField(
        rows=6, label=_("Question"), error_messages={"required": _("Enter the question.")}
    )


class OfficialField(forms.ModelChoiceField):
    """A choice of officials by full name."""

    def label_from_instance(self, official: Any) -> str:
        return official_label(official)


class AssignForm(StepForm):
    to = OfficialField(
        None, label=_("Official"), error_messages={"required": _("Choose an official.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.queryset = officials_who_answer()


class ReasonField(LineField):
    """A reason that the enquirer reads."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            max_length=200,
            help_text=READ_BY_ENQUIRER,
            error_messages={"required": _("Enter the reason.")},
        )


class TermForm(StepForm):
    days = forms.TypedChoiceField(label=_("Time limit"), coerce=int)
    reason = ReasonField(_("Reason"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = {
            settings.ENQUIRY_DAYS: _("the office’s own field"),
            settings.ENQUIRY_DAYS_SEVERAL: _("several offices answer"),
            settings.ENQUIRY_DAYS_MOST: _("a special case"),
        }
        choice: Any = self.fields["days"]
        choice.choices = [(days, f"{days} – {label}") for days, label in sorted(terms.items())]


class PassOnForm(StepForm):
    whom = LineField(
        label=_("Office or enterprise"),
        max_length=200,
        help_text=_("The enquirer can see this name."),
        error_messages={"required": _("Enter who can answer.")},
    )
    to = forms.EmailField(
        label=_("Recipient’s email"), error_messages={"required": _("Enter where to send it.")}
    )


class CloseForm(StepForm):
    note = ReasonField(_("Reason for closing"))


class ReopenForm(StepForm):
    reason = ReasonField(_("Reason for reopening"))


class CorrectForm(StepForm):
    """Correction of personal data; `initial` holds the stored data."""

    name = LineField(
        label=_("Name"), max_length=120, error_messages={"required": _("Enter the name.")}
    )
    email = forms.EmailField(
        label=_("Email"), error_messages={"required": _("Enter the email address.")}
    )
    organisation = LineField(label=_("Organisation"), max_length=200, required=False)
    country = LineField(label=_("Country"), max_length=80, required=False)
    phone = LineField(label=_("Telephone"), max_length=40, required=False)


class EraseForm(StepForm):
    sure = forms.BooleanField(
        label=_("Yes, the person asked for this: permanently erase all personal data"),
        error_messages={"required": _("Tick the box first; nothing was erased.")},
    )
