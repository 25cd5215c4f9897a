"""Template tags for change sets in the admin."""

from django import template
from django.db.models import Count, OuterRef, Subquery

from records.change_display import user_name
from records.models import ChangeItem, ChangeSet

register = template.Library()


@register.filter
def author(change_set: ChangeSet) -> str:
    """The author of a change set."""
    return user_name(change_set.author)


@register.simple_tag
def latest_changes(count: int = 10) -> list[ChangeSet]:
    """The latest applied change sets, with the name of the first record (`first`) and `others`."""
    items = ChangeItem.objects.filter(change_set=OuterRef("pk")).order_by()
    counted = items.values("change_set").annotate(count=Count("pk") - 1).values("count")
    return list(
        ChangeSet.objects.filter(applied_at__isnull=False)
        .select_related("author")
        .annotate(
            first=Subquery(items.order_by("id").values("label")[:1]), others=Subquery(counted)
        )
        .order_by("-applied_at", "-id")[:count]
    )
