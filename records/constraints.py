"""Checking a row against its model's check constraints without asking the database.

Django evaluates each constraint of each row by a query; an import of thousands of rows would
spend its time there. The conditions our models use are plain comparisons, evaluated here the
same way. The database still holds them: this only finds the row and its message early.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q


def check_constraints(record: models.Model) -> None:
    """Raise the messages of the check constraints that the record breaks."""
    broken = [
        ValidationError(constraint.get_violation_error_message(), code=constraint.name)
        for constraint in record._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
        and _holds(constraint.condition, record) is False
    ]
    if broken:
        raise ValidationError(broken)


def _holds(condition: Q, record: models.Model) -> bool | None:
    """SQL's three values: a comparison with an empty column is neither true nor false."""
    results = [
        _holds(part, record) if isinstance(part, Q) else _compare(*part, record)
        for part in condition.children
    ]
    decisive = condition.connector == Q.OR
    if decisive in results:
        result: bool | None = decisive
    else:
        result = None if None in results else not decisive
    return None if result is None else result != condition.negated


def _compare(lookup: str, expected: Any, record: models.Model) -> bool | None:
    name, _, operator = lookup.partition("__")
    value = getattr(record, record._meta.get_field(name).attname)
    if isinstance(expected, F):
        expected = getattr(record, expected.name)
    if operator == "isnull":
        return (value is None) == expected
    if value is None or expected is None:
        return None
    match operator:
        case "" | "exact":
            return bool(value == expected)
        case "in":
            return value in expected
        case "gte":
            return bool(value >= expected)
        case "gt":
            return bool(value > expected)
        case "lte":
            return bool(value <= expected)
        case "lt":
            return bool(value < expected)
    raise NotImplementedError(f"check_constraints does not know the comparison {operator}")
