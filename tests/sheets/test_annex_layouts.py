"""Annexes laid out as provinces lay them out, with what has to be understood in each."""

import pytest

from sheets.opening import FileRefused
from tests.sheets.workbooks import csv_file, read, read_layout, workbook

pytestmark = pytest.mark.django_db

TITLE = [
    ["PHỤ LỤC I"],
    ["DANH MỤC CÁC DỰ ÁN THU HÚT ĐẦU TƯ GIAI ĐOẠN 2021 - 2025 TRÊN ĐỊA BÀN TỈNH KON TUM"],
    [
        "(Ban hành kèm theo Quyết định số 684/QĐ-UBND ngày 02 tháng 8 năm 2021 "
        "của Ủy ban nhân dân tỉnh Kon Tum)"
    ],
]
HEADINGS = ["TT", "Tên dự án", "Địa điểm", "Diện tích (ha)", "Tổng vốn đầu tư (tỷ đồng)"]


def annex(*rows, title=(), headings=HEADINGS):
    return [*title, headings, *rows]


def names(file, kind="projects"):
    """The names of the rows that were taken for data."""
    layout = read_layout(kind, file)
    return [row.cells["name_vi"] for row in layout.rows]


def values(file, *fields, kind="projects"):
    """What the new records of a file would hold."""
    reading = read(kind, file)
    assert reading.problems == []
    return [tuple(change.after.get(name) for name in fields) for change in reading.changes]


def reasons(file):
    return [(left["row"], left["why"]) for left in read("projects", file).left_out]


class TestTitle:
    def test_the_decision_that_a_title_cites_issues_the_rows(self):
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
    def test_a_decision_is_found_however_the_title_writes_it(self, words):
        sheet = annex([1, "Nhà máy A", "xã Đăk Cấm", 5, 70], title=[[words]])
        reading = read("projects", sheet)

        assert reading.changes[0].after["catalogue_entries"][0]["document"] is not None
        assert reading.warnings == []

    def test_a_decision_that_is_not_on_file_is_told(self):
        title = [["(Kèm theo Quyết định số 999/QĐ-UBND ngày 02/8/2021)"]]
        reading = read("projects", annex([1, "Nhà máy A", None, 5, 70], title=title))

        assert any("999/QĐ-UBND" in warning for warning in reading.warnings)

    def test_a_day_that_does_not_exist_is_told(self):
        title = [["(Kèm theo Quyết định số 684/QĐ-UBND ngày 31 tháng 6 năm 2021)"]]
        reading = read("projects", annex([1, "Nhà máy A", None, 5, 70], title=title))

        assert any("31 tháng 6" in warning for warning in reading.warnings)

    def test_a_table_that_begins_in_the_first_row_needs_no_title(self):
        assert read("projects", annex([1, "Nhà máy A", None, 5, 70])).header_row == 1

    def test_text_in_decomposed_letters_reads_the_same(self):
        import unicodedata

        decomposed = [
            [unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell for cell in row]
            for row in annex([1, "Nhà máy gạch", "xã Đăk Cấm", "chưa xác định", 70], title=TITLE)
        ]

        assert values(decomposed, "name_vi", "place_vi") == [("Nhà máy gạch", "xã Đăk Cấm")]


