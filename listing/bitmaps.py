"""Bitmaps of positions in a list: Python ints with a bit for each position.

Intersect bitmaps with `&` and count them with `int.bit_count()`, which takes a microsecond for ten
thousand positions.
"""

from collections.abc import Iterable

_ZERO_AND_ONE = bytes.maketrans(b"01", b"\0\1")


def of_positions(places: Iterable[int], size: int) -> int:
    """The bitmap of these positions in a list of `size` records."""
    row = bytearray(size // 8 + 1)
    for place in places:
        row[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(row, "little")


def to_positions(places: int) -> list[int]:
    """The positions in a bitmap, ascending; fast for few bits."""
    found = []
    while places:
        lowest = places & -places
        found.append(lowest.bit_length() - 1)
        places ^= lowest
    return found


def mask(places: int, size: int) -> bytes:
    """One byte for each position: 1 if it is in the bitmap, else 0."""
    return f"{places:0{size}b}"[::-1].encode().translate(_ZERO_AND_ONE)[:size]
