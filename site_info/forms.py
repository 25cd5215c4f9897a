"""The form for rating a page."""

from functools import cache

from django import forms
from django.apps import apps
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from records.models import Record

# The URL names of pages that can be rated, besides the pages of public records.
RATED_PAGES = {
    "home",
    "search",
    "sitemap",
    "contact",
    "about",
    "projects:list",
    "projects:map",
    "projects:changes",
    "projects:compare",
    "enterprises:list",
    "budget:overview",
    "programme:sectors",
    "programme:targets",
    "programme:documents",
    "programme:zones",
}


class RatingForm(forms.Form):
    """A score from 1 to 5 for a page of the site."""

    LABELS = (
        (5, pgettext_lazy("rating", "very good")),
        (4, pgettext_lazy("rating", "good")),
        (3, pgettext_lazy("rating", "fair")),
        (2, pgettext_lazy("rating", "poor")),
        (1, pgettext_lazy("rating", "very poor")),
    )

    page = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    score = forms.TypedChoiceField(
        label=_("How useful was this page to you?"),
        choices=LABELS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the five answers; nothing was sent.")},
    )

    def clean_page(self) -> str:
        """The path of a public page; the home page stands for the whole site."""
        page = self.cleaned_data["page"]
        return page if is_public_page(page) else reverse("home")


def is_public_page(path: str) -> bool:
    """Whether a path is a public page: not a file, nor a page with personal data."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if match.view_name in RATED_PAGES:
        return True
    model = _record_pages().get(match.view_name)
    return model is not None and model._default_manager.public().filter(**match.kwargs).exists()


@cache
def _record_pages() -> dict[str, type[Record]]:
    """The models whose records have a public page, by the name of its URL."""
    models = [model for model in apps.get_models() if issubclass(model, Record)]
    return {model.page_name: model for model in models if model.page_name}
