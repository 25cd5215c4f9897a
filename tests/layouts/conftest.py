from tests.english import in_english  # noqa: F401
