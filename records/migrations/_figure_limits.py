"""What migrations do with figures that a new rule would refuse."""

import logging
from typing import Any

from django.db import models

from records.figures import as_words

logger = logging.getLogger(__name__)


def keep_words_beyond(model: type[models.Model], name: str, limit: int) -> None:
    """Turn figures above the limit into their words, without an amount.

    Such an amount is a mistake of its unit that nobody can correct but an official: the words are
    kept for the official, and no sum counts them. Works on historical models. Each is logged.
    """
    rows: Any = model._base_manager.filter(**{f"{name}_high__gt": limit})
    for row in rows:
        logger.warning(
            "%s %s: %s %s is above %s; its words are kept.",
            model._meta.label,
            row.pk,
            name,
            getattr(row, f"{name}_high"),
            limit,
        )
        model._base_manager.filter(pk=row.pk).update(**as_words(name, vars(row)))
