"""The way in at the desk: file → reading → preview → confirmation → page of the change set.

An import is the business of the official who sent it. It survives a closed tab; a long one shows
how far it is and can be stopped. The pages need no script.
"""

from collections.abc import Callable
from dataclasses import asdict
from tempfile import SpooledTemporaryFile
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from import_export.admin import ImportExportMixin

from admin_base.record_admin import RecordAdmin, official
from imports import progress
from imports.columns.base import MOST_DIGITS
from imports.decisions import decide, waiting_questions, withdraw_by
from imports.forms import ImportForm, ReadAgainForm
from imports.models import Finding, Import, learn
from imports.pipeline import discard, receive
from imports.preview_tabs import PARTS, page_of, parts_of
from imports.rows.drafts import MOST_FIGURES
from imports.rows.files import Choices
from imports.workbooks.blank import write_blank
from imports.workbooks.lists import FORMATS
from imports.worker import APPLY, READ, begin
from records.bilingual import page_language
from records.models import ChangeItem, ChangeSet
from spreadsheets.corrections.returning import return_workbook
from spreadsheets.layout.layout import ALL_SHEETS
from spreadsheets.readers.opening import FileRefused

RENEWED_AFTER = 2  # seconds, the page of work under way
MEMORY_BEFORE_DISK = 5 * 1024 * 1024
XLSX = FORMATS["xlsx"][0]
CLOSED = (ChangeSet.State.APPLIED, ChangeSet.State.UNDONE, ChangeSet.State.DROPPED)