class TestHeadings:
    @pytest.mark.parametrize(
        ("heading", "column"),
        [
            ("Danh mục dự án", "name_vi"),
            ("TÊN DỰ ÁN/CÔNG TRÌNH", "name_vi"),
            ("Project name", "name_vi"),
            ("Địa điểm thực hiện", "place_vi"),
            ("Vị trí", "place_vi"),
            ("Location", "place_vi"),
            ("Mục tiêu đầu tư", "objective_vi"),
            ("Objective", "objective_vi"),
            ("Quy mô/Công suất", "scale_vi"),
            ("Công suất thiết kế", "capacity_vi"),
            ("Diện tích đất dự kiến (ha)", "area"),
            ("Nhu cầu sử dụng đất\n(ha)", "area"),
            ("Quy mô (ha)", "area"),
            ("Tổng mức  đầu tư dự kiến", "capital"),
            ("Khái toán, tỷ đồng", "capital"),
            ("Vốn đầu tư (ĐVT: triệu đồng)", "capital"),
            ("Kinh phí", "capital"),
            ("Tổng vốn (triệu USD)", "capital_usd"),
            ("Hình thức", "investment_form_text"),
            ("Tiến độ", "time_text"),
            ("Hiện trạng quy hoạch", "land_vi"),
            ("Cơ quan đầu mối", "contact_text"),
            ("Cơ sở pháp lý", "documents"),
            ("Tình trạng dự án", "status"),
            ("Ghi chú", "note_vi"),
            ("Lĩnh vực", "field"),
            ("Nhóm ngành CNHT", "sector_group"),
            ("Sector group", "sector_group"),
        ],
    )
    def test_a_heading_is_known_by_the_words_offices_use(self, heading, column):
        name = "Tên dự án" if column != "name_vi" else heading
        other = heading if column != "name_vi" else "Ghi chú"
        layout = read_layout("projects", [["STT", name, other], [1, "Nhà máy A", None]])

        assert column in {each.column for each in layout.headings}

    @pytest.mark.parametrize("ordinal", ["STT", "TT", "Stt", "Số TT", "No."])
    def test_the_number_of_a_row_has_many_names(self, ordinal):
        layout = read_layout("projects", [[ordinal, "Dự án", "Vị trí"], [1, "Nhà máy A", "Đăk"]])

        assert [row.ordinal for row in layout.rows] == ["1"]

    def test_headings_merged_over_units_are_read_together(self):
        rows = [
            ["TT", "Tên dự án", "Quy mô", None, "Tổng vốn đầu tư", None, "Ghi chú"],
            [None, None, "Diện tích (ha)", "Công suất", "Tỷ đồng", "Triệu USD", None],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)=(5):23", "(7)"],
            [1, "Nhà máy A", 5, "50 MW", 120, "5,2", None],
        ]
        merges = ["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2"]

        fields = ("area_low", "capacity_vi", "capital_low", "capital_usd_low", "capital_usd_unit")
        assert values(workbook(rows, merges), *fields) == [
            ("5", "50 MW", 120_000_000_000, 5_200_000, "trieu_usd")
        ]
        assert reasons(workbook(rows, merges)) == [(3, "column numbers")]

    def test_headings_merged_only_sideways_have_their_second_row_too(self):
        rows = [
            ["TT", "Tên dự án", "Địa điểm", None, "Ghi chú"],
            [None, None, "Xã", "Huyện", None],
            [1, "Nhà máy A", "xã Đăk Cấm", "Thành phố Kon Tum", None],
        ]

        assert names(workbook(rows, ["C1:D1"])) == ["Nhà máy A"]
        assert values(workbook(rows, ["C1:D1"]), "place_vi") == [("xã Đăk Cấm",)]

    @pytest.mark.parametrize(
        "numbers", [["(1)", "(2)", "(3)", "(4)", "(5)"], [1, 2, 3, 4, 5], ["1", "2", "3", "4", "5"]]
    )
    def test_the_row_of_column_numbers_is_no_project(self, numbers):
        sheet = annex(numbers, [1, "Nhà máy A", None, 5, 70])

        assert names(sheet) == ["Nhà máy A"]

    def test_headings_printed_again_on_the_next_page_are_no_project(self):
        sheet = annex(
            [1, "Nhà máy A", None, 5, 70],
            HEADINGS,
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            [2, "Nhà máy B", None, 6, 80],
        )

        assert names(sheet) == ["Nhà máy A", "Nhà máy B"]
        assert reasons(sheet) == [(3, "repeated headings"), (4, "column numbers")]

    def test_columns_that_are_not_known_are_told(self):
        rows = [["TT", "Tên dự án", "Địa điểm", "Chủ đầu tư"], [1, "Nhà máy A", None, "Công ty X"]]

        assert [(each["cell"], each["heading"]) for each in read("projects", rows).unread] == [
            ("D1", "Chủ đầu tư")
        ]

    def test_an_english_list_reads_in_english_notation(self):
        rows = [
            ["No.", "Project name", "Location", "Area (ha)", "Investment capital (billion VND)"],
            [1, "Brick works", "Dak Cam commune", "1,241.5", "210.0"],
            [2, "Tile works", "Dak Cam commune", "31.52", "3,840"],
        ]

        assert values(rows, "area_low", "capital_low") == [
            ("1241.5", 210_000_000_000),
            ("31.52", 3_840_000_000_000),
        ]


