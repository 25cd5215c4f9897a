import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def _in_english():
    """Sentences are compared as the code writes them, whatever the translation says."""
    with override("en"):
        yield
