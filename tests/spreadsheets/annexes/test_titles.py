"""Title blocks of annexes: decision, unit, title."""

import pytest

from tests.spreadsheets.annexes.rows import TITLE, annex, values
from tests.spreadsheets.workbooks import read

pytestmark = pytest.mark.django_db


class TestTitle:
    def test_the_decision_in_the_title_is_the_document_of_the_rows(self):
        sheet = annex([1, "Nhà máy A", "xã Đăk Cấm", 5, 70], title=TITLE)
        entry = read("projects", sheet).changes[0].after["catalogue_entries"][0]

        assert read("projects", sheet).header_row == 4
        assert entry["document"] is not None
        assert entry["source"].startswith("Ban hành kèm theo Quyết định số 684/QĐ-UBND")

    @pytest.mark.parametrize(
        "words",
        [
            "(Kèm theo Quyết định số: 684/QĐ-UBND ngày 02/8/2021 của UBND tỉnh)",
            "Ban hành kèm theo Quyết định 684/QĐ-UBND ngày 02-8-2021",
            "(BAN HÀNH KÈM THEO QUYẾT ĐỊNH SỐ 684/QĐ-UBND)",
            "(Kèm theo Quyết định số 684/qđ-ubnd ngày 2 tháng 8 năm 2021)",
        ],
    )
    def test_a_decision_is_found_in_any_spelling_of_the_title(self, words):
        sheet = annex([1, "Nhà máy A", "xã Đăk Cấm", 5, 70], title=[[words]])
        result = read("projects", sheet)

        assert result.changes[0].after["catalogue_entries"][0]["document"] is not None
        assert result.warnings == []

    def test_an_unknown_decision_is_reported(self):
        title = [["(Kèm theo Quyết định số 999/QĐ-UBND ngày 02/8/2021)"]]
        result = read("projects", annex([1, "Nhà máy A", None, 5, 70], title=title))

        assert any("999/QĐ-UBND" in warning for warning in result.warnings)

    def test_a_day_that_does_not_exist_is_reported(self):
        title = [["(Kèm theo Quyết định số 684/QĐ-UBND ngày 31 tháng 6 năm 2021)"]]
        result = read("projects", annex([1, "Nhà máy A", None, 5, 70], title=title))

        assert any("31 tháng 6" in warning for warning in result.warnings)

    def test_a_table_that_begins_in_the_first_row_needs_no_title(self):
        assert read("projects", annex([1, "Nhà máy A", None, 5, 70])).header_row == 1

    def test_text_in_decomposed_letters_is_read_the_same(self):
        import unicodedata

        decomposed = [
            [unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell for cell in row]
            for row in annex([1, "Nhà máy gạch", "xã Đăk Cấm", "chưa xác định", 70], title=TITLE)
        ]

        assert values(decomposed, "name_vi", "place_vi") == [("Nhà máy gạch", "xã Đăk Cấm")]
