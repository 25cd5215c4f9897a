"""Import pages in the admin: upload → preview → confirmation → page of the change set.

An import belongs to the official who uploaded the file. It continues when the page is closed; a
long one shows its progress and can be stopped. The pages need no JavaScript.
"""

from collections.abc import Callable
from dataclasses import asdict
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from import_export.admin import ImportExportMixin

from admin_base.record_admin import RecordAdmin, official
from imports import progress
from imports.corrections.marked_workbook import write_marked_workbook
from imports.decisions import count_open_questions, decide, withdraw_by
from imports.file_reader import ImportChoices
from imports.forms import ImportForm, ReadAgainForm
from imports.models import Finding, Import, learn_headings
from imports.pipeline import discard, receive
from imports.preview_tabs import TABS, tab_counts, tab_page
from imports.rows.result import MAX_FIGURES
from imports.workbooks.blank import write_blank
from imports.workbooks.lists import FORMATS
from imports.worker import APPLY, READ, begin
from layouts.layout import ALL_SHEETS
from records.bilingual import page_language
from records.models import ChangeItem, ChangeSet
from records.persistence import ChangeRefused
from records.url_converters import MAX_ID_DIGITS, read_id
from spreadsheets.readers.opening import FileUnread

REFRESH_SECONDS = 2  # while an import is read or applied
MAX_MEMORY_BYTES = 5 * 1024 * 1024
XLSX = FORMATS["xlsx"][0]
CLOSED = (ChangeSet.State.APPLIED, ChangeSet.State.UNDONE, ChangeSet.State.DROPPED)


