"""Keys for new records without one: the next number, or a slug of the name."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

from records.models import ChangeItem
from vietnamese.text import slug


def assign_numbers(model: type[models.Model], records: Iterable[Any], prefix: str) -> None:
    """Give records without a code the next numbers: DA-0001, DA-0002 …; one query.

    The code of a deleted record is not given again, as documents and links may still have it.
    """
    records = list(records)
    nameless = [record for record in records if not record.code]
    if not nameless:
        return
    shape = re.compile(rf"{prefix}-([0-9]{{1,9}})")
    stored = model._default_manager.filter(code__startswith=f"{prefix}-")
    deleted = ChangeItem.objects.filter(
        content_type__app_label=model._meta.app_label,
        content_type__model=model._meta.model_name,
        action=ChangeItem.Action.DELETE,
        key__startswith=f"{prefix}-",
    )
    used = stored.order_by().values_list("code").union(deleted.order_by().values_list("key"))
    codes = [*(code for (code,) in used), *(record.code for record in records)]
    numbers = (int(match[1]) for code in codes if (match := shape.fullmatch(code)))
    for number, record in enumerate(nameless, start=max(numbers, default=0) + 1):
        record.code = f"{prefix}-{number:04d}"


def assign_slugs(
    model: type[models.Model], records: Iterable[Any], name: Callable[[Any], str], fallback: str
) -> None:
    """Give records without a slug one made from their name, with a number if it is taken."""
    records = list(records)
    nameless = [record for record in records if not record.slug]
    if not nameless:
        return
    taken = {*model._default_manager.values_list("slug", flat=True), *(r.slug for r in records)}
    for record in nameless:
        base = slug(name(record))[:70] or fallback
        chosen, number = base, 1
        while chosen in taken:
            number += 1
            chosen = f"{base}-{number}"
        taken.add(chosen)
        record.slug = chosen
