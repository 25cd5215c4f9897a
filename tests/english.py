"""A fixture for folders whose tests compare sentences as the code writes them."""

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are English, whatever the translation says."""
    with override("en"):
        yield