class ImportViews(ImportExportMixin, RecordAdmin):
    """Import pages of a model; the base of `imports.admin.SheetAdmin`."""

    def import_urls(self, view: Callable, name: str) -> list[Any]:
        return [
            path("import/<int:pk>/", view(self.preview), name=f"{name}_import_preview"),
            path(
                "import/<int:pk>/workbook/",
                view(self.marked_workbook),
                name=f"{name}_import_workbook",
            ),
            path("import/blank/", view(self.blank_workbook), name=f"{name}_import_blank"),
        ]

    # -- upload -----------------------------------------------------------------------------

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
            except FileUnread as refusal:
                form.add_error("file", str(refusal))
            except OSError as error:
                message = _(
                    "The file could not be saved (%(reason)s). Nothing was stored; try again."
                )
                form.add_error("file", message % {"reason": error.strerror})
        return TemplateResponse(
            request,
            "admin/imports/import.html",
            self._context(
                request,
                title=_("Import a spreadsheet"),
                form=form,
                open_imports=self._imports(request).exclude(change_set__state__in=CLOSED),
                columns=[
                    (column.column_name, ", ".join(dict.fromkeys(column.headings())))
                    for column in self.resource.columns.values()
                    if column.imported
                ],
            ),
            status=422 if form.errors else 200,
        )

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Disabled: the library's own second step would bypass the change sets."""
        raise Http404

    def _receive(self, request: HttpRequest, form: ImportForm) -> HttpResponse:
        file, document = form.cleaned_data["file"], form.cleaned_data.get("document")
        file_import = receive(
            self.model,
            file,
            ImportChoices(document=document and document.pk, source=form.cleaned_data["source"]),
            file_name=file.name,
            author=official(request),
            reason=form.cleaned_data["reason"],
            basis=str(document or ""),
        )
        begin(file_import, READ, by=official(request))
        return self._redirect("import_preview", file_import.pk)

    def blank_workbook(self, request: HttpRequest) -> HttpResponseBase:
        """A blank workbook to fill in."""
        self._must_import(request)
        out = SpooledTemporaryFile(max_size=MAX_MEMORY_BYTES)  # noqa: SIM115 – the response closes it
        write_blank(self.resource, out, page_language())
        out.seek(0)
        name = f"{self.opts.model_name}-{page_language()}.xlsx"
        return FileResponse(out, as_attachment=True, filename=name, content_type=XLSX)

    # -- preview ----------------------------------------------------------------------------

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Progress or preview of an import; a POST is one of its actions."""
        file_import = self._import(request, pk)
        if file_import.change_set.state in CLOSED:
            return redirect("admin:records_changeset_change", pk)
        if request.method == "POST":
            return self._handle_action(request, file_import)
        form = self._read_again_form(file_import)
        return self._render_preview(request, file_import, form)

    def marked_workbook(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The uploaded workbook with all refused cells marked."""
        file_import = self._import(request, pk)
        problems = file_import.findings.filter(group=Finding.Group.PROBLEM)
        if file_import.state != Import.State.READ or not problems.exists():
            return self._redirect("import_preview", pk)
        out = SpooledTemporaryFile(max_size=MAX_MEMORY_BYTES)  # noqa: SIM115 – the response closes it
        try:
            with file_import.change_set.file.open("rb") as file:
                write_marked_workbook(
                    cast(BinaryIO, file),
                    (finding.as_problem() for finding in problems.iterator(chunk_size=2000)),
                    out,
                )
        except FileUnread as refusal:
            out.close()
            self.message_user(request, str(refusal), messages.ERROR)
            return self._redirect("import_preview", pk)
        out.seek(0)
        stem = (
            file_import.change_set.file_name.rpartition(".")[0] or file_import.change_set.file_name
        )
        name = _("%(file)s – to correct.xlsx") % {"file": stem}
        return FileResponse(out, as_attachment=True, filename=name, content_type=XLSX)

    def _render_preview(
        self, request: HttpRequest, file_import: Import, form: ReadAgainForm, status: int = 200
    ) -> HttpResponse:
        change_set = file_import.change_set
        counts = tab_counts(file_import)
        current_tab = request.GET.get("show")
        if current_tab not in counts:
            current_tab = next(iter(counts), "")
        page, changes = tab_page(file_import, current_tab, request.GET.get("p"))
        is_at_work = file_import.is_at_work
        # The page refreshes by a header, so that readers can switch it off (WCAG 2.2.2).
        refreshes = is_at_work and "still" not in request.GET
        template = "working" if is_at_work else "preview"
        return TemplateResponse(
            request,
            f"admin/imports/{template}.html",
            self._context(
                request,
                title=_("Preview of %(file)s") % {"file": change_set.file_name},
                file_import=file_import,
                change_set=change_set,
                summary=change_set.summary,
                progress=progress.latest(file_import.pk),
                refreshes=refreshes,
                tabs=[(tab, TABS[tab], count) for tab, count in counts.items()],
                current_tab=current_tab,
                page=page,
                changes=changes,
                form=form,
                open_questions=count_open_questions(change_set),
                decisions=ChangeItem.Decision.choices,
                documents=self.resource.issuing_documents() if current_tab == "missing" else None,
                can_withdraw=self.has_publish_permission(request),
                max_figures=MAX_FIGURES,
                can_undo=request.user.has_perm("records.undo_changeset"),
                can_confirm=change_set.state == ChangeSet.State.PROPOSED
                and file_import.state == Import.State.READ,
            ),
            status=status,
            headers={"Refresh": REFRESH_SECONDS} if refreshes else None,
        )

    # -- actions ----------------------------------------------------------------------------

    def _handle_action(self, request: HttpRequest, file_import: Import) -> HttpResponse:
        actions = {
            "confirm": self._confirm,
            "drop": self._drop,
            "stop": self._stop,
            "decide": self._decide,
            "again": self._read_again,
            "retry": self._retry,
        }
        chosen = next((action for name, action in actions.items() if name in request.POST), None)
        if file_import.is_at_work and chosen != self._stop:
            return self._redirect("import_preview", file_import.pk)
        if chosen is None:
            return self._redirect("import_preview", file_import.pk)
        return chosen(request, file_import)

    def _confirm(self, request: HttpRequest, file_import: Import) -> HttpResponse:
        begin(file_import, APPLY, by=official(request))
        if file_import.state == Import.State.APPLIED:
            self.message_user(request, _("The file is imported."), messages.SUCCESS)
            return redirect("admin:records_changeset_change", file_import.pk)
        return self._redirect("import_preview", file_import.pk)

    def _drop(self, request: HttpRequest, file_import: Import) -> HttpResponse:
        discard(file_import)
        self.message_user(request, _("The file was discarded. Nothing was changed."))
        return self._redirect("changelist")

    def _stop(self, request: HttpRequest, file_import: Import) -> HttpResponse:
        progress.request_stop(file_import.pk)
        self.message_user(request, _("It is being stopped."))
        return self._redirect("import_preview", file_import.pk)

    def _decide(self, request: HttpRequest, file_import: Import) -> HttpResponse:
        chosen = {
            read_id(name.removeprefix("item-")): str(value)
            for name, value in request.POST.items()
            if name.startswith("item-")
        }
        decision_for_all = request.POST.get("together", "")
        question = request.POST.get("question", "")
        if question not in ChangeItem.Question.values:
            question = ""
        documents = self.resource.issuing_documents()
        named = read_id(request.POST.get("document", ""))
        try:
            if question and decision_for_all in ChangeItem.Decision.values:
                decide(file_import.change_set, {}, for_all={question: decision_for_all})
            else:
                decide(file_import.change_set, chosen)
            if documents is not None and documents.filter(pk=named).exists():
                withdraw_by(self.resource, file_import.change_set, named)
        except ChangeRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.message_user(request, _("The decisions are saved. The file is not imported yet."))
        response = self._redirect("import_preview", file_import.pk)
        response["Location"] += f"?show={question}" if question else ""
        return response

    def _retry(self, request: HttpRequest, file_import: Import) -> HttpResponse:
        """Read a stopped or interrupted import again with the same choices."""
        begin(file_import, READ, by=official(request))
        return self._redirect("import_preview", file_import.pk)

    def _read_again(self, request: HttpRequest, file_import: Import) -> HttpResponse:
        form = self._read_again_form(file_import, request.POST)
        if not form.is_valid():
            return self._render_preview(request, file_import, form, status=422)
        row = form.cleaned_data["header_row"]
        mapping = form.mapping()
        if form.cleaned_data.get("remember"):
            learn_headings(self.resource, form.chosen_columns(), by=official(request))
        choices = ImportChoices(
            document=file_import.choices["document"],
            source=file_import.choices["source"],
            sheet=form.cleaned_data["sheet"],
            header_row=row and row - 1,
            mapping=(file_import.choices["mapping"] or {}) | mapping,
            read_hidden=form.cleaned_data["read_hidden"],
            for_all_rows=form.values_for_all_rows(),
        )
        file_import.choices = asdict(choices) | {"language": page_language()}
        file_import.save(update_fields=["choices"])
        begin(file_import, READ, by=official(request))
        return self._redirect("import_preview", file_import.pk)

    def _read_again_form(self, file_import: Import, data: Any = None) -> ReadAgainForm:
        summary, choices = file_import.change_set.summary, file_import.choices
        matched, unread = summary.get("matched", []), summary.get("unread", [])
        tables = summary.get("sheets", [])
        sheets = [(each["name"], each["name"]) for each in tables]
        if sum(each["has_table"] for each in tables) > 1:
            sheets.append((ALL_SHEETS, _("all sheets with the same headings, together")))
        row = choices["header_row"]
        if row is None:
            row = summary.get("header_row") if file_import.state == Import.State.REFUSED else None
        initial = {
            "sheet": choices["sheet"],
            "header_row": None if row is None else row + 1,
            "read_hidden": choices["read_hidden"],
        } | {f"all_{name}": text for name, text in (choices.get("for_all_rows") or {}).items()}
        return ReadAgainForm(
            data,
            sheets=sheets,
            matched=matched,
            unread=unread,
            columns={
                name: str(column.column_name)
                for name, column in self.resource.columns.items()
                if column.imported and column.is_fillable
            },
            for_all_rows={
                name: self.resource.columns[name].allowed_values()
                for name in self.resource.columns_for_all_rows
            },
            initial=initial,
        )

    # -- shared -----------------------------------------------------------------------------

    def _must_import(self, request: HttpRequest) -> None:
        if not self.has_import_permission(request):
            raise PermissionDenied

    def _import(self, request: HttpRequest, pk: int) -> Import:
        """An import of this official; 404 for others."""
        self._must_import(request)
        if pk >= 10**MAX_ID_DIGITS:
            raise Http404
        return get_object_or_404(self._imports(request), pk=pk)

    def _imports(self, request: HttpRequest) -> QuerySet[Import]:
        """Imports of this model by this official, newest first."""
        return (
            Import.objects.filter(
                content_type=ContentType.objects.get_for_model(self.model),
                change_set__author=official(request),
            )
            .select_related("change_set", "content_type")
            .order_by("-pk")
        )
