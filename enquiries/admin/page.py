"""Context of the page of one enquiry: the steps that are possible, and typed text not yet sent.

All steps share one HTML form. Pressing the button of one step therefore submits what was typed for
the others, which is displayed again whether or not the step succeeds.
"""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from enquiries.admin.steps import STEPS, Step
from enquiries.assignment import may_see_to
from enquiries.display import in_charge_label, note_text, official_labels
from enquiries.models import AnswerTemplate, Enquiry
from enquiries.reply_templates import filled_in
from records.url_converters import read_id

LETTERS = ("answer", "supplement")  # each state allows at most one of them


def is_offered(name: str, enquiry: Enquiry, user: Any) -> bool:
    """Whether an official may take a step now."""
    step = STEPS[name]
    if name == "take" and enquiry.owner == user:
        return False
    return enquiry.state in step.states and may_take(step, enquiry, user)


def may_take(step: Step, enquiry: Enquiry, user: Any) -> bool:
    """Whether the official has the permission, and the step fits this kind of enquiry."""
    if enquiry.kind == Enquiry.Kind.PERSONAL_DATA and not step.for_personal_data:
        return False
    return user.has_perm(step.permission) and may_see_to(user, enquiry)


def other_typed_forms(request: HttpRequest, enquiry: Enquiry, taken: str) -> dict[str, forms.Form]:
    """The forms of the other steps that contain typed text, with that text."""
    kept = {}
    for name, step in STEPS.items():
        if name == taken:
            continue
        form = step.form(request.POST, prefix=name, initial=initial_data(name, enquiry))
        if any(field.html_name in request.POST for field in form) and form.has_changed():
            kept[name] = step.form(prefix=name, initial={field.name: field.data for field in form})
    return kept


def add_template(enquiry: Enquiry, chosen: str, kept: dict[str, forms.Form]) -> None:
    """Add the text of a template below the typed answer."""
    template = AnswerTemplate.objects.filter(pk=read_id(chosen), is_active=True).first()
    name = next((each for each in LETTERS if enquiry.state in STEPS[each].states), None)
    if template is None or name is None:
        return
    typed = kept[name].initial["text"].rstrip() if name in kept else ""
    text = "\n\n".join(filter(None, [typed, filled_in(template, enquiry)]))
    kept[name] = STEPS[name].form(prefix=name, initial={"text": text})


def initial_data(name: str, enquiry: Enquiry) -> dict[str, Any]:
    """The initial data of the form of a step: the stored personal data or the term."""
    if name == "correct":
        return {field: getattr(enquiry, field) for field in Enquiry.PERSONAL}
    return {"days": str(enquiry.term)} if name == "term" else {}


def page_context(user: Any, enquiry: Enquiry, typed: dict[str, forms.Form]) -> dict[str, Any]:
    """The complete context of the page; a fixed number of queries."""
    steps = {}
    for name, step in STEPS.items():
        fits = is_offered(name, enquiry, user)
        if fits or name in typed:
            form = typed.get(name) or step.form(prefix=name, initial=initial_data(name, enquiry))
            steps[name] = {"label": step.label, "form": form, "fits": fits, "open": name in typed}
    record = enquiry.record
    timeline = list(enquiry.steps.select_related("by"))
    names = official_labels(timeline)
    return {
        "enquiry": enquiry,
        "in_charge": in_charge_label(enquiry),
        "about_personal_data": enquiry.kind == Enquiry.Kind.PERSONAL_DATA,
        "record": record,
        "record_url": record
        and reverse(
            f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk]
        ),
        "timeline": [{"step": step, "note": note_text(step, names)} for step in timeline],
        "consents": enquiry.consents.all(),
        "mails": enquiry.mails.all(),
        "templates": AnswerTemplate.objects.filter(is_active=True),
        "letter": next((name for name in LETTERS if name in steps), ""),
        "steps": steps,
    }
