"""The three lists of the repository, imported once and again."""

import pytest
from django.db.models import Count

from budget.models import BudgetLine
from projects.models import Project
from records.changes import change_of, write
from records.models import ChangeSet
from records.snapshots import values_of
from tests.spreadsheets.workbooks import SAMPLES, import_file, read, read_layout

pytestmark = pytest.mark.django_db


def sample(name):
    kind, path = SAMPLES[name]
    with path.open("rb") as file:
        return read(kind, file)


def read_into_nothing(name):
    """A sample read into a portal without projects and budget lines."""
    Project.objects.all().delete()
    BudgetLine.objects.all().delete()
    return sample(name)


def layout(name):
    kind, path = SAMPLES[name]
    with path.open("rb") as file:
        return read_layout(kind, file)


@pytest.mark.parametrize(
    ("name", "sheet", "header_row", "read"),
    [
        ("sited", "Phụ lục", 6, 18),
        ("without_site", "Danh mục", 3, 20),
        ("budget", "Kinh phí", 4, 2),
    ],
)
def test_every_row_of_a_sample_is_a_new_record(name, sheet, header_row, read):
    result = read_into_nothing(name)

    assert (result.sheet, result.header_row) == (sheet, header_row)
    assert (result.read, result.new) == (read, read)
    assert (result.changed, result.unchanged, result.conflict, result.refused) == (0, 0, 0, 0)
    assert result.problems == []
    assert result.warnings == []
    assert result.unread == []


@pytest.mark.parametrize(("name", "count"), [("sited", 18), ("without_site", 20), ("budget", 2)])
def test_a_sample_imported_again_changes_nothing(name, count):
    result = sample(name)

    assert result.unchanged == count
    assert result.changes == []
    assert result.problems == []


@pytest.mark.parametrize(("name", "count"), [("sited", 18), ("without_site", 20), ("budget", 2)])
def test_a_sample_imported_again_keeps_the_edits_of_officials(name, count):
    model = BudgetLine if name == "budget" else Project
    edits = {"note_vi": "Đã khảo sát lại.", "name_en": "Edited"}
    if name == "sited":
        edits |= {"place_vi": "xã Đăk Rơ Nga", "area_text": "300 ha", "area_low": "300"}
        edits |= {"area_high": "300", "area_unit": "ha", "area_qualifier": ""}
    if name == "budget":
        edits = {"note_vi": "Đã rà soát.", "lead_text": "Sở Công Thương"}
    scope = {"sited": {"scope": "sited"}, "without_site": {"scope": "kind"}, "budget": {}}[name]
    records = list(model.objects.filter(**scope))
    write(
        [change_of(record, values_of(record), edits) for record in records],
        kind=ChangeSet.Kind.BULK,
    )

    result = sample(name)

    assert (result.unchanged, result.changed, result.problems) == (count, 0, [])


def test_rows_that_are_not_projects_are_left_out_with_the_reason():
    left_out = [(int(left.cell), left.message) for left in sample("sited").left_out]

    assert left_out == [
        (7, "column numbers"),
        (8, "group"),
        (11, "group"),
        (15, "group"),
        (25, "group"),
        (28, "group"),
        (31, "total"),
        (33, "text under the table"),
    ]


def test_a_heading_over_two_rows_is_read_as_one():
    headings = {heading.column: heading.text for heading in layout("sited").headings}

    assert headings == {
        "ordinal": "TT",
        "name_vi": "Tên dự án",
        "place_vi": "Địa điểm / Xã, phường, thị trấn",
        "district": "Địa điểm / Huyện, thành phố",
        "area": "Quy mô dự kiến / Diện tích (ha)",
        "capacity_vi": "Quy mô dự kiến / Công suất",
        "capital": "Tổng vốn đầu tư dự kiến",
        "investment_form_text": "Hình thức đầu tư",
        "note_vi": "Ghi chú",
    }


@pytest.mark.parametrize(
    ("field", "count"),
    [
        ("ha-tang-cong-nghiep", 2),
        ("cong-nghiep-che-bien", 3),
        ("nang-luong", 9),
        ("khai-khoang", 2),
        ("nong-lam-nghiep", 2),
    ],
)
def test_the_group_row_above_a_project_gives_its_field(field, count):
    assert Project.objects.sited().filter(field__code=field).count() == count


