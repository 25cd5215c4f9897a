# ruff: noqa: INP001
"""Datasette as an application, so that it too can be served by two processes."""

import os

from datasette.app import Datasette


def site():
    """It proposes no further facets, as the portal does not, and gives up on none."""
    settings = {"suggest_facets": False, "facet_time_limit_ms": 1_000}
    return Datasette(files=[os.environ["PEER_FILE"]], settings=settings).app()
