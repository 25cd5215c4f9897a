"""A fixture for tests that compare messages in English."""

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def in_english():
    """Compare messages in English, whatever the translation is."""
    with override("en"):
        yield
