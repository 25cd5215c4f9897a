"""The preview of unusual cells in a browser."""

import pytest

from tests.imports.sending import address, sent

LONG = "x" * 600


@pytest.mark.parametrize(
    ("part", "rows"),
    [
        ("problem", [["Tên dự án", "Huyện"], ["Xưởng A", LONG]]),
        ("create", [["Tên dự án", "Mục tiêu"], [LONG[:200], LONG]]),
        ("left_out", [["Tên dự án", "Huyện"], ["Xưởng A", ""], ["Tổng cộng", LONG]]),
        ("create", [["Tên dự án", LONG], ["Xưởng A", "a"]]),
        ("refused", [["Alpha", LONG], ["Xưởng A", LONG]]),
    ],
)
def test_one_long_word_does_not_break_the_layout_of_the_preview(
    page, sign_in, admin_login, part, rows
):
    sign_in("editor")
    file_import = sent(admin_login("editor"), rows)
    for width in (1280, 360):  # an office screen and a phone
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{address('import_preview', file_import.pk)}?show={part}")

        assert "x" * 60 in page.content()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for cell in page.query_selector_all(".preview .results:not(.corner) td:last-child"):
            assert cell.bounding_box()["width"] >= 200