class TestGroups:
    def fields(self, *rows):
        layout = read_layout("projects", annex(*rows))
        return [
            (row.ordinal, [group.name for group in row.groups], row.group_ordinal)
            for row in layout.rows
        ]

    def test_letters_numerals_and_dotted_numbers_make_a_path_of_groups(self):
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
            ["I", "LĨNH VỰC NĂNG LƯỢNG", None, 12, 1500],
            ["I", "Lĩnh vực năng lượng", None, 12, 1500],
            [None, "LĨNH VỰC NĂNG LƯỢNG"],
            [None, "LĨNH VỰC NĂNG LƯỢNG (02 dự án)"],
            [None, "I. Lĩnh vực năng lượng"],
            ["I. LĨNH VỰC NĂNG LƯỢNG"],
            ["A/ Năng lượng (02 dự án)"],
            ["LĨNH VỰC NĂNG LƯỢNG"],
            ["II.1", "LĨNH VỰC NĂNG LƯỢNG"],
        ],
    )
    def test_the_field_of_a_project_is_told_by_the_group_row_above_it(self, heading):
        rows = [heading, [1, "Thủy điện A", None, 5, 70], [2, "Thủy điện B", None, 6, 80]]
        reading = read("projects", annex(*rows))

        assert (reading.problems, reading.warnings) == ([], [])
        fields = {change.after["field"] for change in reading.changes}
        assert len(reading.changes) == 2
        assert None not in fields
        assert len(fields) == 1

    def test_a_field_named_without_the_word_for_field_is_a_group_and_no_total(self):
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

    def test_projects_with_nothing_but_a_dotted_number_and_a_name_are_kept(self):
        rows = [["III", "LĨNH VỰC NĂNG LƯỢNG"], ["3.1", "Thủy điện A"], ["3.2", "Thủy điện B"]]

        assert names(annex(*rows)) == ["Thủy điện A", "Thủy điện B"]

    @pytest.mark.parametrize(
        ("heading", "told"),
        [
            (["I", "LĨNH VỰC NĂNG LƯỢNG", "03 dự án"], "3"),
            (["I", "LĨNH VỰC NĂNG LƯỢNG (01 dự án)"], "1"),
        ],
    )
    def test_a_group_that_announces_another_number_of_projects_is_told(self, heading, told):
        rows = [heading, [1, "Thủy điện A", None, 5, 70], [2, "Thủy điện B", None, 6, 80]]
        warnings = read("projects", annex(*rows)).warnings

        assert len(warnings) == 1
        assert f"announces {told} rows, 2 were read" in warnings[0]
        assert warnings[0].startswith("Row 2:")

    def test_a_group_with_nothing_under_it_is_told(self):
        rows = [["I", "LĨNH VỰC NĂNG LƯỢNG"], ["II", "LĨNH VỰC KHAI KHOÁNG"], [1, "Mỏ", None, 1, 1]]

        assert any("nothing stands under it" in w for w in read("projects", annex(*rows)).warnings)

    def test_a_group_that_is_no_field_is_told_once_where_it_stands(self):
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


