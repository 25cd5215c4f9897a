"""The forms that take a file in, and have it read again another way."""

from typing import Any

from django import forms
from django.db import models
from django.utils.text import Truncator
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
        help_text=gettext_lazy(
            "The annex as issued: Excel, OpenDocument, CSV, or a Word file with tables. "
            "Nothing is stored yet."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    document = DocumentField(
        queryset=None,
        required=False,
        label=gettext_lazy("Issued by"),
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
            self.fields["document"].queryset = documents


class ReadAgainForm(forms.Form):
    """Another sheet, another row of headings, columns matched by hand.

    `sheets` are (name, words) pairs; `headings` are those that were not understood, `columns`
    the (name, words) that they may be matched with.
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
        headings: list[dict[str, str]],
        columns: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [("", _("the one that fits best")), *sheets]
        self.headings = headings
        for number, heading in enumerate(headings):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                required=False,
                label=heading["heading"],
                help_text=heading["cell"],
                choices=[("", _("not read")), *columns],
            )
        if headings:
            self.fields["remember"] = forms.BooleanField(
                required=False,
                initial=True,
                label=gettext_lazy("Remember these headings for all later files"),
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

    def mapping(self) -> dict[str, str]:
        """The columns chosen by hand, by folded heading; empty for one that is not to be read."""
        return {
            fold(heading["heading"])[:200]: self.cleaned_data[f"column_{number}"]
            for number, heading in enumerate(self.headings)
        }