class ImportPages(ImportExportMixin, RecordAdmin):
    """The import pages of the admin of a record; the base of `imports.admin.SheetAdmin`."""

    def import_urls(self, view: Callable, name: str) -> list[Any]:
        return [
            path("import/<int:pk>/", view(self.preview), name=f"{name}_import_preview"),
            path("import/<int:pk>/workbook/", view(self.returned), name=f"{name}_import_workbook"),
            path("import/blank/", view(self.blank), name=f"{name}_import_blank"),
        ]

    # -- sending ----------------------------------------------------------------------------

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self._must_import(request)
        form = ImportForm(
            request.POST or None,
            request.FILES or None,
            documents=self.resource.issuing_documents(),
        )
        if request.method == "POST" and form.is_valid():
            try:
                return self._receive(request, form)
            except FileRefused as refusal:
                form.add_error("file", str(refusal))
            except OSError as error:
                told = _("The file could not be kept (%(reason)s). Nothing was stored; try again.")
                form.add_error("file", told % {"reason": error.strerror})
        return TemplateResponse(
            request,
            "admin/imports/import.html",
            self._context(
                request,
                title=_("Import a spreadsheet"),
                form=form,
                open_imports=self._imports(request).exclude(change_set__state__in=CLOSED)[:5],
                columns=[
                    (column.column_name, ", ".join(dict.fromkeys(column.headings())))
                    for column in self.resource.columns.values()
                    if column.imported
                ],
            ),
            status=422 if form.errors else 200,
        )

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The library's own second step, which would write past the change sets."""
        raise Http404

    def _receive(self, request: HttpRequest, form: ImportForm) -> HttpResponse:
        file, document = form.cleaned_data["file"], form.cleaned_data.get("document")
        reading = receive(
            self.model,
            file,
            Choices(document=document and document.pk, source=form.cleaned_data["source"]),
            file_name=file.name,
            author=official(request),
            reason=form.cleaned_data["reason"],
            basis=str(document or ""),
        )
        begin(reading, READ, by=official(request))
        return self._redirect("import_preview", reading.pk)

    def blank(self, request: HttpRequest) -> HttpResponse:
        """A workbook to fill in, with lists and notes in its cells."""
        self._must_import(request)
        out = SpooledTemporaryFile(max_size=MEMORY_BEFORE_DISK)  # noqa: SIM115 – the response closes it
        write_blank(self.resource, out, page_language())
        out.seek(0)
        name = f"{self.opts.model_name}-{page_language()}.xlsx"
        return FileResponse(out, as_attachment=True, filename=name, content_type=XLSX)

    # -- looking ----------------------------------------------------------------------------

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How far the file is, what it would change, what stands in the way, and the decision."""
        reading = self._import(request, pk)
        if reading.change_set.state in CLOSED:
            return redirect("admin:records_changeset_change", pk)
        if request.method == "POST":
            return self._act(request, reading)
        form = self._read_again_form(reading)
        return self._show(request, reading, form)

    def returned(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The official's own file with every refused cell marked."""
        reading = self._import(request, pk)
        problems = reading.findings.filter(group=Finding.Group.PROBLEM)
        out = SpooledTemporaryFile(max_size=MEMORY_BEFORE_DISK)  # noqa: SIM115 – the response closes it
        try:
            with reading.change_set.file.open("rb") as file:
                return_workbook(file, problems.iterator(chunk_size=2000), out)
        except FileRefused as refusal:
            out.close()
            self.message_user(request, str(refusal), messages.ERROR)
            return self._redirect("import_preview", pk)
        out.seek(0)
        stem = reading.change_set.file_name.rpartition(".")[0] or reading.change_set.file_name
        name = _("%(file)s – to correct.xlsx") % {"file": stem}
        return FileResponse(out, as_attachment=True, filename=name, content_type=XLSX)

    def _show(
        self, request: HttpRequest, reading: Import, form: ReadAgainForm, status: int = 200
    ) -> HttpResponse:
        change_set = reading.change_set
        counts = parts_of(reading)
        shown = request.GET.get("show")
        if shown not in counts:
            shown = next(iter(counts), "")
        page, changes = page_of(reading, shown, request.GET.get("p"))
        is_at_work = reading.is_at_work
        # Renewing is asked for in the header, so that a reader to whom it is a nuisance can have
        # the same page without.
        renews = is_at_work and "still" not in request.GET
        template = "working" if is_at_work else "preview"
        return TemplateResponse(
            request,
            f"admin/imports/{template}.html",
            self._context(
                request,
                title=_("Preview of %(file)s") % {"file": change_set.file_name},
                reading=reading,
                change_set=change_set,
                summary=change_set.summary,
                progress=progress.latest(reading.pk),
                renews=renews,
                parts=[(part, PARTS[part], count) for part, count in counts.items()],
                shown=shown,
                page=page,
                changes=changes,
                form=form,
                waiting=waiting_questions(change_set),
                decisions=ChangeItem.Decision.choices,
                documents=self.resource.issuing_documents() if shown == "missing" else None,
                most_figures=MOST_FIGURES,
                can_undo=request.user.has_perm("records.undo_changeset"),
                can_confirm=change_set.state == ChangeSet.State.PROPOSED
                and reading.state == Import.State.READ,
            ),
            status=status,
            headers={"Refresh": RENEWED_AFTER} if renews else None,
        )

    # -- deciding ---------------------------------------------------------------------------

    def _act(self, request: HttpRequest, reading: Import) -> HttpResponse:
        actions = {
            "confirm": self._confirm,
            "drop": self._drop,
            "stop": self._stop,
            "decide": self._decide,
            "again": self._read_again,
            "retry": self._retry,
        }
        chosen = next((act for name, act in actions.items() if name in request.POST), None)
        if reading.is_at_work and chosen != self._stop:
            return self._redirect("import_preview", reading.pk)
        if chosen is None:
            return self._redirect("import_preview", reading.pk)
        return chosen(request, reading)

    def _confirm(self, request: HttpRequest, reading: Import) -> HttpResponse:
        begin(reading, APPLY, by=official(request))
        if reading.state == Import.State.APPLIED:
            self.message_user(request, _("The file is imported."), messages.SUCCESS)
            return redirect("admin:records_changeset_change", reading.pk)
        return self._redirect("import_preview", reading.pk)

    def _drop(self, request: HttpRequest, reading: Import) -> HttpResponse:
        discard(reading)
        self.message_user(request, _("The file was put aside; nothing was changed."))
        return self._redirect("changelist")

    def _stop(self, request: HttpRequest, reading: Import) -> HttpResponse:
        progress.request_stop(reading.pk)
        self.message_user(request, _("It is being stopped."))
        return self._redirect("import_preview", reading.pk)

    def _decide(self, request: HttpRequest, reading: Import) -> HttpResponse:
        chosen = {
            _number(name.removeprefix("item-")): value
            for name, value in request.POST.items()
            if name.startswith("item-")
        }
        together = request.POST.get("together", "")
        question = request.POST.get("question", "")
        if question not in ChangeItem.Question.values:
            question = ""
        if question and together in ChangeItem.Decision.values:
            decide(reading.change_set, {}, together={question: together})
        else:
            decide(reading.change_set, chosen)
        documents = self.resource.issuing_documents()
        named = _number(request.POST.get("document", ""))
        if documents is not None and documents.filter(pk=named).exists():
            withdraw_by(self.resource, reading.change_set, named)
        self.message_user(request, _("The decisions are noted; nothing is stored yet."))
        response = self._redirect("import_preview", reading.pk)
        response["Location"] += f"?show={question}" if question else ""
        return response

    def _retry(self, request: HttpRequest, reading: Import) -> HttpResponse:
        """Read again what was stopped or interrupted, by the same choices."""
        begin(reading, READ, by=official(request))
        return self._redirect("import_preview", reading.pk)

    def _read_again(self, request: HttpRequest, reading: Import) -> HttpResponse:
        form = self._read_again_form(reading, request.POST)
        if not form.is_valid():
            return self._show(request, reading, form, status=422)
        row = form.cleaned_data["header_row"]
        mapping = form.mapping()
        if form.cleaned_data.get("remember"):
            learn(self.resource, form.chosen(), by=official(request))
        choices = Choices(
            document=reading.choices["document"],
            source=reading.choices["source"],
            sheet=form.cleaned_data["sheet"],
            header_row=row and row - 1,
            mapping=(reading.choices["mapping"] or {}) | mapping,
            read_hidden=form.cleaned_data["read_hidden"],
        )
        reading.choices = asdict(choices) | {"language": page_language()}
        reading.save(update_fields=["choices"])
        begin(reading, READ, by=official(request))
        return self._redirect("import_preview", reading.pk)

    def _read_again_form(self, reading: Import, data: Any = None) -> ReadAgainForm:
        summary, choices = reading.change_set.summary, reading.choices
        matched, unread = summary.get("matched", []), summary.get("unread", [])
        tables = summary.get("sheets", [])
        sheets = [(each["name"], each["name"]) for each in tables]
        if sum(each["has_table"] for each in tables) > 1:
            sheets.append((ALL_SHEETS, _("all sheets with the same headings, together")))
        row = choices["header_row"]
        if row is None:
            row = summary.get("header_row") if reading.state == Import.State.REFUSED else None
        initial = {
            "sheet": choices["sheet"],
            "header_row": None if row is None else row + 1,
            "read_hidden": choices["read_hidden"],
        }
        return ReadAgainForm(
            data,
            sheets=sheets,
            matched=matched,
            unread=unread,
            columns={
                name: str(column.column_name)
                for name, column in self.resource.columns.items()
                if column.imported and column.for_filling
            },
            initial=initial,
        )

    # -- all --------------------------------------------------------------------------------

    def _must_import(self, request: HttpRequest) -> None:
        if not self.has_import_permission(request):
            raise PermissionDenied

    def _import(self, request: HttpRequest, pk: int) -> Import:
        """One of this official's imports; others are not found."""
        self._must_import(request)
        if pk >= 10**MOST_DIGITS:
            raise Http404
        return get_object_or_404(self._imports(request), pk=pk)

    def _imports(self, request: HttpRequest) -> QuerySet[Import]:
        """This official's imports of this kind of record, the newest first."""
        return (
            Import.objects.filter(
                content_type=ContentType.objects.get_for_model(self.model),
                change_set__author=official(request),
            )
            .select_related("change_set", "content_type")
            .order_by("-pk")
        )


def _number(text: str) -> int:
    """A key that came with a form; zero, which no record has, for whatever else came."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if is_number else 0
