"""Values pasted into the search: numbers, days, amounts, telephone numbers, tax codes."""

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains

from cnht_portal.search import search_everything
from enterprises.models import Contact, Enterprise
from programme.models import AdministrativeUnit, Office
from search.indexing import refresh
from search.pasted_text import number_alone, values_in, with_one_spelling
from search.words import query_words
from tests.makers import document, enterprise, project

TAX_CODE = "0100109106"


@pytest.mark.parametrize(
    "spellings",
    [
        (
            *("02/8/2021", "ngày 02/08/2021", "2-8-2021", "02.08.2021", "2021-08-02"),
            *("ngày 02 tháng 8 năm 2021", "dated 2 August 2021", "August 2nd, 2021", "2 Aug 2021"),
        ),
        (
            *("1,04 tỷ", "1,04 tỷ đồng", "1.04 tỷ đồng", "1.040 triệu đồng", "1040 trieu"),
            *("1.04 billion dong", "VND 1.04 billion", "1.040.000.000 đồng", "1.040.000.000"),
        ),
        ("1,3 triệu USD", "US$1.3 million", "$1,300,000", "1.300.000 USD"),
        ("10%", "10 %", "10 phần trăm", "10 percent"),
        ("9,13%", "9.13 %"),
        ("60 ha", "60ha", "600.000 m2", "60 hectares"),
        (
            *("0260 3862 343", "0260.3862.343", "(0260) 3.862.343", "0260-3862343"),
            *("+84 260 3862 343", "+84 (0)260 386 2343", "84 2603862343", "02603862343"),
        ),
        ("0905 123 456", "+84905123456", "0905.123.456"),
        (TAX_CODE, "0100 109 106", "0100-109-106", "01 0010 9106"),
        (f"{TAX_CODE}-001", f"{TAX_CODE}001", "0100 109 106 - 001".replace(" - ", "-")),
        ("DA-0013", "DA 13", "da0013", "DA – 0013"),
        ("684/QĐ-UBND", "Số: 684/QĐ-UBND", "684 / QĐ - UBND", "No. 684/QD-UBND"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_a_value_has_one_spelling(spellings):
    assert len({tuple(query_words(each)) for each in spellings}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Giai đoạn 2021-2025",
        "31/02/2021",
        "Điều 24/4",
        "năm 2025 tỷ lệ cung ứng",
        "111/2015/NĐ-CP",
        "6 100 123 45",
        "5 tỉnh, 3D",
    ],
)
def test_what_only_resembles_a_value_stays_as_it_is(text):
    assert values_in(text) == []


@given(st.text(max_size=80))
def test_values_do_not_overlap_and_lie_in_the_text(text):
    place = 0
    for value in values_in(text):
        assert place <= value.start < value.end <= len(text)
        place = value.end
    assert isinstance(with_one_spelling(text), str)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Căn cứ Quyết định số 684/QĐ-UBND ngày 02/8/2021", "684/QĐ-UBND"),
        ("theo Nghị quyết 23-NQ/TW", "23-NQ/TW"),
        ("Nghị định 111/2015/NĐ-CP của Chính phủ", "111/2015/NĐ-CP"),
        ("mã dự án: DA-0013", "DA-0013"),
        ("MST 0100 109 106", "0100 109 106"),
        ("điện thoại: +84 260 3862 343", "+84 260 3862 343"),
        ("684/QĐ-UBND", ""),
        ("dệt may 2021", ""),
    ],
)
def test_the_number_that_a_pasted_text_is_about(text, number):
    assert number_alone(text) == number


