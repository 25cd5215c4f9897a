"""A fixture for tests that compare messages in English."""

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are English, whatever the translation says."""
    with override("en"):
        yield
