"""Public pages of the enquirer: ask, track, reply, erase. None of them may be cached."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from enquiries.codes import read_code
from enquiries.display import note_text
from enquiries.forms import CodeForm, DataRequestForm, EnquiryForm, EraseForm, ReplyForm
from enquiries.models import Consent, Enquiry, EnquiryStep
from enquiries.spam import suspicion
from enquiries.workflow import actions
from enquiries.workflow.erasure import erase
from enquiries.workflow.locking import StepRefused
from enterprises.models import Enterprise
from guests.form_tokens import TOO_FAST, TOO_OLD, FormToken, new_token, read_token
from guests.rate_limits import LOOK_UP, SUBMIT, record_visit, seconds_to_wait, visitor
from projects.models import Project
from records.bilingual import page_language

Kind = Enquiry.Kind
page = require_http_methods(["GET", "HEAD", "POST"])
private = cache_control(no_store=True, private=True)


@page
@private
def ask_about_project(request: HttpRequest, code: str) -> HttpResponse:
    projects = Project.objects.public().select_related("office")
    return _ask(request, Kind.PROJECT, get_object_or_404(projects, code=code))


@page
@private
def ask_about_enterprise(request: HttpRequest, slug: str) -> HttpResponse:
    return _ask(request, Kind.ENTERPRISE, get_object_or_404(Enterprise.objects.public(), slug=slug))


@page
@private
def ask_in_general(request: HttpRequest) -> HttpResponse:
    return _ask(request, Kind.GENERAL)


def _ask(request: HttpRequest, kind: str, record: Any = None) -> HttpResponse:
    if request.method != "POST":
        return _form(request, EnquiryForm(), new_token(), record)
    form = EnquiryForm(request.POST)
    try:
        return _send(request, form, kind, record)
    except actions.DifferentSubmission as refusal:
        return _form(request, form, new_token(), record, str(refusal), status=400)


def _send(request: HttpRequest, form: EnquiryForm, kind: str, record: Any) -> HttpResponse:
    text = request.POST.get("token", "")
    token = read_token(text)
    if token and form.is_valid():
        asked: dict[str, Any] = {"person": form.person, "purposes": form.purposes}
        if sent := actions.existing_submission(token.submission, kind=kind, record=record, **asked):
            return redirect(sent)
    if form.is_filled_by_program:
        message = _(
            "The form looks as if a program filled it in, so it was not sent. If you are a "
            "person, clear the last field and send it again."
        )
        return _form(request, form, text if token else new_token(), record, message, status=400)
    message = _out_of_time(token)
    if token is None or token.age > TOO_OLD:
        text = new_token()
    if token is None or message or not form.is_valid():
        return _form(request, form, text, record, "" if form.errors else message, status=400)
    who, now = visitor(request), timezone.now()
    if seconds := seconds_to_wait(who, SUBMIT, now):
        return _too_many(_form(request, form, text, record, _too_often(seconds), 429), seconds)
    record_visit(who, SUBMIT, now)
    person = form.person
    enquiry = actions.receive(
        submission=token.submission,
        kind=kind,
        language=page_language(),
        person=person,
        purposes=form.purposes,
        record=record,
        suspicion=suspicion(name=person["name"], question=person["question"]),
    )
    return redirect(enquiry)


def _out_of_time(token: FormToken | None) -> str:
    """Why the token of a form is not accepted; empty if it is."""
    if token is None or token.age > TOO_OLD:
        return _(
            "This page was open for too long, so your text has not been sent. It is still "
            "here: please send it again."
        )
    if token.age < TOO_FAST:
        return _(
            "The form was sent faster than a person can type, so it was not accepted. Your "
            "text is still here: wait a moment and send it again."
        )
    return ""


def _form(
    request: HttpRequest,
    form: EnquiryForm,
    token: str,
    record: Any,
    message: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "token": token,
        "record": record,
        "message": message,
        "days_to_answer": settings.ENQUIRY_DAYS,
        "kept_months": settings.ENQUIRY_KEPT_MONTHS,
        "spam_days": settings.ENQUIRY_SPAM_DAYS,
    }
    return render(request, "enquiries/ask.html", context, status=status)


def _too_often(seconds: int) -> str:
    return _(
        "Too many enquiries came from your network, so yours has not been sent. Your text is "
        "still here: send it again in %(minutes)s minutes."
    ) % {"minutes": -(-seconds // 60)}


def _too_many(response: HttpResponse, seconds: int) -> HttpResponse:
    response["Retry-After"] = str(seconds)
    return response


@page
@private
def status(request: HttpRequest) -> HttpResponse:
    """The page where the receipt code is typed."""
    if request.method != "POST":
        return render(request, "enquiries/status.html", {"form": CodeForm()})
    form = CodeForm(request.POST)
    if not form.is_valid():
        return render(request, "enquiries/status.html", {"form": form}, status=400)
    found = _look_up(request, form.cleaned_data["code"], form)
    return redirect(found) if isinstance(found, Enquiry) else found


@page
@private
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """The page of one enquiry, for anybody who has its code."""
    found = _look_up(request, read_code(code), CodeForm())
    if not isinstance(found, Enquiry):
        return found
    forms_here = {"reply": ReplyForm(), "data": DataRequestForm(), "erase": EraseForm()}
    refusal = None
    if request.method == "POST":
        outcome = _act(request, found, forms_here)
        if isinstance(outcome, HttpResponse):
            return outcome
        refusal = outcome
        found = _found(found.code) or found
    context = {
        "enquiry": found,
        "forms": forms_here,
        "token": new_token(),
        "message": refusal.message if refusal else "",
        "state": _state_text(found),
        "correspondence": [
            step for step in found.steps.all() if step.kind in EnquiryStep.CORRESPONDENCE
        ],
        "consents": found.consents.all(),
        "data_days": settings.ENQUIRY_DATA_DAYS,
        "events": _events(found),
        # The suspicion of spam stays internal, so the due day is displayed as usual.
        "due": found.due_on if found.state in (*Enquiry.RUNNING, Enquiry.State.SPAM) else None,
        "asked_back": found.state == Enquiry.State.WAITING,
        "may_reply": found.state in Enquiry.REPLIES,
        "record": found.record if found.record is not None and found.record.is_public else None,
    }
    if refusal is None:
        return render(request, "enquiries/receipt.html", context)
    status_code = 429 if refusal.seconds else 400
    response = render(request, "enquiries/receipt.html", context, status=status_code)
    return _too_many(response, refusal.seconds) if refusal.seconds else response


@dataclass(frozen=True)
class Refusal:
    """Why nothing was done, and for how many seconds that remains so."""

    message: str
    seconds: int = 0


def _act(
    request: HttpRequest, enquiry: Enquiry, forms_here: dict[str, forms.Form]
) -> HttpResponse | Refusal:
    """Carry out what the enquirer has chosen on the page."""
    what = request.POST.get("do", "")
    if what == "withdraw":
        purpose = request.POST.get("purpose", "")
        if purpose in (Consent.Purpose.PASS_ON, Consent.Purpose.NEWS):
            actions.withdraw(enquiry=enquiry, purpose=purpose)
        return redirect(enquiry)
    if what not in forms_here or enquiry.state == Enquiry.State.ERASED:
        return Refusal(_("We did not understand this request. Nothing was changed."))
    form = forms_here[what] = type(forms_here[what])(request.POST)
    if not form.is_valid():
        return Refusal(_incomplete(what))
    if what == "erase":
        erase(enquiry)
        return redirect(enquiry)
    if what == "data":
        return _ask_about_data(request, enquiry, form.cleaned_data["request"])
    try:
        actions.reply(enquiry=enquiry, text=form.cleaned_data["text"])
    except StepRefused as refusal:
        return Refusal(str(refusal))
    return redirect(enquiry)


def _incomplete(what: str) -> str:
    """Why the form of an action was refused."""
    return {
        "reply": _("Your reply has not been sent. See what is missing below."),
        "data": _("Your request has not been sent. See what is missing below."),
        "erase": _("Nothing was erased. See what is missing below."),
    }[what]


def _ask_about_data(request: HttpRequest, enquiry: Enquiry, text: str) -> HttpResponse | Refusal:
    """Store a request about the enquirer's own data as an enquiry with a term of its own."""
    token = read_token(request.POST.get("token", ""))
    if token is None or token.age > TOO_OLD:
        return Refusal(_out_of_time(None))
    who, now = visitor(request), timezone.now()
    if seconds := seconds_to_wait(who, SUBMIT, now):
        return Refusal(_too_often(seconds), seconds)
    record_visit(who, SUBMIT, now)
    person = {field: getattr(enquiry, field) for field in Enquiry.PERSONAL}
    try:
        asked = actions.receive(
            submission=token.submission,
            kind=Kind.PERSONAL_DATA,
            language=enquiry.language,
            person=person | {"question": text},
            # The law requires an answer, so no consent is needed.
            purposes=[],
            concerns=enquiry,
        )
    except actions.DifferentSubmission as refusal:
        return Refusal(str(refusal))
    return redirect(asked)


