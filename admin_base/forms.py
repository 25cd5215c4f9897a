"""Forms of records: figures as written, and merging of concurrent edits.

A form has the version that it started from. If somebody else has saved since, it is merged field by
field: a field that the official did not change takes the stored value, one that the other did not
change takes the typed value. Only a field that both changed is an error to decide.
"""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.functional import lazy
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from records.bilingual import page_language
from records.change_display import Words, person, when
from records.changes import history_of, values_at
from records.figures import FigureColumns, figure_columns
from records.models import ChangeItem
from records.snapshots import (
    Values,
    column_values,
    difference,
    lists,
    many_to_many,
    recorded_fields,
    set_columns,
    to_json,
    values_of,
)
from vietnamese.coordinates import Axis, CoordinateError, read_coordinate
from vietnamese.figures import Dimension, Figure, FigureError, format_figure, read_figure
from vietnamese.text import check_readable, clean, without_invisible_characters
from vietnamese.units import UNITS

EXAMPLES = {
    Dimension.AREA: "gần 4.800 ha",
    Dimension.MONEY_VND: "khoảng 1,04 tỷ đồng",
    Dimension.MONEY_USD: "60–70 triệu USD",
    Dimension.PERCENT: "65%",
    Dimension.COUNT: "1.200",
}


def figure_text(figure: Figure, columns: FigureColumns) -> str:
    """The text of a figure's input: the original wording if it is unambiguous.

    A bare “600” from a column in million dong would be read as billion when it is edited; such a
    figure is displayed with its unit.
    """
    text = " ".join(figure.text.split("\n"))
    try:
        read = read_figure(text, columns.dimension, columns.default_unit)
    except FigureError:
        read = None
    if read and (read.low, read.high, read.qualifier) == (
        figure.low,
        figure.high,
        figure.qualifier,
    ):
        return text
    if figure.not_applicable:
        return "không áp dụng"
    return format_figure(figure, columns.dimension, "vi")


class FigureFormField(forms.CharField):
    """One input for a figure, in Vietnamese notation in every language.

    `base` is the displayed figure; if its text is unchanged, the figure is unchanged.
    """

    def __init__(self, columns: FigureColumns) -> None:
        self.columns = columns
        self.base = Figure(None, None)
        unit = UNITS[columns.dimension, columns.default_unit]
        hint = format_lazy(
            _(
                "As in the document, such as “{example}”. A number without a unit is in "
                "{unit}. Write “không áp dụng” if no figure applies."
            ),
            example=EXAMPLES[columns.dimension],
            unit=lazy(lambda: unit.name(page_language()), str)(),
        )
        label = capfirst(columns.label)
        super().__init__(
            label=label,
            help_text=columns.help_text or hint,
            required=False,
            max_length=500,
            widget=AdminTextInputWidget(attrs={"spellcheck": "false", "aria-label": label}),
        )

    def clean(self, value: Any) -> Figure:
        text = clean(super().clean(value))
        if text == clean(figure_text(self.base, self.columns)):
            return self.base
        try:
            figure = read_figure(text, self.columns.dimension, self.columns.default_unit)
        except FigureError as error:
            raise ValidationError(error.args[0], code=error.code) from error
        self.columns.check_limit(figure)
        return figure


class CoordinateFormField(forms.Field):
    """The input of a latitude or longitude: decimal degrees in either notation, or 14°21'04"N.

    It displays the stored degrees with a point.
    """

    def __init__(self, axis: Axis, label: Any) -> None:
        self.axis = axis
        super().__init__(
            label=label,
            required=False,
            help_text=format_lazy(
                _("Degrees such as {example}, or degrees, minutes and seconds."),
                example="14.3512" if axis is Axis.LATITUDE else "108.0012",
            ),
            widget=AdminTextInputWidget(attrs={"spellcheck": "false"}),
        )

    def prepare_value(self, value: Any) -> Any:
        return format(value.normalize(), "f") if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        text = clean(str(value))
        if not text:
            return None
        try:
            return read_coordinate(text, self.axis)
        except CoordinateError as error:
            raise ValidationError(error.args[0], code="coordinate") from error


