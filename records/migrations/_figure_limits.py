"""What migrations do with figures that a new rule would refuse."""

import logging
from decimal import Decimal
from typing import Any

from django.db import models

logger = logging.getLogger(__name__)


def keep_words_beyond(model: type[models.Model], name: str, limit: int) -> None:
    """Turn figures above the limit into their words, without an amount.

    Such an amount is a mistake of its unit that nobody can correct but an official: the words are
    kept for the official, and no sum counts them. Works on historical models. Each is logged.
    """
    rows: Any = model._base_manager.filter(**{f"{name}_high__gt": limit})
    for row in rows:
        low, high = getattr(row, f"{name}_low"), getattr(row, f"{name}_high")
        ends = dict.fromkeys(f"{Decimal(end).normalize():f}" for end in (low, high))
        values = {
            f"{name}_low": None,
            f"{name}_high": None,
            f"{name}_qualifier": "",
            f"{name}_unit": "",
            f"{name}_text": getattr(row, f"{name}_text") or "–".join(ends),
        }
        logger.warning(
            "%s %s: %s %s is above %s; its words are kept.",
            model._meta.label,
            row.pk,
            name,
            high,
            limit,
        )
        model._base_manager.filter(pk=row.pk).update(**values)