class TestEnds:
    SIGNED = (
        [None, None, None, None, "Kon Tum, ngày 02 tháng 8 năm 2021"],
        [None, "NGƯỜI LẬP BIỂU", None, None, "TM. ỦY BAN NHÂN DÂN"],
        [None, None, None, None, "KT. CHỦ TỊCH"],
        [],
        [None, "Nguyễn Văn A", None, None, "Lê Thị B"],
    )

    @pytest.mark.parametrize(
        "total",
        [
            ["Tổng cộng", None, None, 11, 150],
            [None, "TỔNG CỘNG", "02 dự án"],
            [None, "Tổng số: 02 dự án"],
            [None, "Cộng", None, 11, 150],
            ["Tổng", None, None, 11, 150],
            [None, "Total", None, 11, 150],
        ],
    )
    @pytest.mark.parametrize("first", [True, False])
    def test_a_total_is_no_project_wherever_it_stands(self, total, first):
        rows = [[1, "Nhà máy A", None, 5, 70], [2, "Nhà máy B"]]
        rows.insert(0 if first else 2, total)
        reading = read("projects", annex(*rows))

        assert reading.read == 2
        assert [left["why"] for left in reading.left_out] == ["total"]
        assert reading.warnings == []

    @pytest.mark.parametrize("first", [True, False])
    def test_a_total_that_announces_another_number_is_told(self, first):
        rows = [[1, "Nhà máy A", None, 5, 70], [2, "Nhà máy B", None, 6, 80]]
        rows.insert(0 if first else 2, [None, "TỔNG CỘNG", "03 dự án"])

        (warning,) = read("projects", annex(*rows)).warnings
        assert "the total announces 3 rows, 2 were read" in warning

    @pytest.mark.parametrize(
        "name",
        ["Tổng kho xăng dầu", "Cổng chào thành phố", "Công viên bờ sông", "Cống thoát nước số 2"],
    )
    def test_a_project_whose_name_only_looks_like_a_total_is_kept(self, name):
        assert names([["Tên dự án", "Địa điểm"], [name, "Kon Tum"], [name + " 2", None]]) == [
            name,
            name + " 2",
        ]

    def test_subtotals_stand_between_groups(self):
        rows = [
            ["I", "LĨNH VỰC NĂNG LƯỢNG", "01 dự án"],
            [1, "Thủy điện A", None, 5, 70],
            [None, "Cộng (I)", "01 dự án", 5, 70],
            ["II", "LĨNH VỰC KHAI KHOÁNG"],
            [1, "Mỏ cát", None, 5, 70],
            [2, "Mỏ đất"],
            [None, "Cộng nhóm II: 02 dự án", None, 5, 70],
            [None, "Tổng cộng", "03 dự án"],
        ]
        reading = read("projects", annex(*rows))

        assert (reading.read, reading.warnings) == (3, [])

    def test_a_signature_and_what_follows_it_are_no_projects(self):
        sheet = annex([1, "Nhà máy A", None, 5, 70], [], *self.SIGNED)

        assert names(sheet) == ["Nhà máy A"]
        assert {why for _row, why in reasons(sheet)} == {"text under the table"}

    @pytest.mark.parametrize(
        "note",
        [
            ["(*) Dự án đã có chủ trương đầu tư."],
            [None, "(*) Dự án đã có chủ trương đầu tư."],
            [None, "* Số liệu dự kiến"],
            [None, "Ghi chú: diện tích có thể thay đổi."],
            ["Nguồn: Sở Kế hoạch và Đầu tư"],
            [None, None, None, None, "Ghi chú: vốn dự kiến"],
        ],
    )
    def test_a_footnote_is_no_project(self, note):
        sheet = annex([1, "Nhà máy A", None, 5, 70], note)

        assert names(sheet) == ["Nhà máy A"]
        assert reasons(sheet) == [(3, "text under the table")]

    def test_blank_rows_separate_nothing(self):
        sheet = annex([], [1, "Nhà máy A", None, 5, 70], [], [], [2, "Nhà máy B", None, 6, 80])

        assert names(sheet) == ["Nhà máy A", "Nhà máy B"]

    def test_every_row_below_the_headings_is_read_or_told(self):
        rows = [
            ["I", "LĨNH VỰC NĂNG LƯỢNG", "02 dự án"],
            [1, "Thủy điện A", None, 5, 70],
            [None, "Một dòng không số"],
            [None, "TỔNG CỘNG"],
            *self.SIGNED,
        ]
        reading = read("projects", annex(*rows))

        filled = sum(1 for row in rows if any(row))
        assert reading.read + len(reading.left_out) == filled


class TestMerges:
    ROWS = annex(
        [1, "Nhà máy A", "xã Đăk Cấm", 5, 70],
        [2, "Nhà máy B", None, 6, 80],
        [3, "Nhà máy C", None, 7, 90],
    )

    def test_a_place_merged_over_projects_holds_for_each_of_them(self):
        assert values(workbook(self.ROWS, ["C2:C3"]), "place_vi") == [
            ("xã Đăk Cấm",),
            ("xã Đăk Cấm",),
            ("",),
        ]

    def test_a_blank_cell_is_not_filled_from_the_row_above(self):
        assert values(workbook(self.ROWS), "place_vi") == [("xã Đăk Cấm",), ("",), ("",)]

    def test_a_title_merged_over_the_whole_width_is_no_heading(self):
        rows = [*TITLE, *self.ROWS]
        file = workbook(rows, ["A1:E1", "A2:E2", "A3:E3"])

        assert names(file) == ["Nhà máy A", "Nhà máy B", "Nhà máy C"]

    def test_a_group_row_merged_over_the_whole_width_is_a_group(self):
        rows = annex(["I. LĨNH VỰC NĂNG LƯỢNG"], [1, "Thủy điện A", None, 5, 70])
        reading = read("projects", workbook(rows, ["A2:E2"]))

        assert reading.problems == []
        assert [left["why"] for left in reading.left_out] == ["group"]