class RowForm(forms.ModelForm):
    """A form with one input for each figure of its model, and normalised texts.

    All columns are validated, also those without an input, so that a violated rule is reported on
    the page instead of by the database.
    """

    data: Any  # a QueryDict in a bound form

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = self._values_stored() if self.instance.pk else {}
        self.base = self._base_values() if self.instance.pk else {}
        page = self._meta.model()
        set_columns(page, self.base)
        for name, field in self.fields.items():
            if isinstance(field, FigureFormField):
                field.base = getattr(page, name)
                figure = getattr(self.instance, name)
                self.initial.setdefault(name, figure_text(figure, field.columns))
            elif self._is_one_line(name) and isinstance(self.initial.get(name), str):
                # A browser removes line breaks from such an input and would join the words.
                self.initial[name] = _on_one_line(self.initial[name])

    @property
    def model(self) -> type[models.Model]:
        return self._meta.model

    def _values_stored(self) -> Values:
        return column_values(self.instance)

    def _base_values(self) -> Values:
        """The values that the page displayed."""
        return self.stored

    def _is_one_line(self, name: str) -> bool:
        field = recorded_fields(self.model).get(name)
        return isinstance(field, models.CharField) and not field.choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        fields = recorded_fields(self.model)
        for name, text in list(cleaned.items()):
            if isinstance(text, str) and name in fields:
                try:
                    cleaned[name] = self._clean_text(name, text)
                except ValidationError as error:
                    self.add_error(name, error)
        return cleaned

    def _clean_text(self, name: str, text: str) -> str:
        """NFC without invisible characters; an unchanged text stays as it is stored."""
        base = self.base.get(name) or ""
        tidy = _on_one_line if self._is_one_line(name) else without_invisible_characters
        if tidy(text).strip() == tidy(base).strip():
            return base
        check_readable(text)
        return tidy(text)

    def _post_clean(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field, FigureFormField) and name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])
        super()._post_clean()  # type: ignore[misc]  # not part of Django's types

    def _get_validation_exclusions(self) -> set[str]:
        excluded = super()._get_validation_exclusions()  # type: ignore[misc]
        return {name for name in excluded if name in self.fields}

    def _update_errors(self, errors: ValidationError) -> None:
        if hasattr(errors, "error_dict"):
            by_box: dict[str, list[ValidationError]] = {}
            for name, messages in errors.error_dict.items():
                by_box.setdefault(self._box_of(name), []).extend(messages)
            errors = ValidationError(by_box)
        super()._update_errors(errors)  # type: ignore[misc]

    def _box_of(self, column: str) -> str:
        """The field for a column; errors of other columns are displayed above the form."""
        for name, field in self.fields.items():
            if name == column or (
                isinstance(field, FigureFormField) and column in field.columns.column_names
            ):
                return name
        return NON_FIELD_ERRORS


def _on_one_line(text: str) -> str:
    return " ".join(clean(text).split("\n"))


