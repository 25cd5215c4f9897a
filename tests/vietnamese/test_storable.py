"""Characters that no database can store."""

import pytest

from vietnamese.storable import is_storable, storable, storable_cells, storable_json
from vietnamese.text import clean, fold


@pytest.mark.parametrize("code", [0, 0xD800, 0xDFFF])
def test_a_character_that_cannot_be_stored_is_replaced(code):
    sign = chr(code)
    assert not is_storable(f"Kon{sign}Tum")
    assert storable(f"Kon{sign}Tum") == clean(f"Kon{sign}Tum") == "Kon\ufffdTum"
    assert fold(f"Kon{sign}Tum") == "kon tum"


def test_other_text_stays_as_it_is():
    text = "Đăk Tô 🌿\x01\ufffd"
    assert is_storable(text)
    assert storable(text) is text


def test_all_parts_of_a_row_and_of_a_json_value_are_replaced():
    assert storable_cells(["a\0", None, 1.5, "b"]) == ["a\ufffd", None, 1.5, "b"]
    assert storable_json({"a\0": ["b\0", {"c": "d\ud800"}, 1, None]}) == {
        "a\ufffd": ["b\ufffd", {"c": "d\ufffd"}, 1, None]
    }
