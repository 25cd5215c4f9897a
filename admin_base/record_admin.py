"""Base classes of the admin pages of records."""

from typing import Any, ClassVar, cast

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from admin_base.forms import CoordinateFormField, RecordForm, RowForm, form_of
from records import changes
from records.bulk_actions import delete_records, set_publication
from records.change_display import readable
from records.display import figure
from records.figures import FigureColumns, figure_columns
from records.models import UNPUBLISHED, ChangeSet, Publication, Record
from records.persistence import ChangeRefused, in_use, names_of_users
from records.snapshots import with_values
from search.query import read_words
from search.queryset import BEST_FIRST, SearchableQuerySet
from search.searchable import Searchable
from search.words import joined, searched_forms
from vietnamese.coordinates import COORDINATES, Axis

LONG = 300  # characters; longer fields get an input of two lines
MAX_SKIPPED_LISTED = 10

# Lists, and Vietnamese beside English, need its space.
admin.site.enable_nav_sidebar = False


def figure_column(columns: FigureColumns) -> Any:
    """A column with a figure as written, for lists and read-only pages."""

    @admin.display(description=columns.label, ordering=f"{columns.name}_low")
    def column(record: models.Model) -> str:
        return figure(record, columns.name)

    return column


def name_column(model: type[models.Model]) -> Any:
    """The name in the page's language; models without a column for its order sort by `name_vi`."""
    order = "sort_key" if issubclass(model, Searchable) else "name_vi"

    @admin.display(description=gettext_lazy("name"), ordering=order)
    def name(record: Any) -> str:
        return record.name

    return name


def official(request: HttpRequest) -> User:
    """The official who sent a request; the admin lets nobody else in."""
    return cast("User", request.user)


def not_found_redirect(
    model_admin: admin.ModelAdmin, request: HttpRequest, object_id: str
) -> HttpResponse:
    """Django's own response for a row that does not exist."""
    any_admin: Any = model_admin  # the method is missing in Django's type stubs
    response: HttpResponse = any_admin._get_obj_does_not_exist_redirect(
        request, model_admin.opts, object_id
    )
    return response


class FiguresAdmin(BaseModelAdmin):
    """Lets `fieldsets` and `list_display` use the name of a figure."""

    base_form: type[RowForm] = RowForm
    # Buttons beside a choice that would change the chosen record itself.
    no_related: tuple[str, ...] = ("add", "change", "delete", "view")
    formfield_overrides = {
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
        models.URLField: {"assume_scheme": "https"},
    }

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.form = form_of(self.model, self.base_form)
        for columns in figure_columns(self.model):
            setattr(self, columns.name, figure_column(columns))

    def formfield_for_dbfield(self, db_field: models.Field, request: Any, **kwargs: Any) -> Any:
        # A name of 500 characters can be read in two lines.
        if isinstance(db_field, models.CharField) and (db_field.max_length or 0) >= LONG:
            kwargs.setdefault("widget", AdminTextareaWidget(attrs={"rows": 2}))
        if isinstance(db_field, models.DecimalField) and db_field.name in COORDINATES:
            return CoordinateFormField(Axis(db_field.name), capfirst(db_field.verbose_name))
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            for action in self.no_related:
                setattr(field.widget, f"can_{action}_related", False)
        if field and isinstance(db_field, models.FileField) and not field.help_text:
            limit = _("You can send at most %(n)d MB of files at once.")
            field.help_text = limit % {"n": settings.ADMIN_UPLOAD_MAX_BYTES >> 20}
        return field


