"""Rows of a grid are packed; what another process packed is not trusted."""

import pickle
import zlib

import pytest

from spreadsheets.readers import grids
from spreadsheets.readers.grids import ROWS_PER_PACK, PackedRows


def test_packed_rows_are_read_in_any_order():
    rows = PackedRows([number, str(number)] for number in range(2 * ROWS_PER_PACK + 1))

    assert rows[ROWS_PER_PACK] == [ROWS_PER_PACK, str(ROWS_PER_PACK)]
    assert [row[0] for row in rows] == list(range(2 * ROWS_PER_PACK + 1))


def test_a_pack_that_inflates_without_end_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(grids, "MAX_PACK_BYTES", 1 << 16)
    packed = zlib.compress(pickle.dumps([["a" * (1 << 20)]] * ROWS_PER_PACK))
    rows = PackedRows()
    rows.__dict__["_packs"] = [packed]

    with pytest.raises(pickle.UnpicklingError, match="too large"):
        rows[0]