class TestFigures:
    @pytest.mark.parametrize(
        ("cell", "low", "high", "qualifier"),
        [
            ("1\u00a0234,5", "1234.5", "1234.5", ""),
            ("8\u2009995", "8995", "8995", ""),
            ("250-300", "250", "300", ""),
            ("từ 500 – 700", "500", "700", ""),
            ("50 – 100 ha", "50", "100", ""),
            ("gần 4.800ha", "4800", "4800", "nearly"),
            ("hơn 752 ha", "752", "752", "over"),
            ("dự kiến 7,08", "7.08", "7.08", "expected"),
            ("1.733,825", "1733.825", "1733.825", ""),
            ("10.340 m²", "1.034", "1.034", ""),
            ("1.241 ha (trong đó 936 ha đất rừng và 305 ha khác)", "1241", "1241", ""),
            (0, "0", "0", ""),
            ("0", "0", "0", ""),
            (657.4, "657.4", "657.4", ""),
            ("chưa xác định", None, None, ""),
            ("Theo quy hoạch", None, None, ""),
            ("-", None, None, ""),
            ("…", None, None, ""),
            (None, None, None, ""),
        ],
    )
    def test_a_figure_is_read_as_it_is_said(self, cell, low, high, qualifier):
        sheet = annex([1, "Nhà máy A", None, cell, 70], [2, "Nhà máy B", None, "1,5", 1])
        fields = ("area_low", "area_high", "area_qualifier")

        assert values(sheet, *fields)[0] == (low, high, qualifier)

    def test_no_figure_yet_and_zero_are_two_things(self):
        sheet = annex([1, "A", None, "chưa xác định", 0], [2, "B", None, None, "chưa có"])

        fields = ("area_low", "area_text", "capital_low", "capital_text")
        assert values(sheet, *fields) == [
            (None, "chưa xác định", 0, "0"),
            (None, "", None, "chưa có"),
        ]

    @pytest.mark.parametrize(
        ("heading", "title", "low"),
        [
            ("Tổng vốn đầu tư (tỷ đồng)", [], 12_000_000_000),
            ("Tổng vốn đầu tư (triệu đồng)", [], 12_000_000),
            ("Tổng vốn đầu tư, triệu đồng", [], 12_000_000),
            ("Tổng vốn đầu tư\n(ĐVT: nghìn đồng)", [], 12_000),
            ("Tổng vốn đầu tư (VNĐ)", [], 12),
            ("Tổng vốn đầu tư", [["Đơn vị tính: triệu đồng"]], 12_000_000),
            ("Tổng vốn đầu tư", [["ĐVT: Triệu đồng"]], 12_000_000),
            ("Tổng vốn đầu tư", [["(Đơn vị: tỷ đồng)"]], 12_000_000_000),
            ("Tổng vốn đầu tư", [["Đơn vị tính: ha; triệu đồng"]], 12_000_000),
            ("Tổng vốn đầu tư (tỷ đồng)", [["Đơn vị tính: triệu đồng"]], 12_000_000_000),
        ],
    )
    def test_a_bare_amount_is_in_the_unit_its_heading_or_the_sheet_names(self, heading, title, low):
        rows = [*title, ["TT", "Tên dự án", heading], [1, "Nhà máy A", 12]]
        reading = read("projects", rows)

        assert reading.changes[0].after["capital_low"] == low
        assert reading.warnings == []

    @pytest.mark.parametrize("heading", ["Tổng vốn đầu tư", "Tổng vốn đầu tư (tỷ đồng/triệu USD)"])
    def test_a_bare_amount_without_a_unit_is_told(self, heading):
        rows = [["TT", "Tên dự án", heading], [1, "Nhà máy A", 12]]

        (warning,) = read("projects", rows).warnings
        assert "C1" in warning
        assert "tỷ đồng" in warning

    def test_amounts_that_say_their_unit_need_none_above(self):
        rows = [["TT", "Tên dự án", "Tổng vốn đầu tư"], [1, "Nhà máy A", "12 triệu đồng"], [2, "B"]]

        assert read("projects", rows).warnings == []

    def test_a_unit_of_something_else_is_refused_at_the_heading(self):
        rows = [["TT", "Tên dự án", "Diện tích (tỷ đồng)"], [1, "Nhà máy A", 12]]

        (problem,) = read("projects", rows).problems
        assert (problem.cell, problem.code) == ("C1", "unit")

    def test_a_number_that_two_notations_read_differently_is_told(self):
        rows = [["TT", "Tên dự án", "Tổng vốn (tỷ đồng)"], [1, "A", "3,840"], [2, "B", "12"]]

        (warning,) = read("projects", rows).warnings
        assert "3,840" in warning

    def test_a_notation_that_the_column_proves_is_not_told(self):
        rows = [["TT", "Tên dự án", "Tổng vốn (tỷ đồng)"], [1, "A", "3,840"], [2, "B", "1.234,5"]]

        assert read("projects", rows).warnings == []


