"""Sets of places in a list, each a Python int whose bit number n tells of place n.

Two sets meet by `&` and are counted by `int.bit_count()`, in a microsecond for ten thousand places.
"""

from collections.abc import Iterable

_ZERO_AND_ONE = bytes.maketrans(b"01", b"\0\1")


def of_places(places: Iterable[int], size: int) -> int:
    """The set of these places in a list of a size."""
    row = bytearray(size // 8 + 1)
    for place in places:
        row[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(row, "little")


def to_places(places: int) -> list[int]:
    """The places of a small set, in their order."""
    found = []
    while places:
        lowest = places & -places
        found.append(lowest.bit_length() - 1)
        places ^= lowest
    return found


def mask(places: int, size: int) -> bytes:
    """One byte a place: 1 where it is in the set, else 0."""
    return f"{places:0{size}b}"[::-1].encode().translate(_ZERO_AND_ONE)[:size]
