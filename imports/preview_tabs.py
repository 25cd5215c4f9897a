"""The parts of a preview: what an official must look at, how much of each, and its pages."""

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy

from imports.models import Finding, Import
from records.change_display import ReadableItem, readable
from records.models import ChangeItem

ITEMS_A_PAGE = 50
FINDINGS_A_PAGE = 200

# In the order in which an official must look at them.
PARTS = {
    "problem": gettext_lazy("refused"),
    "conflict": gettext_lazy("in conflict"),
    "missing": gettext_lazy("missing from the file"),
    "change": gettext_lazy("changed"),
    "create": gettext_lazy("new"),
    "unchanged": gettext_lazy("unchanged"),
    "left_out": gettext_lazy("left out"),
    "figure": gettext_lazy("how figures were read"),
}


def parts_of(reading: Import) -> dict[str, int]:
    """How much there is of each part, without what there is nothing of.

    A record that only seems missing, because its row is refused, is not offered to withdraw.
    """
    items = reading.change_set.items.order_by()
    counts = {
        question or action: count
        for action, question, count in items.values_list("action", "question").annotate(Count("pk"))
    }
    counts |= dict(reading.findings.order_by().values_list("group").annotate(count=Count("pk")))
    counts["unchanged"] = reading.change_set.summary.get("unchanged", 0)
    if counts.get("problem"):
        counts["missing"] = 0
    return {part: counts[part] for part in PARTS if counts.get(part)}


def page_of(reading: Import, part: str, number: str | None) -> tuple[Page, list[ReadableItem]]:
    """A page of a part, by its number as asked for; its changes in words where it has changes."""
    if part in Finding.Group.values:
        found: QuerySet = reading.findings.filter(group=part)
        return Paginator(found, FINDINGS_A_PAGE).get_page(number), []
    items = reading.change_set.items.order_by("id")
    if part in ChangeItem.Question.values:
        items = items.filter(question=part)
    else:
        items = items.filter(question="", action=part)
    page = Paginator(items, ITEMS_A_PAGE).get_page(number)
    for item in page.object_list:
        if item.base_values:
            # Where the colleague wrote nothing, both started from what the record says now.
            item.base_values = item.before | item.base_values
    return page, readable(page.object_list)
