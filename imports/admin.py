"""Import and export in the admin, for every model with records.

django-import-export provides buttons, permissions and URLs. `imports.views` imports the files,
`imports.workbooks.lists` writes the exports.
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imports.default_resource import default_resource, resource_for
from imports.exports import file_response, format_names
from imports.models import LearnedHeading
from imports.resources import SheetResource
from imports.views import ImportViews
from imports.workbooks.lists import FORMATS, ExportRefused
from records.models import Record, record_model


class SheetAdmin(ImportViews):
    """Admin of a record with import and export, by its resource or a default one."""

    resource_classes: tuple[type[SheetResource], ...] = ()
    import_export_change_list_template = "admin/imports/change_list.html"

    def get_urls(self) -> list[Any]:
        app, model = self.get_model_info()
        view = self.admin_site.admin_view
        return [
            path("export/<str:extension>/", view(self.export_file), name=f"{app}_{model}_file"),
            *self.import_urls(view, f"{app}_{model}"),
            *super().get_urls(),
        ]

    @property
    def resource(self) -> SheetResource:
        return self.resource_type()

    @property
    def resource_type(self) -> type[SheetResource]:
        model: type[Record] = self.model
        return self.resource_classes[0] if self.resource_classes else default_resource(model)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {"query": request.GET.urlencode()} | (extra_context or {})
        return super().changelist_view(request, context)

    # -- export -----------------------------------------------------------------------------

    def export_action(self, request: HttpRequest) -> HttpResponse:
        if not self.has_export_permission(request):
            raise PermissionDenied
        queryset = self._filtered(request)
        if queryset is None:
            return self._redirect("changelist")
        return TemplateResponse(
            request,
            "admin/imports/export.html",
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

    def export_file(self, request: HttpRequest, extension: str) -> HttpResponseBase:
        if not self.has_export_permission(request):
            raise PermissionDenied
        if extension not in FORMATS:
            raise Http404
        queryset = self._filtered(request)
        if queryset is None:
            return self._redirect("changelist")
        try:
            return file_response(
                self.resource,
                queryset.real(),
                extension,
                title=str(self.opts.verbose_name_plural).capitalize(),
                filters=self._filters(request),
            )
        except ExportRefused as refusal:  # the page before offers the other formats
            self.message_user(request, str(refusal), messages.ERROR)
            response = self._redirect("export")
            response["Location"] += f"?{request.GET.urlencode()}" if request.GET else ""
            return response

    def _filtered(self, request: HttpRequest) -> Any:
        """The filtered list; None, with a message, if the filter is invalid."""
        try:
            return self.get_export_queryset(request)
        except IncorrectLookupParameters:
            text = _("The filter in the address is not valid, so no list was exported.")
            self.message_user(request, text, messages.ERROR)
            return None

    def _filters(self, request: HttpRequest) -> list[str]:
        return [f"{name} = {value}" for name, value in request.GET.items() if value]

    # -- shared -----------------------------------------------------------------------------

    def _context(self, request: HttpRequest, **context: Any) -> dict[str, Any]:
        app, model = self.get_model_info()
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "changelist_name": f"admin:{app}_{model}_changelist",
            "file_name": f"admin:{app}_{model}_file",
            "blank_name": f"admin:{app}_{model}_import_blank",
            "preview_name": f"admin:{app}_{model}_import_preview",
            "workbook_name": f"admin:{app}_{model}_import_workbook",
            **context,
        }

    def _redirect(self, name: str, *args: Any) -> HttpResponse:
        app, model = self.get_model_info()
        return redirect(f"admin:{app}_{model}_{name}", *args)


class ListKindFilter(admin.SimpleListFilter):
    """Learned headings of a list; only the lists that have some are offered."""

    title = gettext_lazy("kind of list")
    parameter_name = "list"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        learned = LearnedHeading.objects.order_by().values("content_type").distinct()
        lists = ContentType.objects.filter(pk__in=learned)
        return sorted(((str(kind.pk), kind.name) for kind in lists), key=lambda pair: pair[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        offered = [value for value, _name in self.lookup_choices]
        return queryset.filter(content_type=self.value()) if self.value() in offered else queryset


@admin.register(LearnedHeading)
class LearnedHeadingAdmin(admin.ModelAdmin):
    """Headings that officials matched by hand; delete a wrong one here."""

    list_display = ("words", "means", "content_type", "taught_by", "taught_at")
    list_filter = (ListKindFilter,)
    list_select_related = ("content_type", "taught_by")
    search_fields = ("words", "column")

    @admin.display(description=gettext_lazy("column"), ordering="column")
    def means(self, heading: LearnedHeading) -> str:
        resource = resource_for(record_model(heading.content_type_id))()
        column = resource.columns.get(heading.column)
        return str(column.column_name) if column else heading.column

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
