"""Evaluation of check constraints in Python.

Django evaluates each constraint of each row by a query, which would dominate an import of thousands
of rows. The conditions in use are plain comparisons, evaluated here with the same result. The
database still enforces them; this finds the row and its message in advance.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q


def check_constraints(record: models.Model, written: Iterable[str] | None = None) -> None:
    """Raise ValidationError with the messages of the violated check constraints.

    `written` names the changed fields; constraints on other fields are not evaluated.
    """
    names = None if written is None else set(written)
    broken = [
        ValidationError(constraint.get_violation_error_message(), code=constraint.name)
        for constraint, condition, about in _check_constraints(type(record))
        if (names is None or not names.isdisjoint(about)) and _holds(condition, record) is False
    ]
    if broken:
        raise ValidationError(broken)


@cache
def _check_constraints(
    model: type[models.Model],
) -> list[tuple[models.CheckConstraint, Q, frozenset[str]]]:
    """The check constraints of a model, each with its condition and its fields."""
    return [
        (each, each.condition, frozenset(_fields(each.condition)))
        for each in model._meta.constraints
        if isinstance(each, models.CheckConstraint) and isinstance(each.condition, Q)
    ]


def _fields(condition: Q) -> Iterator[str]:
    parts: list[Any] = condition.children
    for part in parts:
        if isinstance(part, Q):
            yield from _fields(part)
            continue
        lookup, expected = part
        yield lookup.partition("__")[0]
        if isinstance(expected, F):
            yield expected.name  # type: ignore[attr-defined]  # missing in django-stubs


def _holds(condition: Q, record: models.Model) -> bool | None:
    """Three-valued logic as in SQL: a comparison with NULL is neither true nor false."""
    parts: list[Any] = condition.children
    results = [
        _holds(part, record) if isinstance(part, Q) else _compare(part[0], part[1], record)
        for part in parts
    ]
    decisive = condition.connector == Q.OR
    if decisive in results:
        result: bool | None = decisive
    else:
        result = None if None in results else not decisive
    return None if result is None else result != condition.negated


def _compare(lookup: str, expected: Any, record: models.Model) -> bool | None:
    attribute, operator = _parsed_constraints(type(record), lookup)
    value = getattr(record, attribute)
    if isinstance(expected, F):
        expected = getattr(record, expected.name)  # type: ignore[attr-defined]
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


@cache
def _parsed_constraints(model: type[models.Model], lookup: str) -> tuple[str, str]:
    """The attribute and the operator of a lookup such as `area_low__gte`."""
    name, _, operator = lookup.partition("__")
    field: Any = model._meta.get_field(name)
    return field.attname, operator
