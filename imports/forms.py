"""The forms that take a file in, and have it read again another way."""

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
    """A legal document, told by its number, day and subject."""

    def label_from_instance(self, document: Any) -> str:
        return Truncator(f"{document.named}, {document.issued}: {document.title}").chars(110)


class ImportForm(forms.Form):
    """A spreadsheet, the decision it carries out, and where its facts come from."""

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
        help_text=gettext_lazy(
            "Left empty, the decision that the title of the sheet cites is taken."
        ),
    )
    source = forms.CharField(
        required=False,
        max_length=500,
        label=gettext_lazy("Source"),
        help_text=gettext_lazy("Where the facts were found, if no decision issued the list."),
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
    """Another sheet, another row of headings, columns matched by hand.

    `sheets` are (name, words) pairs; `matched` headings are those that a hand matched already,
    `unread` those that were not understood; `columns` the words of the columns that they may be
    matched with, by name. What is only near is named and stands first, never chosen unasked.
    """

    sheet = forms.ChoiceField(required=False, label=gettext_lazy("Sheet"))
    header_row = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=1_000_000,
        label=gettext_lazy("Last row of the headings"),
        help_text=gettext_lazy("Only where the portal did not find it by itself."),
    )
    read_hidden = forms.BooleanField(
        required=False, label=gettext_lazy("Read hidden rows and columns too")
    )

    def __init__(
        self,
        *args: Any,
        sheets: list[tuple[str, str]],
        matched: list[dict[str, str]],
        unread: list[dict[str, str]],
        columns: dict[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        sheet: Any = self.fields["sheet"]
        sheet.choices = [("", _("the one that fits best")), *sheets]
        self.headings = matched + unread
        for number, heading in enumerate(self.headings):
            is_matched = number < len(matched)
            near, told = heading["suggestion"], heading["cell"]
            offered = sorted(columns.items(), key=lambda column: column[0] != near)
            if near in columns and not is_matched:
                words = {"cell": told, "column": columns[near]}
                told = _("%(cell)s – nearest: “%(column)s”") % words
            self.fields[f"column_{number}"] = forms.ChoiceField(
                required=False,
                label=heading["heading"],
                help_text=told,
                choices=[("", _("not read")), *offered],
                initial=near if is_matched else "",
            )
        if self.headings:
            self.fields["remember"] = forms.BooleanField(
                required=False,
                # What was matched before, for one file perhaps, is not taught unasked.
                initial=not matched,
                label=gettext_lazy("Remember these headings for all later files"),
                help_text=gettext_lazy(
                    "A heading that the portal knows by itself is matched for this file only."
                ),
            )

    def clean(self) -> dict[str, Any]:
        chosen: dict[str, str] = {}
        for number in range(len(self.headings)):
            name = f"column_{number}"
            if (column := self.cleaned_data.get(name)) and column in chosen:
                self.add_error(name, _("Another heading was matched with this column already."))
            elif column:
                chosen[column] = name
        return self.cleaned_data

    def chosen(self) -> dict[str, str]:
        """The columns chosen by hand, by heading; empty for one that is not to be read."""
        return {
            heading["heading"]: self.cleaned_data[f"column_{number}"]
            for number, heading in enumerate(self.headings)
        }

    def mapping(self) -> dict[str, str]:
        """The same by folded heading."""
        return {fold(heading)[:200]: column for heading, column in self.chosen().items()}
