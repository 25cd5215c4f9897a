"""Import and export at the desk: file → preview → confirmation → page of the change set.

django-import-export gives the buttons, permissions and addresses; what happens behind them is
ours (see `sheets.resources`). A preview is a proposed change set: it survives a closed tab and is
bound to the file, the official, and the versions of the records it saw.
"""

from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from import_export.admin import ImportExportMixin

from records.changes import ChangeRefused, drop
from records.desk import RecordAdmin
from records.models import ChangeItem, ChangeSet
from records.readable import readable
from sheets.exporting import file_response, format_names
from sheets.forms import ImportForm
from sheets.importing import PreviewOutdated, confirm_import, propose_import, read_sheet
from sheets.opening import FileRefused
from sheets.plain import plain_resource
from sheets.resources import Reading, SheetResource
from sheets.writing import FORMATS

PROBLEMS_SHOWN = 200
ITEMS_A_PAGE = 50


class SheetAdmin(ImportExportMixin, RecordAdmin):
    """A record's desk with import and export, by its one resource or a plain one."""

    resource_classes: list[type[SheetResource]] = []
    import_export_change_list_template = "admin/sheets/change_list.html"

    def get_urls(self) -> list[Any]:
        app, model = self.get_model_info()
        view = self.admin_site.admin_view
        return [
            path("export/<str:extension>/", view(self.export_file), name=f"{app}_{model}_file"),
            path("import/<int:pk>/", view(self.preview), name=f"{app}_{model}_import_preview"),
            *super().get_urls(),
        ]

    @property
    def resource(self) -> SheetResource:
        return self.resource_type()

    @property
    def resource_type(self) -> type[SheetResource]:
        return self.resource_classes[0] if self.resource_classes else plain_resource(self.model)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {"query": request.GET.urlencode()} | (extra_context or {})
        return super().changelist_view(request, context)

    # -- in ---------------------------------------------------------------------------------

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = self._form(request)
        reading = None
        if request.method == "POST" and form.is_valid():
            try:
                reading = self._read(form)
            except FileRefused as refusal:
                form.add_error("file", str(refusal))
            else:
                if reading.changes:
                    return self._propose(request, form, reading)
        return self._show(request, form, reading)

    def _form(self, request: HttpRequest) -> ImportForm:
        """The form that takes a file in, filled with what was sent to it."""
        sent = "confirm" not in request.POST
        return ImportForm(
            request.POST or None if sent else None,
            request.FILES or None if sent else None,
            documents=self.resource.issuing_documents(),
        )

    def _show(
        self, request: HttpRequest, form: ImportForm, reading: Reading | None
    ) -> HttpResponse:
        """The form, with what was found in a file that cannot be imported or changes nothing."""
        return TemplateResponse(
            request,
            "admin/sheets/import.html",
            self._context(
                request,
                title=_("Import a spreadsheet"),
                form=form,
                reading=reading,
                problems=reading.problems[:PROBLEMS_SHOWN] if reading else [],
                columns=[
                    (column.column_name, ", ".join(dict.fromkeys(column.headings())))
                    for column in self.resource.columns.values()
                    if column.imported
                ],
            ),
            status=200 if reading is None or not reading.problems else 422,
        )

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The library's own second step, which would write past the change sets."""
        raise Http404

    def _read(self, form: ImportForm) -> Reading:
        file = form.cleaned_data["file"]
        return read_sheet(
            self.resource,
            file,
            document=form.cleaned_data.get("document"),
            source=form.cleaned_data["source"],
            file_name=file.name,
        )

    def _propose(self, request: HttpRequest, form: ImportForm, reading: Reading) -> HttpResponse:
        file = form.cleaned_data["file"]
        change_set = propose_import(
            reading,
            file,
            file_name=file.name,
            author=request.user,
            reason=form.cleaned_data["reason"],
            basis=str(form.cleaned_data.get("document") or ""),
        )
        return self._redirect("import_preview", change_set.pk)

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the file would change; confirming applies it, dropping leaves all as it is."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        change_set = get_object_or_404(
            ChangeSet.objects.filter(
                kind=ChangeSet.Kind.IMPORT,
                author=request.user,
                items__content_type__app_label=self.opts.app_label,
                items__content_type__model=self.opts.model_name,
            ).distinct(),
            pk=pk,
        )
        if change_set.state != ChangeSet.State.PROPOSED:
            return redirect("admin:records_changeset_change", change_set.pk)
        if request.method == "POST":
            return self._decide(request, change_set)
        action = request.GET.get("action")
        items = change_set.items.order_by("id")
        counts = dict(items.order_by().values_list("action").annotate(Count("pk")))
        if action in counts:
            items = items.filter(action=action)
        page = Paginator(items, ITEMS_A_PAGE).get_page(request.GET.get("p"))
        return TemplateResponse(
            request,
            "admin/sheets/preview.html",
            self._context(
                request,
                title=_("Preview of %(file)s") % {"file": change_set.file_name},
                change_set=change_set,
                summary=change_set.summary,
                action=action,
                actions=[
                    (value, label, counts[value])
                    for value, label in ChangeItem.Action.choices
                    if value in counts
                ],
                page=page,
                changes=readable(page.object_list),
            ),
        )

    def _decide(self, request: HttpRequest, change_set: ChangeSet) -> HttpResponse:
        if "drop" in request.POST:
            drop(change_set)
            self.message_user(request, _("The file was put aside; nothing was changed."))
            return self._redirect("changelist")
        try:
            confirm_import(self.resource, change_set, by=request.user)
        except PreviewOutdated as outdated:
            return self._preview_anew(request, change_set, outdated)
        except ChangeRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return self._redirect("import_preview", change_set.pk)
        self.message_user(request, _("The file is imported."), messages.SUCCESS)
        return redirect("admin:records_changeset_change", change_set.pk)

    def _preview_anew(
        self, request: HttpRequest, change_set: ChangeSet, outdated: PreviewOutdated
    ) -> HttpResponse:
        self.message_user(request, str(outdated), messages.WARNING)
        drop(change_set)
        if outdated.reading.problems:
            return self._show(request, self._form(request), outdated.reading)
        if not outdated.reading.changes:
            self.message_user(request, _("The file says nothing new any more."))
            return self._redirect("import")
        with change_set.file.open("rb") as file:
            renewed = propose_import(
                outdated.reading,
                file,
                file_name=change_set.file_name,
                author=request.user,
                reason=change_set.reason,
                basis=change_set.basis,
            )
        return self._redirect("import_preview", renewed.pk)

    # -- out --------------------------------------------------------------------------------

    def export_action(self, request: HttpRequest) -> HttpResponse:
        if not self.has_export_permission(request):
            raise PermissionDenied
        queryset = self._filtered(request)
        if queryset is None:
            return self._redirect("changelist")
        return TemplateResponse(
            request,
            "admin/sheets/export.html",
            self._context(
                request,
                title=_("Export a list"),
                formats=format_names(),
                count=queryset.real().count(),
                demo_count=queryset.count() - queryset.real().count(),
                query=request.GET.urlencode(),
                filters=self._filters(request),
            ),
        )

    def export_file(self, request: HttpRequest, extension: str) -> HttpResponse:
        if not self.has_export_permission(request):
            raise PermissionDenied
        if extension not in FORMATS:
            raise Http404
        queryset = self._filtered(request)
        if queryset is None:
            return self._redirect("changelist")
        return file_response(
            self.resource,
            queryset.real(),
            extension,
            title=str(self.opts.verbose_name_plural).capitalize(),
            filters=self._filters(request),
            request=request,
        )

    def _filtered(self, request: HttpRequest) -> QuerySet | None:
        """The list as filtered; None, with a message, where the filter makes no sense."""
        try:
            return self.get_export_queryset(request)
        except IncorrectLookupParameters:
            text = _("The filter in the address makes no sense, so no list was written.")
            self.message_user(request, text, messages.ERROR)
            return None

    def _filters(self, request: HttpRequest) -> list[str]:
        return [f"{name} = {value}" for name, value in request.GET.items() if value]

    # -- both -------------------------------------------------------------------------------

    def _context(self, request: HttpRequest, **context: Any) -> dict[str, Any]:
        app, model = self.get_model_info()
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "changelist_name": f"admin:{app}_{model}_changelist",
            "file_name": f"admin:{app}_{model}_file",
            **context,
        }

    def _redirect(self, name: str, *args: Any) -> HttpResponse:
        app, model = self.get_model_info()
        return redirect(f"admin:{app}_{model}_{name}", *args)
