"""The fact sheet: the facts of the project page as PDF, for any text."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from projects.models import StatusChange
from projects.presentation.pdf import PdfDocument
from records.models import Publication
from site_info.models import SiteIdentity
from tests.makers import district, document, project, sector
from tests.projects.pdf_text import page_count, pdf_text

pytestmark = pytest.mark.django_db


def sheet(client, code, english=False):
    address = (
        f"/en/projects/{code}/fact-sheet.pdf" if english else f"/du-an/{code}/to-thong-tin.pdf"
    )
    response = client.get(address)
    assert response["Content-Type"] == "application/pdf"
    return response.content


def joined(pdf):
    return " ".join(pdf_text(pdf).split())


@pytest.fixture
def full(db):
    made = project(
        "Đầu tư hạ tầng khu công nghiệp Ngọk Bay – “Chế biến dược liệu”",
        name_en="Park for medicinal plants",
        area="200 ha",
        capital="khoảng 600 tỷ đồng",
        place_vi="xã Tân Cảnh",
        district=district(),
        sector_group=sector(),
        source="Báo Đầu tư",
    )
    decision = document("684/QĐ-UBND-X", kind="quyet_dinh", issued_on=date(2021, 8, 2))
    made.catalogue_entries.create(
        document=decision,
        annex="Phụ lục I",
        row="7",
        is_issued=True,
        as_issued=[["TT", "7"], ["Tổng vốn", "600 tỷ"]],
    )
    StatusChange.objects.create(project=made, status="calling", on=date(2021, 8, 2))
    return made


@pytest.mark.parametrize(("english", "language"), [(False, b"vi"), (True, b"en")])
def test_a_sheet_has_its_language_and_displays_its_title_instead_of_a_file_name(
    client, full, english, language
):
    file = sheet(client, full.code, english)
    assert b"/Lang (" + language + b")" in file
    assert b"/DisplayDocTitle true" in file
    assert re.search(rb"/Title [(<]", file)


def test_a_sheet_does_not_claim_tags_that_its_text_does_not_have(client, full):
    assert b"/MarkInfo" not in sheet(client, full.code)


@pytest.mark.parametrize(
    ("english", "on_sheet", "on_page"),
    [
        (False, "Dùng trình đọc màn hình: xem trang", "Trang này có cùng nội dung"),
        (True, "For screen readers, use the page:", "This page has the same content"),
    ],
)
def test_the_page_is_named_as_the_accessible_form_of_the_sheet(
    client, full, english, on_sheet, on_page
):
    assert on_sheet in joined(sheet(client, full.code, english))
    address = f"/en/projects/{full.code}/" if english else f"/du-an/{full.code}/"
    assert on_page in client.get(address).text


def test_a_sheet_has_the_facts_of_the_page(client, full):
    vietnamese, english = joined(sheet(client, full.code)), joined(sheet(client, full.code, True))
    for text in (full.code, "Phụ lục I", "684/QĐ-UBND-X", "Tổng vốn", "600 tỷ", "Báo Đầu tư"):
        assert text in vietnamese
        assert text in english
    assert "khoảng 600 tỷ đồng" in vietnamese
    assert "600.000.000.000" not in vietnamese
    assert "about 600 billion dong" in english
    assert "Ngọk Bay – “Chế biến dược liệu”" in vietnamese
    assert f"http://127.0.0.1:8000/du-an/{full.code}/" in vietnamese
    assert f"http://127.0.0.1:8000/en/projects/{full.code}/" in english


def test_an_ordinary_project_fits_one_page(client, full):
    assert page_count(sheet(client, full.code)) == 1
    assert page_count(sheet(client, "DA-0001", english=True)) == 1


def test_the_footer_names_the_decision_and_the_date_of_the_data(client, full):
    text = joined(sheet(client, full.code, english=True))
    assert "Decision 684/QĐ-UBND-X · Data as of 2 August 2021" in text


def test_a_sheet_names_its_language_and_title(client, full):
    vietnamese, english = sheet(client, full.code), sheet(client, full.code, english=True)
    assert b"/Lang (vi)" in vietnamese
    assert b"/Lang (en)" in english
    assert f"{full.code} {full.name_vi}".encode("utf-16-be").hex().encode() in vietnamese
    assert f"/Title ({full.code} {full.name_en})".encode() in english


def test_the_same_data_gives_the_same_bytes(client, full):
    assert sheet(client, full.code) == sheet(client, full.code)


def test_the_qr_code_has_the_url_of_the_page(client, full, monkeypatch):
    drawn = []
    monkeypatch.setattr(PdfDocument, "qr_code", lambda pdf, url, *place: drawn.append(url))
    sheet(client, full.code)
    sheet(client, full.code, english=True)
    site = "http://127.0.0.1:8000"
    assert drawn == [f"{site}/du-an/{full.code}/", f"{site}/en/projects/{full.code}/"]


def test_demo_data_is_marked_in_the_pdf(client):
    record = project(is_demo=True)
    assert "demo data" in pdf_text(sheet(client, record.code, english=True))
    assert "demo data" not in pdf_text(sheet(client, project().code, english=True))


def test_an_unpublished_decision_is_on_no_sheet(client, full):
    hidden = document("66/QĐ-ẨN", publication=Publication.DRAFT)
    full.documents.add(hidden)
    full.catalogue_entries.create(document=hidden)
    StatusChange.objects.create(project=full, status="calling", document=hidden)
    assert "66/QĐ-ẨN" not in pdf_text(sheet(client, full.code))


def test_a_long_text_continues_on_further_pages_completely(client):
    words = [f"từ{number}" for number in range(4000)]
    record = project(land_vi=" ".join(words), incentives_vi="Miễn thuế")
    pdf = sheet(client, record.code)
    assert page_count(pdf) > 3
    text = joined(pdf)
    assert set(words) <= set(text.split())
    assert "Miễn thuế" in text


HOSTILE = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=300
)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=HOSTILE, text=HOSTILE)
@example(name="A" * 500, text="Ư" * 5000)
@example(name="\n" * 400, text="\n" * 400)
@example(name="مرحبا שלום \u202e", text="👩‍👩‍👧‍👦 😀 \U000f0000 \ufffe")
@example(name="(\\) Tj ET", text="e\u0302\u0301" * 50)
def test_no_text_breaks_a_sheet(client, name, text):
    record = project(name[:500], land_vi=text, capacity_vi=text)
    record.catalogue_entries.create(source="Báo", as_issued=[[name, text]])
    assert sheet(client, record.code).startswith(b"%PDF")
    record.delete()


def test_a_sheet_has_the_name_of_the_site(client, full):
    SiteIdentity.objects.update(name_vi="Cổng Zét", name_en="Zet portal")
    assert "Cổng Zét" in joined(sheet(client, full.code))
    assert "Zet portal" in joined(sheet(client, full.code, english=True))


def test_a_sheet_without_a_decision_is_about_this_site_only(client):
    made = project("Nhà máy Zét")
    sheet = client.get(f"/en/projects/{made.code}/fact-sheet.pdf").getvalue()
    assert "No decision on this site names this project." in pdf_text(sheet)
