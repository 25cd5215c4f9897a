"""The steps that officials take: permission, form, and states in which each is possible."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enquiries.admin import forms as admin_forms
from enquiries.models import Enquiry
from enquiries.workflow import actions
from enquiries.workflow.erasure import erase

State = Enquiry.State
NOT_ERASED = tuple(state for state in State if state != State.ERASED)
ANSWER, MANAGE = "enquiries.answer_enquiry", "enquiries.manage_enquiry"


@dataclass(frozen=True)
class Step:
    """A step. `do` is called with the form's data and `enquiry`, `by`, `base_version`.

    `for_personal_data`: whether the step is possible for a request about the enquirer's own data.
    """

    label: Promise
    permission: str
    states: tuple[str, ...]
    do: Callable[..., Any]
    form: type[forms.Form] = admin_forms.StepForm
    done: Promise | None = None
    for_personal_data: bool = True


def _erase(*, sure: bool, **named: Any) -> None:
    erase(**named)


STEPS: dict[str, Step] = {
    "answer": Step(
        _("Send the answer"),
        ANSWER,
        Enquiry.OPEN,
        actions.answer,
        admin_forms.AnswerForm,
        _("The answer is being sent and is shown on the enquirer’s page."),
    ),
    "supplement": Step(
        _("Send the supplementary answer"),
        ANSWER,
        (State.ANSWERED,),
        actions.supplement,
        admin_forms.SupplementForm,
        _("The supplementary answer is being sent and is shown on the enquirer’s page."),
    ),
    "take": Step(
        _("Assign to me"),
        ANSWER,
        Enquiry.RUNNING,
        actions.take,
        done=_("The enquiry is assigned to you."),
    ),
    "ask_back": Step(
        _("Ask the enquirer"),
        ANSWER,
        Enquiry.RUNNING,
        actions.ask_back,
        admin_forms.AskBackForm,
        _("The question is being sent. The time limit is paused until the reply."),
    ),
    "assign": Step(
        _("Assign"),
        ANSWER,
        Enquiry.OPEN,
        actions.assign,
        admin_forms.AssignForm,
        _("The enquiry is assigned."),
    ),
    "term": Step(
        _("Change the time limit"),
        ANSWER,
        Enquiry.OPEN,
        actions.set_term,
        admin_forms.TermForm,
        _("The time limit was changed."),
        for_personal_data=False,
    ),
    "pass_on": Step(
        _("Forward"),
        ANSWER,
        Enquiry.OPEN,
        actions.pass_on,
        admin_forms.PassOnForm,
        _("The question was forwarded. Our office is still responsible for the answer."),
        for_personal_data=False,
    ),
    "close": Step(
        _("Close"),
        ANSWER,
        (*Enquiry.OPEN, State.ANSWERED),
        actions.close,
        admin_forms.CloseForm,
        _("The enquiry is closed."),
    ),
    "reopen": Step(
        _("Reopen"),
        ANSWER,
        Enquiry.FINISHED,
        actions.reopen,
        admin_forms.ReopenForm,
        _("The enquiry is open again with a new time limit. The enquirer gets an email."),
    ),
    "spam": Step(
        _("Mark as spam"),
        ANSWER,
        (*Enquiry.RUNNING, State.SPAM),
        actions.mark_as_spam,
        done=_("The enquiry is marked as spam."),
        for_personal_data=False,
    ),
    "release": Step(
        _("Not spam"),
        ANSWER,
        (State.SPAM,),
        actions.release,
        done=_("The enquiry is in the queue. The enquirer gets an email."),
    ),
    "correct": Step(
        _("Correct personal data"),
        MANAGE,
        NOT_ERASED,
        actions.correct,
        admin_forms.CorrectForm,
        _("The personal data are corrected."),
    ),
    "erase": Step(
        _("Erase personal data"),
        MANAGE,
        NOT_ERASED,
        _erase,
        admin_forms.EraseForm,
        _("The personal data are erased."),
    ),
}