def first(typed, language="vi"):
    with override(language):
        found = search_everything(typed)
    return (found.sources[0].code, found.sources[0].results[0]) if found.sources else ("", None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [TAX_CODE, "0100 109 106", "0100.109.106", "MST: 0100109106", "mã số thuế 0100-109-106"],
)
def test_an_enterprise_is_found_by_its_tax_code_in_any_spacing(typed):
    made = enterprise("Công ty Khuôn mẫu", tax_code=TAX_CODE)
    branch = enterprise("Chi nhánh Khuôn mẫu", tax_code=f"{TAX_CODE}-001")
    code, result = first(typed)
    assert (code, result.key) == ("enterprises", made.key)
    assert first(f"{typed}-001")[1].key == branch.key
    assert [(label, str(text)) for label, text in result.reasons] == [
        ("", f"<mark>{TAX_CODE}</mark>")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    ["0260 3862 343", "0260.3862.343", "(0260) 3.862.343", "+84 260 3862343", "ĐT: 02603862343"],
)
def test_an_office_is_found_by_its_telephone_number_in_any_spacing(typed):
    office = Office.objects.get(code="so-cong-thuong-kon-tum")
    office.phone = "0260 3862343"
    office.save()
    code, result = first(typed)
    assert (code, result.key) == ("offices", office.key)
    [(_label, text)] = result.reasons
    assert text == "<mark>0260 3862343</mark>"


@pytest.mark.django_db
def test_only_a_telephone_number_with_consent_finds_an_enterprise():
    made = enterprise("Công ty Khuôn mẫu")
    Contact.objects.create(
        enterprise=made,
        name="Nguyễn Văn A",
        phone="0905 123 456",
        publish_phone=True,
        consent_on="2026-01-01",
    )
    Contact.objects.create(enterprise=made, name="Trần Thị B", phone="0905 654 321")
    refresh(Enterprise, [made.pk])
    code, result = first("+84 905.123.456")
    assert (code, result.key) == ("enterprises", made.key)
    assert first("0905 654 321") == ("", None)
    made.contacts.update(publish_phone=False)
    refresh(Enterprise, [made.pk])
    assert first("0905 123 456") == ("", None)


@pytest.mark.django_db
def test_a_citation_with_a_wrong_day_finds_the_document_and_names_the_number():
    document("987/QĐ-UBND", issued_on=date(2021, 8, 2))
    found = search_everything("Quyết định số 987/QĐ-UBND ngày 05/8/2021 của UBND tỉnh về danh mục")
    assert found.instead == "987/QĐ-UBND"
    assert found.sources[0].results[0].key == "987/QĐ-UBND"


@pytest.mark.django_db
def test_a_project_is_found_by_its_capital_and_area_as_written_elsewhere():
    made = project("Nhà máy", capital="1.234,5 tỷ đồng", area="77,3 ha")
    for typed in ("1.234,5 tỷ", "1,234.5 billion dong", "1.234.500 triệu đồng", "773.000 m²"):
        assert first(typed)[1].key == made.key
    [(_label, text)] = first("1.234.500 triệu đồng")[1].reasons
    assert text == "<mark>1.234,5 tỷ đồng</mark>"


@pytest.mark.django_db
def test_a_place_finds_what_lies_in_it_today(client):
    old = AdministrativeUnit.objects.get(code="608-phuong-duy-tan")
    made = project("Xưởng Zanam", district=old.parent)
    made.units.add(old)
    elsewhere = project("Xưởng Zanamkhác", district=old.parent)
    for each in (made, elsewhere):
        refresh(type(each), [each.pk])
    page = client.get("/tim-kiem/", {"q": "xưởng tỉnh Quảng Ngãi"})
    assertContains(page, "Zanam</a>")
    assertContains(page, "Zanamkhác</a>")
    assertContains(page, "<mark>tỉnh Quảng Ngãi</mark>")
    # The city was divided: a project of which only the city is known lies in no certain ward.
    page = client.get("/tim-kiem/", {"q": "xưởng phường Đăk Cấm"})
    assertContains(page, "Zanam</a>")
    assertContains(page, "<mark>phường Đăk Cấm</mark>")
    assert "Zanamkhác" not in page.content.decode()
