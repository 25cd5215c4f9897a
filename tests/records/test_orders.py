"""Orders place unknown values explicitly, since databases differ."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist

ORDERS = [
    *[(model, model._meta.ordering) for model in apps.get_models()],
    *[(model, model_admin.ordering or ()) for model, model_admin in admin.site._registry.items()],
]


def may_be_unknown(model, path):
    """Whether a column of an order can be null for some records."""
    for name in path.removeprefix("-").split("__"):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return False
        if field.null:
            return True
        model = field.related_model
    return False


@pytest.mark.parametrize(("model", "order"), [pair for pair in ORDERS if pair[1]])
def test_every_order_places_unknown_values_explicitly(model, order):
    plain = [name for name in order if isinstance(name, str)]
    assert [name for name in plain if may_be_unknown(model, name)] == []