class TestSheets:
    def test_a_cover_sheet_is_passed_over(self):
        file = workbook([["BÌA"], ["Sở Công Thương"]], name="Bìa", Biểu=annex([1, "A", None, 5, 7]))
        reading = read("projects", file)

        assert (reading.sheet, reading.read) == ("Biểu", 1)

    def test_sheets_that_are_not_read_are_told(self):
        rows = annex([1, "A", None, 5, 7])
        (warning,) = read("projects", workbook(rows, Khác=annex([1, "B", None, 5, 7]))).warnings

        assert "“Phụ lục”" in warning
        assert "“Khác”" in warning

    def test_an_empty_sheet_needs_no_word(self):
        assert read("projects", workbook(annex([1, "A", None, 5, 7]), Sheet2=[])).warnings == []

    def test_a_workbook_without_a_table_is_refused_with_the_headings_it_needs(self):
        with pytest.raises(FileRefused, match="Tên dự án"):
            read("projects", [["Báo cáo tình hình"], ["STT", "Nội dung"], [1, "Đã họp"]])

    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_a_csv_file_reads_like_a_sheet(self, delimiter, encoding):
        rows = annex([1, "Nhà máy “A”, giai đoạn 1; bổ sung", "xã Đăk Cấm", "5,5", "70"])

        file = csv_file(rows, delimiter, encoding)
        assert values(file, "name_vi", "area_low") == [("Nhà máy “A”, giai đoạn 1; bổ sung", "5.5")]


def test_a_day_in_a_text_column_reads_as_a_day():
    from datetime import datetime

    rows = [
        ["TT", "Tên dự án", "Tiến độ"],
        [1, "Nhà máy A", datetime(2025, 12, 31)],  # noqa: DTZ001 – a day has no zone
    ]

    assert values(rows, "time_text") == [("31/12/2025",)]


def test_enterprises_and_budget_lines_are_laid_out_the_same_way():
    enterprises = [
        ["DANH SÁCH DOANH NGHIỆP"],
        ["STT", "Tên doanh nghiệp", "Địa chỉ"],
        ["I", "Thành phố Kon Tum", "01 doanh nghiệp"],
        [1, "Công ty TNHH A", "12 Trần Phú"],
        ["Tổng cộng", "01 doanh nghiệp"],
    ]
    lines = [
        ["Đơn vị tính: triệu đồng"],
        ["STT", "Nội dung", "Giai đoạn", "Năm", "Nguồn vốn", "Dự toán"],
        [1, "Hội nghị xúc tiến", "2021-2025", 2022, "Ngân sách tỉnh", 500],
        [2, "Hội nghị xúc tiến", "2021-2025", 2023, "Ngân sách tỉnh", 600],
        [None, "Tổng cộng", None, None, None, 1100],
    ]

    assert values(enterprises, "name_vi", "address", kind="enterprises") == [
        ("Công ty TNHH A", "12 Trần Phú")
    ]
    ((entries,),) = values(lines, "entries", kind="budget")
    assert [(entry["year"], entry["amount_low"]) for entry in entries] == [
        (2022, 500_000_000),
        (2023, 600_000_000),
    ]
