"""Forms to upload a file and to read it again with other choices."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.text import Truncator, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vietnamese.text import fold

ACCEPTED = ".xlsx,.xlsm,.xls,.ods,.csv,.txt,.docx"


class DocumentField(forms.ModelChoiceField):
    """A legal document, labelled with number, date and subject."""

    def label_from_instance(self, document: Any) -> str:
        return Truncator(f"{document.named}, {document.issued}: {document.title}").chars(110)


class ImportForm(forms.Form):
    """A spreadsheet with its legal document and source."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=format_lazy(
            gettext_lazy(
                "The annex as issued: Excel, OpenDocument, CSV, or a Word file with tables, of at "
                "most {megabytes} MB. Nothing is stored yet."
            ),
            megabytes=settings.SHEET_MAX_BYTES >> 20,
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    document = DocumentField(
        queryset=None,
        required=False,
        label=gettext_lazy("By decision"),
        help_text=gettext_lazy("If empty, the decision cited in the title of the sheet is used."),
    )
    source = forms.CharField(
        required=False,
        max_length=500,
        label=gettext_lazy("Source"),
        help_text=gettext_lazy("Where the information was found, if no decision issued the list."),
    )
    reason = forms.CharField(required=False, max_length=500, label=gettext_lazy("Reason"))

    def __init__(self, *args: Any, documents: models.QuerySet | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if documents is None:
            del self.fields["document"]
        else:
            document: Any = self.fields["document"]
            document.queryset = documents


class ReadAgainForm(forms.Form):
    """Another sheet or heading row, values for all rows, and headings matched with columns by hand.

    `sheets` are (name, label) pairs. `matched` headings were matched by hand before, `unread`
    ones are unknown. `columns` gives the labels of the columns by name. A suggestion comes first
    in the list but is never selected in advance. `for_all_rows` gives the known values of columns
    by name.
    """

    sheet = forms.ChoiceField(required=False, label=gettext_lazy("Sheet"))
    header_row = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=1_000_000,
        label=gettext_lazy("Last row of the headings"),
        help_text=gettext_lazy("Only if the portal did not find it."),
    )
    read_hidden = forms.BooleanField(
        required=False, label=gettext_lazy("Read hidden rows and columns and struck-out text too")
    )

    def __init__(
        self,
        *args: Any,
        sheets: list[tuple[str, str]],
        matched: list[dict[str, str]],
        unread: list[dict[str, str]],
        columns: dict[str, str],
        for_all_rows: dict[str, list[str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.for_all_rows = for_all_rows
        for name, values in for_all_rows.items():
            self.fields[f"all_{name}"] = forms.ChoiceField(
                required=False,
                label=_("%(column)s of all rows that have none") % {"column": columns[name]},
                choices=[("", "–"), *((value, value) for value in values)],
            )
        sheet: Any = self.fields["sheet"]
        sheet.choices = [("", _("the one that fits best")), *sheets]
        self.headings = matched + unread
        for number, heading in enumerate(self.headings):
            is_matched = number < len(matched)
            suggestion, help_text = heading["suggestion"], heading["cell"]
            options = sorted(columns.items(), key=lambda column: column[0] != suggestion)
            if suggestion in columns and not is_matched:
                words = {"cell": help_text, "column": columns[suggestion]}
                help_text = _("%(cell)s – nearest: “%(column)s”") % words
            self.fields[f"column_{number}"] = forms.ChoiceField(
                required=False,
                label=heading["heading"],
                help_text=help_text,
                choices=[("", _("not read")), *options],
                initial=suggestion if is_matched else "",
            )
        if self.headings:
            self.fields["remember"] = forms.BooleanField(
                required=False,
                # Earlier matches may be meant for one file only.
                initial=not matched,
                label=gettext_lazy("Remember these headings for all later files"),
                help_text=gettext_lazy(
                    "A heading that the portal already knows is matched for this file only."
                ),
            )

    def clean(self) -> dict[str, Any]:
        chosen_columns: dict[str, str] = {}
        for number in range(len(self.headings)):
            name = f"column_{number}"
            if (column := self.cleaned_data.get(name)) and column in chosen_columns:
                self.add_error(name, _("Another heading was matched with this column already."))
            elif column:
                chosen_columns[column] = name
        return self.cleaned_data

    def chosen_columns(self) -> dict[str, str]:
        """Chosen columns by heading; empty for a heading to skip."""
        return {
            heading["heading"]: self.cleaned_data[f"column_{number}"]
            for number, heading in enumerate(self.headings)
        }

    def values_for_all_rows(self) -> dict[str, str]:
        """Chosen values by column."""
        return {
            name: value for name in self.for_all_rows if (value := self.cleaned_data[f"all_{name}"])
        }

    def mapping(self) -> dict[str, str]:
        """Chosen columns by folded heading."""
        return {fold(heading)[:200]: column for heading, column in self.chosen_columns().items()}
