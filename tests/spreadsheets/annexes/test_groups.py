"""Groups of rows in annexes: nesting and counts."""

import pytest

from tests.spreadsheets.annexes.rows import annex, names, reasons
from tests.spreadsheets.workbooks import read, read_layout

pytestmark = pytest.mark.django_db


class TestGroups:
    def fields(self, *rows):
        layout = read_layout("projects", annex(*rows))
        return [
            (row.ordinal, [group.name for group in row.groups], row.group_ordinal)
            for row in layout.rows
        ]

    def test_letters_numerals_and_dotted_numbers_form_nested_groups(self):
        rows = [
            ["A", "DANH MỤC ĐANG KÊU GỌI ĐẦU TƯ"],
            ["I", "LĨNH VỰC NĂNG LƯỢNG", "3 dự án"],
            ["1.1", "Thủy điện"],
            [1, "Thủy điện Đăk Sú 2", None, None, 70],
            [2, "Thủy điện Đăk Rve", None, None, 80],
            ["1.2", "Điện gió"],
            [1, "Điện gió Sạc Ly", None, None, 90],
            ["II", "LĨNH VỰC KHAI KHOÁNG", "01 dự án"],
            [1, "Mỏ cát", None, None, 1],
            ["B", "DANH MỤC DỰ KIẾN"],
            ["I", "LĨNH VỰC KHAI KHOÁNG"],
            [1, "Mỏ đất", None, None, 2],
        ]

        a, power = "DANH MỤC ĐANG KÊU GỌI ĐẦU TƯ", "LĨNH VỰC NĂNG LƯỢNG"
        assert self.fields(*rows) == [
            ("1", [a, power, "Thủy điện"], "A.I.1.1"),
            ("2", [a, power, "Thủy điện"], "A.I.1.1"),
            ("1", [a, power, "Điện gió"], "A.I.1.2"),
            ("1", [a, "LĨNH VỰC KHAI KHOÁNG"], "A.II"),
            ("1", ["DANH MỤC DỰ KIẾN", "LĨNH VỰC KHAI KHOÁNG"], "B.I"),
        ]
        assert read("projects", annex(*rows)).warnings == []
        assert read("projects", annex(*rows)).problems == []

    @pytest.mark.parametrize(
        "heading",
        [
            ["I", "LĨNH VỰC NĂNG LƯỢNG"],
            ["I.", "Lĩnh vực năng lượng", "02 dự án"],
            ["I", "Lĩnh vực năng lượng (02 dự án)"],
            ["I", "LĨNH VỰC NĂNG LƯỢNG: gồm 02 dự án"],
            ["I", "LĨNH VỰC NĂNG LƯỢNG", None, 11, 150],
            ["I", "Lĩnh vực năng lượng", None, 11, 150],
            [None, "LĨNH VỰC NĂNG LƯỢNG"],
            [None, "LĨNH VỰC NĂNG LƯỢNG (02 dự án)"],
            [None, "I. Lĩnh vực năng lượng"],
            ["I. LĨNH VỰC NĂNG LƯỢNG"],
            ["A/ Năng lượng (02 dự án)"],
            ["LĨNH VỰC NĂNG LƯỢNG"],
            ["II.1", "LĨNH VỰC NĂNG LƯỢNG"],
        ],
    )
    def test_the_field_of_a_project_comes_from_the_group_row_above_it(self, heading):
        rows = [heading, [1, "Thủy điện A", None, 5, 70], [2, "Thủy điện B", None, 6, 80]]
        result = read("projects", annex(*rows))

        assert (result.problems, result.warnings) == ([], [])
        fields = {change.after["field"] for change in result.changes}
        assert len(result.changes) == 2
        assert None not in fields
        assert len(fields) == 1

    def test_a_field_without_the_word_for_field_is_a_group_and_not_a_total(self):
        rows = [
            ["I", "CÔNG NGHIỆP CHẾ BIẾN"],
            [1, "Nhà máy A", None, 5, 70],
            ["II", "Công nghiệp chế biến"],
            [1, "Nhà máy B", None, 5, 70],
        ]

        assert [why for _row, why in reasons(annex(*rows))] == ["group", "group"]

    def test_numbers_with_projects_under_them_are_groups(self):
        rows = [
            [1, "Lĩnh vực năng lượng"],
            ["1.1", "Thủy điện A", None, 5, 70],
            ["1.2", "Thủy điện B"],
            [2, "Lĩnh vực khai khoáng"],
            ["2.1", "Mỏ cát", None, 5, 70],
        ]

        assert [(ordinal, path) for ordinal, path, _whole in self.fields(*rows)] == [
            ("1.1", ["Lĩnh vực năng lượng"]),
            ("1.2", ["Lĩnh vực năng lượng"]),
            ("2.1", ["Lĩnh vực khai khoáng"]),
        ]

    def test_projects_with_only_a_dotted_number_and_a_name_are_rows(self):
        rows = [["III", "LĨNH VỰC NĂNG LƯỢNG"], ["3.1", "Thủy điện A"], ["3.2", "Thủy điện B"]]

        assert names(annex(*rows)) == ["Thủy điện A", "Thủy điện B"]

    @pytest.mark.parametrize(
        ("heading", "messages"),
        [
            (["I", "LĨNH VỰC NĂNG LƯỢNG", "03 dự án"], "3"),
            (["I", "LĨNH VỰC NĂNG LƯỢNG (01 dự án)"], "1"),
        ],
    )
    def test_a_group_with_a_wrong_number_of_projects_is_reported(self, heading, messages):
        rows = [heading, [1, "Thủy điện A", None, 5, 70], [2, "Thủy điện B", None, 6, 80]]
        warnings = read("projects", annex(*rows)).warnings

        assert len(warnings) == 1
        assert f"states {messages} rows, but 2 were read" in warnings[0]
        assert warnings[0].startswith("Row 2:")

    def test_an_empty_group_is_reported(self):
        rows = [["I", "LĨNH VỰC NĂNG LƯỢNG"], ["II", "LĨNH VỰC KHAI KHOÁNG"], [1, "Mỏ", None, 1, 1]]

        assert any("it has no rows under it" in w for w in read("projects", annex(*rows)).warnings)

    def test_an_unknown_field_of_a_group_is_reported_once_at_its_row(self):
        rows = [
            ["I", "LĨNH VỰC NĂNG LƯỢNK"],
            [1, "Thủy điện A", None, 5, 70],
            [2, "Thủy điện B", None, 6, 80],
        ]
        problems = read("projects", annex(*rows)).problems

        assert [(each.cell, each.value, each.code) for each in problems] == [
            ("B2", "LĨNH VỰC NĂNG LƯỢNK", "unknown")
        ]
        assert "Năng lượng" in problems[0].message