class RecordForm(RowForm):
    """The form of a record, which has the version that its page started from.

    `merged` are the labels of fields that took the value of somebody else.
    """

    base_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason or document"),
        required=False,
        max_length=500,
        widget=AdminTextInputWidget,
        help_text=_("Kept in the history of the record."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.merged: list[str] = []
        super().__init__(*args, **kwargs)
        self.initial["base_version"] = self.instance.version

    def _values_stored(self) -> Values:
        return values_of(self.instance) if self.is_bound else column_values(self.instance)

    def _base_values(self) -> Values:
        version = self._posted_version() if self.is_bound else None
        if version is None or version >= self.instance.version:
            return self.stored
        return values_at(self.instance, version)

    def _posted_version(self) -> int | None:
        posted = self.data.get(self.add_prefix("base_version"), "")
        if not (posted.isascii() and posted.isdecimal() and len(posted) < 10):
            return None
        version = int(posted)
        return version if version <= self.instance.version else None

    def columns_changed(self) -> bool:
        """Whether the record's own columns differ from the stored ones."""
        return bool(difference(self.stored, column_values(self.instance))[1])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk:
            self._meet_others()
        return cleaned

    def _meet_others(self) -> None:
        version = self._posted_version()
        if version is None:
            self.add_error(None, _("This page is incomplete. Open it again before you save."))
        elif version < self.instance.version:
            since = list(history_of(self.instance).filter(base_version__gte=version))
            if not self._refuse_lists(since):
                self._merge_fields(since)

    def _refuse_lists(self, since: list[ChangeItem]) -> bool:
        """Refuse if others changed rows on this page, since lists cannot be merged.

        The page keeps its version, so that saving again is refused as well. Returns whether it was
        refused.
        """
        refused = False
        for name in lists(self.model):
            is_posted = f"{name}-TOTAL_FORMS" in self.data
            if not is_posted or not _differ({name: self.base[name]}, {name: self.stored[name]}):
                continue
            refused = True
            rows = lists(self.model)[name].model._meta
            item = _last(since, [name])
            message = _(
                "%(who)s changed the list “%(list)s” on %(when)s, after you opened this page."
                " Nothing was saved. Open the record in a new tab and copy your changes to "
                "it."
            )
            params = {"list": rows.verbose_name_plural, "who": person(item), "when": when(item)}
            self.add_error(None, ValidationError(message, code="stale_list", params=params))
        return refused

    def _merge_fields(self, since: list[ChangeItem]) -> None:
        self.data = self.data.copy()
        self.data[self.add_prefix("base_version")] = str(self.instance.version)
        for name in self.fields:
            keys = self._value_names(name)
            base, theirs = (
                {key: values[key] for key in keys} for values in (self.base, self.stored)
            )
            if not _differ(base, theirs):
                continue
            mine = self._typed(name) if name in self.cleaned_data else None
            if mine is not None and not _differ(base, mine):
                # Not changed here: the stored value stays and is displayed.
                del self.cleaned_data[name]
                self._show_stored(name)
                self.merged.append(str(self.fields[name].label))
            elif mine is None or _differ(theirs, mine):
                self.add_error(name, self._question(name, keys, since))

    def _value_names(self, name: str) -> list[str]:
        field = self.fields[name]
        if isinstance(field, FigureFormField):
            return field.columns.column_names
        return [name] if name in self.stored else []

    def _typed(self, name: str) -> Values:
        """The typed value of a field as the history stores it."""
        value, model = self.cleaned_data[name], self.model
        if isinstance(value, Figure):
            row = model()
            setattr(row, name, value)
            values = column_values(row)
            return {key: values[key] for key in self._value_names(name)}
        if name in many_to_many(model):
            return {name: sorted(related.pk for related in value)}
        if isinstance(value, models.Model):
            return {name: value.pk}
        column = recorded_fields(model)[name]
        if isinstance(column, models.FileField):
            value = value or None  # False: the official removed the file
        return {name: to_json(column, value)}

    def _show_stored(self, name: str) -> None:
        """Display the stored value in a field when the form is displayed again."""
        field, box = self.fields[name], self.add_prefix(name)
        widget: Any = getattr(
            field.widget, "widget", field.widget
        )  # the admin wraps widgets of relations
        value = field.prepare_value(self.get_initial_for_field(field, name))
        self.data.pop(box, None)
        if isinstance(widget, forms.CheckboxInput):
            if value:
                self.data[box] = "on"
        elif not isinstance(widget, forms.FileInput):
            text = widget.format_value(value)
            self.data.setlist(box, text if isinstance(text, list) else [text or ""])

    def _question(self, name: str, keys: list[str], since: list[ChangeItem]) -> ValidationError:
        model, item = self._meta.model, _last(since, keys)
        words = Words([(model, self.base), (model, self.stored)])
        message = _(
            "%(who)s changed this to “%(theirs)s” on %(when)s. Before, it was “%(original)s”."
            " Your text is still here: save again to keep it, or enter the correct value."
        )
        params = {
            "who": person(item),
            "when": when(item),
            "theirs": words.of_field(model, keys, self.stored) or gettext("empty"),
            "original": words.of_field(model, keys, self.base) or gettext("empty"),
        }
        return ValidationError(message, code="conflict", params=params)


def _differ(one: Values, other: Values) -> bool:
    return bool(difference(one, other)[1])


def _last(since: list[ChangeItem], keys: list[str]) -> ChangeItem | None:
    """The newest change of any of these values."""
    return next((item for item in since if any(key in item.after for key in keys)), None)


def form_of(model: type[models.Model], base: type[RowForm]) -> type[RowForm]:
    """A form class with one field for each figure of the model, so that fieldsets can name them."""
    boxes = {columns.name: FigureFormField(columns) for columns in figure_columns(model)}
    return type(f"{model.__name__}Form", (base,), boxes)