class RowsTable(FiguresAdmin, admin.TabularInline):
    """Rows that belong to a record, one on each line."""

    extra = 0

    def formfield_for_dbfield(self, db_field: models.Field, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:  # the heading of a column is not a label of its inputs
            field.widget.attrs["aria-label"] = field.label
        return field


class RowsStack(FiguresAdmin, admin.StackedInline):
    """Rows that belong to a record and are too wide for one line."""

    extra = 0


class RecordAdmin(FiguresAdmin, admin.ModelAdmin):
    """The base class of the admin pages of every record.

    Each save, action and deletion is a change set. A record is locked before it is read for a
    write, so a waiting request sees what the other one stored.
    """

    base_form = RecordForm
    no_related = ("delete",)
    # Fields that identify a record outside the portal; read-only once it is stored.
    fixed_fields: tuple[str, ...] = ("code",)
    search_fields: ClassVar[tuple[str, ...]] = ("search_text",)
    list_per_page = 50
    actions = ("publish", "withdraw")
    change_form_template = "admin/records/change_form.html"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.name = name_column(self.model)

    # --- lists ---

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [*self.list_display, "state"]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return ["publication", *self.list_filter, "is_demo"]

    @admin.display(description=gettext_lazy("publication"), ordering="publication")
    def state(self, record: Record) -> str:
        tags = [(f"state {record.publication}", record.get_publication_display())]
        if record.is_demo:
            tags.append(("demo", _("demo data")))
        return format_html_join(" ", '<span class="tag {}">{}</span>', tags)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        query = read_words(search_term)
        if not query.terms:
            return queryset, False
        if isinstance(queryset, SearchableQuerySet):
            found = queryset.search_as_typed(search_term)
            if not found.exists():
                found = queryset.search(queryset.corrected_query(search_term))
            if "o" not in request.GET:  # keep an order that the official chose
                found = found.order_by(*BEST_FIRST, *queryset.query.order_by)
            return found, False
        # Models without search columns have a few dozen rows at most.
        texts = queryset.values_list("pk", *self.search_fields)
        folded = {pk: joined(searched_forms(" ".join(map(str, values)))) for pk, *values in texts}
        words = query.phrase.split()
        matching = [pk for pk, text in folded.items() if all(word in text for word in words)]
        return queryset.filter(pk__in=matching), False

    # --- actions ---

    def has_publish_permission(self, request: HttpRequest) -> bool:
        codename = get_permission_codename("publish", self.opts)
        return request.user.has_perm(f"{self.opts.app_label}.{codename}")

    @admin.action(
        permissions=["publish"],
        description=gettext_lazy("Publish the selected %(verbose_name_plural)s"),
    )
    def publish(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        self._set_publication(request, queryset, Publication.PUBLISHED)

    @admin.action(
        permissions=["publish"],
        description=gettext_lazy("Withdraw the selected %(verbose_name_plural)s"),
    )
    def withdraw(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        self._set_publication(request, queryset, Publication.WITHDRAWN)

    def _set_publication(
        self, request: HttpRequest, queryset: models.QuerySet, publication: Publication
    ) -> None:
        _change_set, count, skipped = set_publication(
            queryset, publication, author=official(request)
        )
        if count:
            text = ngettext(
                "%(count)d record is now %(state)s.", "%(count)d records are now %(state)s.", count
            )
            self.message_user(
                request, text % {"count": count, "state": publication.label}, messages.SUCCESS
            )
        if skipped:
            text = ngettext(
                "%(count)d record was skipped:", "%(count)d records were skipped:", len(skipped)
            )
            rows = [(str(record), reason) for record, reason in skipped[:MAX_SKIPPED_LISTED]]
            if len(skipped) > MAX_SKIPPED_LISTED:
                rows.append(("…", ""))
            listed = format_html_join("", "<li>{} {}</li>", rows)
            message = format_html("{}<ul>{}</ul>", text % {"count": len(skipped)}, listed)
            self.message_user(request, message, messages.WARNING)

    # --- the form ---

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        record = super().get_object(request, object_id, from_field)
        if record is None or request.method != "POST":
            return record
        return with_values(self.model._default_manager.filter(pk=record.pk).locked()).first()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fieldsets = [
            *(self.fieldsets or ()),
            (gettext_lazy("Source and publication"), {"fields": ["source", "publication"]}),
        ]
        if obj is None or self.has_change_permission(request, obj):
            about = ["reason", "base_version"]
            fieldsets.append((gettext_lazy("This change"), {"fields": about}))
        return fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fields = list(self.readonly_fields)
        if obj:
            named = flatten_fieldsets(self.fieldsets or ())
            fields += [name for name in self.fixed_fields if name in named]
            if obj.publication not in UNPUBLISHED and not self.has_publish_permission(request):
                fields.append("publication")
        return fields

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "publication" in form.base_fields and not self.has_publish_permission(request):
            publication: Any = form.base_fields["publication"]
            publication.choices = [(p.value, p.label) for p in UNPUBLISHED]
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change or form.columns_changed():
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        changes.record_form_save(
            form.instance,
            form.stored if change else None,
            author=official(request),
            reason=form.cleaned_data["reason"],
        )
        self._show_merge_message(request, form)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        self._show_merge_message(request, context["adminform"].form)
        return super().render_change_form(request, context, *args, **kwargs)

    def _show_merge_message(self, request: HttpRequest, form: RecordForm) -> None:
        if form.merged:
            text = _(
                "Others changed this record while you had it open; "
                "their values are kept in: %(fields)s."
            )
            self.message_user(request, text % {"fields": ", ".join(form.merged)}, messages.INFO)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return super().get_view_on_site_url(obj) if obj and obj.is_public else None

    # --- deletion and history ---

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Refuse with the same message as a change set, before anything is deleted."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if users := names_of_users(self.model, [record.pk for record in objs]):
            self.message_user(request, in_use(users), messages.ERROR)
        return deleted, counts, lacking, protected or users

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except ChangeRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect(request.get_full_path())

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().changelist_view(request, extra_context)
        except ChangeRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect(request.get_full_path())

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        records = self.model._default_manager.filter(pk=obj.pk)
        delete_records(records, kind=ChangeSet.Kind.FORM, author=official(request))

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        delete_records(queryset, kind=ChangeSet.Kind.BULK, author=official(request))

    # Change sets are the history of records; Django's admin log would duplicate it.
    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any: ...

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any: ...

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any: ...

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        record = super().get_object(request, unquote(object_id))
        if record is None:
            return not_found_redirect(self, request, object_id)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        page = Paginator(changes.history_of(record), 30).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(record)s") % {"record": record},
            "opts": self.opts,
            "record": record,
            "page": page,
            "changes": readable(page.object_list),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/records/history.html", context)
