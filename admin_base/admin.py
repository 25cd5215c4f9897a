"""Admin pages of change sets: history and undo."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from admin_base.read_only import ReadOnly
from admin_base.record_admin import official
from records import changes
from records.change_display import readable, user_name
from records.models import ChangeItem, ChangeSet
from records.persistence import ChangeRefused
from records.url_converters import read_id


def preview_url(change_set: ChangeSet) -> str:
    """The URL of an import that waits for a decision; empty for other change sets."""
    reading = getattr(change_set, "reading", None)
    if reading is None or change_set.state not in OPEN:
        return ""
    kind = reading.content_type
    return reverse(f"admin:{kind.app_label}_{kind.model}_import_preview", args=[change_set.pk])


OPEN = (ChangeSet.State.UNREADY, ChangeSet.State.PROPOSED)
NEVER_APPLIED = (*OPEN, ChangeSet.State.DROPPED)


def _visible(change_sets: models.QuerySet, request: HttpRequest) -> models.QuerySet:
    """The change sets an official may see: an unconfirmed file is visible to its sender only."""
    if request.user.is_superuser:
        return change_sets
    return change_sets.exclude(~Q(author=request.user) | Q(author=None), state__in=NEVER_APPLIED)


COUNTS = {
    "read": gettext_lazy("rows read"),
    "new": gettext_lazy("new"),
    "changed": gettext_lazy("changed"),
    "unchanged": gettext_lazy("unchanged"),
    "conflict": gettext_lazy("in conflict"),
    "refused": gettext_lazy("refused"),
}


@admin.register(ChangeSet)
class ChangeSetAdmin(ReadOnly, admin.ModelAdmin):
    """The history. Change sets are not edited; a new one undoes them."""

    list_display = ("__str__", "state", "by", "applied_at", "reason", "file_name", "records_count")
    list_filter = ("kind", "state", "applied_at")
    list_select_related = ("author",)
    list_per_page = 50
    search_fields = ("reason", "basis", "file_name", "author__username")
    actions = None

    def has_undo_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("records.undo_changeset")

    def _may_undo(self, request: HttpRequest, change_set: ChangeSet) -> bool:
        """Undo needs its own permission, and that to change each model in the set."""
        models = change_set.items.order_by().values_list(
            "content_type__app_label", "content_type__model"
        )
        return self.has_undo_permission(request) and all(
            request.user.has_perm(f"{app}.change_{model}") for app, model in models.distinct()
        )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        # Counted for the rows of one page, since a join would count the whole history first.
        items = ChangeItem.objects.filter(change_set=OuterRef("pk")).order_by().values("change_set")
        count = Subquery(items.annotate(count=Count("pk")).values("count"))
        return _visible(super().get_queryset(request), request).annotate(items_count=count)

    @admin.display(description=gettext_lazy("by"), ordering="author__username")
    def by(self, change_set: ChangeSet) -> str:
        return user_name(change_set.author)

    @admin.display(description=gettext_lazy("records"), ordering="items_count")
    def records_count(self, change_set: Any) -> int:
        return change_set.items_count or 0

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/undo/", view(self.undo_view), name="records_changeset_undo"),
            path("<int:pk>/file/", view(self.file_view), name="records_changeset_file"),
            *super().get_urls(),
        ]

    def _found(self, request: HttpRequest, pk: int) -> ChangeSet:
        if not self.has_view_permission(request):
            raise PermissionDenied
        change_sets = ChangeSet.objects.select_related("author", "undoes")
        return get_object_or_404(_visible(change_sets, request), pk=pk)

    def _page(self, request: HttpRequest, change_set: ChangeSet, **context: Any) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": str(change_set),
            "opts": self.opts,
            "change_set": change_set,
            "by": user_name(change_set.author),
            **context,
        }

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        change_set = self._found(request, read_id(unquote(object_id)))
        items = change_set.items.select_related("content_type")
        page = Paginator(items.order_by("id"), 100).get_page(request.GET.get("p"))
        counted = dict(items.order_by().values_list("action").annotate(Count("pk")))
        context = self._page(
            request,
            change_set,
            page=page,
            changes=readable(page.object_list),
            counts=[(label, counted.get(action, 0)) for action, label in ChangeItem.Action.choices],
            counts_of_import=[
                (label, change_set.summary[key])
                for key, label in COUNTS.items()
                if key in change_set.summary
            ],
            kept=change_set.summary.get("kept", []),
            left_as_is=[
                {"label": each["label"], "why": ChangeItem.Question(each["question"]).label}
                for each in change_set.summary.get("left_as_is", [])
            ],
            undone_by=ChangeSet.objects.filter(undoes=change_set).first(),
            preview=preview_url(change_set),
            can_undo=self._may_undo(request, change_set)
            and change_set.state == ChangeSet.State.APPLIED,
        )
        return TemplateResponse(request, "admin/records/change_set.html", context)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Display what would stay because it was changed later; undo after confirmation."""
        change_set = self._found(request, pk)
        if not self._may_undo(request, change_set):
            raise PermissionDenied
        if request.method != "POST":
            kept = changes.unchanged_by_undo(change_set)
            can_undo = len(kept) < change_set.items.count()
            context = self._page(request, change_set, kept=kept, can_undo=can_undo)
            return TemplateResponse(request, "admin/records/undo.html", context)
        try:
            reversal = changes.undo(change_set, by=official(request))
        except ChangeRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect("admin:records_changeset_change", pk)
        if kept := reversal.summary["kept"]:
            text = ngettext(
                "The change was undone, except for %(count)d record that was changed later.",
                "The change was undone, except for %(count)d records that were changed later.",
                len(kept),
            )
            self.message_user(request, text % {"count": len(kept)}, messages.WARNING)
        else:
            self.message_user(request, _("The change was undone."), messages.SUCCESS)
        return redirect("admin:records_changeset_change", reversal.pk)

    def file_view(self, request: HttpRequest, pk: int) -> FileResponse:
        """The imported file as it is stored, for officials only."""
        change_set = self._found(request, pk)
        if not change_set.file or not change_set.file.storage.exists(str(change_set.file.name)):
            raise Http404
        return FileResponse(
            change_set.file.open("rb"),
            as_attachment=True,
            filename=change_set.file_name,
            content_type="application/octet-stream",
        )