AREAS = [
    ("sản xuất, chế biến dược liệu tập trung", 200, 200, "", "ha", "200ha"),
    ("CCN - TTCN phường Ngô Mây", "62.6", "62.6", "", "ha", "62,6 ha"),
    ("kết hợp du lịch sinh thái", 250, 250, "nearly", "ha", "gần 250ha"),
    ("Điện mặt trời nổi", 233, 233, "over", "ha", "hơn 233ha"),
    ("mỏ cát làm VLXD", "1.034", "1.034", "", "m2", "10.340 m2"),
    ("phát triển cây dược liệu", 4800, 4800, "nearly", "ha", "gần 4.800ha"),
    ("sâm Ngọc Linh", 2500, 2500, "over", "ha", "trên 2.500ha"),
]
BILLION = 10**9
CAPITALS = [
    ("sản xuất, chế biến dược liệu tập trung", 600 * BILLION, "", "ty_dong", "600"),
    ("CCN - TTCN phường Ngô Mây", 630 * BILLION, "about", "ty_dong", "khoảng 630 tỷ đồng"),
    (
        "đồ uống từ quả sim",
        29 * BILLION,
        "about",
        "ty_dong",
        "about VND29 billion (US$1.3 million)",
    ),
    ("Điện mặt trời nổi", 4121 * BILLION, "", "ty_dong", "4.121 tỷ đồng"),
    ("mỏ cát làm VLXD", 362_728_553, "", "dong", "362.728.553 VNĐ"),
    ("phát triển cây dược liệu", 1000 * BILLION, "", "ty_dong", "1.000 tỷ đồng"),
    ("sâm Ngọc Linh", 900 * BILLION, "", "ty_dong", "900"),
]


@pytest.mark.parametrize(("name", "low", "high", "qualifier", "unit", "text"), AREAS)
def test_an_area_is_kept_with_its_wording(name, low, high, qualifier, unit, text):
    area = Project.objects.get(name_vi__contains=name).area

    assert (format(area.low, "f"), format(area.high, "f")) == (str(low), str(high))
    assert (area.qualifier, area.unit, area.text) == (qualifier, unit, text)


@pytest.mark.parametrize(("name", "amount", "qualifier", "unit", "text"), CAPITALS)
def test_a_capital_is_stored_in_whole_dong_with_its_wording(name, amount, qualifier, unit, text):
    project = Project.objects.get(name_vi__contains=name)

    assert (project.capital_low, project.capital_high) == (amount, amount)
    capital = project.capital
    assert (capital.qualifier, capital.unit, capital.text) == (qualifier, unit, text)


def test_an_amount_in_dollars_is_stored_in_dollars():
    usd = Project.objects.get(name_vi__contains="quả sim").capital_usd

    assert (int(usd.low), int(usd.high)) == (1_300_000, 1_300_000)
    assert (usd.qualifier, usd.unit) == ("about", "trieu_usd")
    assert Project.objects.sited().filter(capital_usd_low__isnull=False).count() == 1


def test_a_cell_without_a_figure_is_not_zero():
    assert Project.objects.sited().filter(area_low__isnull=True).count() == 18 - len(AREAS)
    assert Project.objects.sited().filter(capital_low__isnull=True).count() == 18 - len(CAPITALS)
    assert not Project.objects.filter(area_low=0).exists()
    assert not Project.objects.filter(capital_low=0).exists()


@pytest.mark.parametrize(
    ("name", "district", "communes"),
    [
        ("dược liệu tập trung", "huyện Đăk Tô", ["thị trấn Đăk Tô", "xã Tân Cảnh"]),
        ("CCN - TTCN", "thành phố Kon Tum", ["phường Ngô Mây", "xã Đăk Cấm"]),
        ("du lịch sinh thái", "huyện Kon Plông", ["thị trấn Măng Đen", "xã Pờ Ê"]),
        ("Nam Kon Tum", "thành phố Kon Tum", ["xã Hòa Bình"]),
        ("quả sim", "huyện Kon Plông", []),
        ("mỏ cát", "huyện Đăk Tô", ["xã Đăk Trăm"]),
        ("mỏ đất", "thành phố Kon Tum", ["xã Đăk Blà"]),
        ("sâm Ngọc Linh", "huyện Tu Mơ Rông", ["xã Măng Ri", "xã Ngọk Lây", "xã Đăk Na"]),
    ],
)
def test_the_communes_of_a_place_are_found_within_its_district(name, district, communes):
    project = Project.objects.sited().get(name_vi__contains=name)

    assert project.district.full_name_vi == district
    assert {unit.full_name_vi for unit in project.units.all()} == set(communes)
    assert {unit.parent for unit in project.units.all()} <= {project.district}


