"""The tabs of a preview, their counts and their pages."""

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy

from imports.models import Finding, Import
from records.change_display import ReadableItem, readable
from records.models import ChangeItem

ITEMS_PER_PAGE = 50
FINDINGS_PER_PAGE = 200

# In order of urgency.
TABS = {
    "problem": gettext_lazy("refused"),
    "conflict": gettext_lazy("in conflict"),
    "missing": gettext_lazy("missing from the file"),
    "change": gettext_lazy("changed"),
    "create": gettext_lazy("new"),
    "unchanged": gettext_lazy("unchanged"),
    "left_out": gettext_lazy("left out"),
    "figure": gettext_lazy("how figures were read"),
}


def tab_counts(file_import: Import) -> dict[str, int]:
    """Entries per tab, without empty tabs.

    With refused rows the missing records are left out: their rows may be among the refused.
    """
    items = file_import.change_set.items.order_by()
    counts = {
        question or action: count
        for action, question, count in items.values_list("action", "question").annotate(Count("pk"))
    }
    counts |= dict(file_import.findings.order_by().values_list("group").annotate(count=Count("pk")))
    counts["unchanged"] = file_import.change_set.summary.get("unchanged", 0)
    if counts.get("problem"):
        counts["missing"] = 0
    return {tab: counts[tab] for tab in TABS if counts.get(tab)}


def tab_page(file_import: Import, tab: str, number: str | None) -> tuple[Page, list[ReadableItem]]:
    """A page of a tab and, if the tab has changes, their display."""
    if tab in Finding.Group.values:
        findings: QuerySet = file_import.findings.filter(group=tab)
        return Paginator(findings, FINDINGS_PER_PAGE).get_page(number), []
    items = file_import.change_set.items.order_by("id")
    if tab in ChangeItem.Question.values:
        items = items.filter(question=tab)
    else:
        items = items.filter(question="", action=tab)
    page = Paginator(items, ITEMS_PER_PAGE).get_page(number)
    for item in page.object_list:
        if item.base_values:
            # Fields without edits by others have the current value as base.
            item.base_values = item.before | item.base_values
    return page, readable(page.object_list)
