# ruff: noqa: INP001
"""Datasette as an ASGI application, so that two processes can serve it."""

import os

from datasette.app import Datasette


def site():
    """Datasette without suggested facets, as in the portal, and without time limits."""
    settings = {"suggest_facets": False, "facet_time_limit_ms": 1_000}
    return Datasette(files=[os.environ["PEER_FILE"]], settings=settings).app()