def _look_up(request: HttpRequest, code: str, form: forms.Form) -> Enquiry | HttpResponse:
    """The enquiry with a code, or a response; all unknown codes get the same response."""
    who, now = visitor(request), timezone.now()
    if seconds := seconds_to_wait(who, LOOK_UP, now):
        message = _("Too many wrong codes came from your network. Try again in %(n)s minutes.")
        context = {"form": form, "message": message % {"n": -(-seconds // 60)}}
        response = render(request, "enquiries/status.html", context, status=429)
        return _too_many(response, seconds)
    if code and (enquiry := _found(code)):
        return enquiry
    record_visit(who, LOOK_UP, now)
    message = _("There is no enquiry with this code. Check it against the email we sent you.")
    return render(request, "enquiries/status.html", {"form": form, "message": message}, status=404)


def _found(code: str) -> Enquiry | None:
    enquiries = Enquiry.objects.with_context().prefetch_related("steps", "consents")
    return enquiries.filter(code=code).first()


def _events(enquiry: Enquiry) -> list[dict[str, Any]]:
    """The other steps that the enquirer may see: passed on, another day, reopened, closed."""
    kind = EnquiryStep.Kind
    labels = {
        kind.PASSED_ON: _("Forwarded"),
        kind.TERM: _("New time limit"),
        kind.MOVED: _("New answer date"),
        kind.REOPENED: _("Reopened"),
        kind.CLOSED: _("Closed"),
    }
    return [
        {"label": labels[kind(step.kind)], "at": step.at, "note": note_text(step)}
        for step in enquiry.steps.all()
        if step.kind in labels
    ]


def _state_text(enquiry: Enquiry) -> str:
    """The state in the enquirer's words, without a suspicion of spam."""
    state = Enquiry.State
    return {
        state.NEW: _("Received. No one is working on it yet."),
        state.SPAM: _("Received. No one is working on it yet."),
        state.WORKING: _("An official is working on it."),
        state.WAITING: _("The office has asked you a question and is waiting for your reply."),
        state.ANSWERED: _("Answered. The answer is below."),
        state.CLOSED: _("Closed."),
        state.ERASED: _("Your data and your question have been erased."),
    }[state(enquiry.state)]