def test_the_industrial_park_that_a_place_names_is_the_zone():
    zones = dict(Project.objects.filter(zone__isnull=False).values_list("name_vi", "zone__name_vi"))

    assert zones == {
        "Cụm nhà máy chế biến thực phẩm và dược liệu công nghệ cao Nam Kon Tum": (
            "Khu công nghiệp Sao Mai"
        )
    }


def test_a_project_keeps_its_row_as_issued():
    entry = Project.objects.get(name_vi__contains="sâm Ngọc Linh").catalogue_entries.get()

    assert (entry.action, entry.annex, entry.row) == ("add", "Phụ lục", "V.2")
    assert entry.as_issued == [
        ["Nhóm", "LĨNH VỰC NÔNG - LÂM NGHIỆP"],
        ["TT", "2"],
        [
            "Tên dự án",
            "Quản lý bảo vệ rừng kết hợp phát triển cây sâm Ngọc Linh và các loại dược liệu "
            "dưới tán rừng",
        ],
        ["Địa điểm / Xã, phường, thị trấn", "các xã Ngọk Lây, Măng Ri, Đăk Na"],
        ["Địa điểm / Huyện, thành phố", "Huyện Tu Mơ Rông"],
        ["Quy mô dự kiến / Diện tích (ha)", "trên 2.500ha"],
        ["Tổng vốn đầu tư dự kiến", "900"],
        ["Đơn vị tính", "tỷ đồng"],
    ]
    assert entry.document is None
    assert "không phải phụ lục chính thức" in entry.source


def test_the_plan_in_the_title_is_the_document_of_its_rows():
    entries = Project.objects.without_site().values_list(
        "catalogue_entries__document__number", "documents__number"
    )

    assert set(entries) == {("3400/KH-UBND", "3400/KH-UBND")}


def test_a_project_kind_has_a_sector_group_and_no_place():
    without_site = Project.objects.without_site()

    assert dict(
        without_site.order_by().values_list("sector_group__code").annotate(Count("pk"))
    ) == {
        "DET_MAY": 7,
        "DA_GIAY": 3,
        "KIM_LOAI": 3,
        "NHUA_CAO_SU": 4,
        "DIEN_DIEN_TU": 1,
        "CONG_NGHE_CAO": 2,
    }
    assert not without_site.exclude(
        district=None, place_vi="", area_low=None, capital_low=None
    ).exists()


@pytest.mark.parametrize(
    ("period", "amount", "qualifier", "text"),
    [
        ("2019-2020", 1_040_000_000, "about", "khoảng 1,04"),
        ("2021-2025", 11_000_000_000, "nearly", "gần 11"),
    ],
)
def test_a_budget_line_has_one_unsplit_amount(period, amount, qualifier, text):
    entry = BudgetLine.objects.get(period__code=period).entries.get()

    assert (entry.stage, entry.year, entry.funding_source.code) == ("estimated", None, "unsplit")
    assert (entry.amount_low, entry.amount_high) == (amount, amount)
    assert (entry.amount_qualifier, entry.amount_unit) == (qualifier, "ty_dong")
    assert entry.amount_text == text


def test_unusual_figures_are_listed_as_they_were_read():
    understood = {figure.cell: figure.message for figure in sample("sited").figures}

    assert understood["G14"] == "khoảng 29 tỷ đồng; khoảng 1,3 triệu USD"
    assert understood["E26"] == "10.340 m²"
    assert understood["E29"] == "gần 4.800 ha"


def test_an_imported_list_gives_the_same_records_as_the_loaded_one():
    before = {p.name_vi: (p.area, p.capital, p.district_id) for p in Project.objects.sited()}
    Project.objects.all().delete()
    kind, path = SAMPLES["sited"]
    with path.open("rb") as file:
        import_file(kind, file)

    assert before == {p.name_vi: (p.area, p.capital, p.district_id) for p in Project.objects.all()}
