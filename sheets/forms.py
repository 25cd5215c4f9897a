"""The form that takes a file in."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportForm(forms.Form):
    """A spreadsheet, the decision it carries out, and where its facts come from."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("An Excel workbook (.xlsx) as issued, or CSV. Nothing is stored yet."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv"}),
    )
    document = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=_("Issued by"),
        help_text=_("Left empty, the decision that the title of the sheet cites is taken."),
    )
    source = forms.CharField(
        required=False,
        max_length=500,
        label=_("Source"),
        help_text=_("Where the facts were found, if no decision issued the list."),
    )
    reason = forms.CharField(required=False, max_length=500, label=_("Reason"))

    def __init__(self, *args: Any, documents: models.QuerySet | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if documents is None:
            del self.fields["document"]
        else:
            self.fields["document"].queryset = documents
