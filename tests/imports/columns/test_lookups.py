"""The message about an unknown value names what to write instead."""

import pytest
from django.utils.translation import override

from imports.columns.lookups import unknown_word

MANY = [f"xã {number}" for number in range(30)]


@pytest.mark.parametrize(
    ("near", "known", "message"),
    [
        (["b"], ["a", "b", "c", "a"], "“x” is not known. Use one of: b, a, c."),
        ([], ["2019-2020"], "“x” is not known. Use one of: 2019-2020."),
        (
            ["xã 7", "xã 7", "xã 8"],
            MANY,
            "“x” is not known. The nearest known values are: xã 7, xã 8.",
        ),
        ([], MANY, f"“x” is not known. Known values are, among others: {', '.join(MANY[:10])}."),
    ],
)
def test_few_known_values_are_all_named_and_of_many_the_nearest(near, known, message):
    with override("en"):
        assert str(unknown_word("x", near, known)) == message
