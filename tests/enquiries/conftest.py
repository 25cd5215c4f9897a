import pytest


@pytest.fixture
def clerk(desk, client):
    """The browser of an editor who reads the desk in English."""
    client.cookies["django_language"] = "en"
    return desk("editor")
