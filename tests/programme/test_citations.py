"""Sources carry date, publisher and address where known, and a link."""

from datetime import date
from io import BytesIO

import pytest
from django.utils.translation import override
from openpyxl import load_workbook
from pytest_django.asserts import assertContains, assertNotContains

from cnht_portal.environment import BASE_DIR
from programme.citations import parts_of, with_dates
from programme.models import PublicSource
from records.cache_version import bump, current
from tests.makers import project

pytestmark = pytest.mark.django_db

VIETNAMNET = 'VietNamNet (Thu Ngân), "Kon Tum phấn đấu năm 2025 có doanh nghiệp săm lốp ô tô"'
CONG_THUONG = "Báo Công Thương (Vũ Lê), 16/09/2021"
VCCI = 'VCCI News, "Priority Investment for Supporting Industrial Development", 24/05/2019'


def test_the_date_of_the_vietnamnet_article_is_not_known_and_the_pages_say_so(client):
    source = PublicSource.objects.get(code="vietnamnet-thu-ngan")
    assert source.published_on is None
    assertContains(client.get("/en/targets/"), "publication date not known")
    assertContains(client.get("/muc-tieu/"), "không rõ ngày đăng")


def test_a_source_with_an_address_is_linked_to_it(client):
    address = PublicSource.objects.get(code="cong-thuong-vu-le").url
    assert address.startswith("https://")
    assertContains(client.get("/en/targets/"), f'href="{address}"')


def test_a_source_without_an_address_is_linked_to_the_list_of_sources(client):
    assertContains(client.get("/en/targets/"), 'href="/en/sources/#vietnamnet-thu-ngan"')
    page = client.get("/en/sources/")
    assertContains(page, 'id="vietnamnet-thu-ngan"')
    assertContains(page, "address not known")


def test_each_source_in_a_text_is_linked():
    parts = list(parts_of(f"{VIETNAMNET}; {VCCI}; Nguồn khác"))
    found = [(text, source.code if source else None) for text, source in parts]
    assert found == [
        (VIETNAMNET, "vietnamnet-thu-ngan"),
        ("; ", None),
        (VCCI, "vcci-news-2019"),
        ("; Nguồn khác", None),
    ]


@override("en")
def test_a_date_within_the_citation_is_not_repeated():
    assert with_dates(CONG_THUONG, current()) == CONG_THUONG
    assert with_dates(VIETNAMNET, current()) == f"{VIETNAMNET} (publication date not known)"
    centre = PublicSource.objects.get(code="trung-tam-xuc-tien")
    assert with_dates(centre.citation, current()) == f"{centre.citation} (11 August 2020)"


def test_a_longer_citation_is_not_cut_by_a_shorter_one():
    (_text, source) = next(parts_of("LuatVietnam (bản tiếng Anh), Nghị quyết 124/NQ-CP"))
    assert source.published_on == date(2020, 9, 3)


def test_a_withdrawn_source_gives_no_link():
    PublicSource.objects.filter(code="vietnamnet-thu-ngan").delete()
    bump()
    assert list(parts_of(VIETNAMNET)) == [(VIETNAMNET, None)]


def test_a_source_is_escaped(client):
    made = project("Nhà máy A", source=f"<b>Báo</b>; {CONG_THUONG}")
    page = client.get(f"/en/projects/{made.code}/")
    assertContains(page, "&lt;b&gt;Báo&lt;/b&gt;")
    assertNotContains(page, "<b>Báo</b>")


def test_second_hand_sources_are_marked(client):
    assertContains(client.get("/en/sources/"), "second-hand, not checked")
    assert PublicSource.objects.get(code="kho-nghien-cuu").is_second_hand


def test_every_source_is_cited_by_a_fact():
    cited = " ".join(path.read_text() for path in BASE_DIR.glob("*/facts/*.csv")).replace('""', '"')
    citations = PublicSource.objects.public().values_list("citation", flat=True)
    # Each is in its own row of sources.csv too.
    assert [each for each in citations if cited.count(each) < 2] == []


def test_open_data_has_the_sources(client):
    by_code = {each["code"]: each for each in client.get("/api/v1/sources/").json()}
    assert by_code["vcci-news-2019"]["published_on"] == "2019-05-24"
    assert by_code["vietnamnet-thu-ngan"]["published_on"] is None


def test_a_comparison_and_its_files_have_the_date_of_each_source(client):
    made = project("Nhà máy Zét", source=VIETNAMNET)
    made.status_changes.create(status="calling", source=VIETNAMNET)
    page = client.get(f"/en/projects/compare/?ma={made.code}")
    assertContains(page, "(publication date not known)", count=2)
    sheet = client.get(f"/en/projects/compare/export.xlsx?ma={made.code}").getvalue()
    texts = [cell for row in load_workbook(BytesIO(sheet)).active.values for cell in row if cell]
    assert sum("(publication date not known)" in str(cell) for cell in texts) == 2
