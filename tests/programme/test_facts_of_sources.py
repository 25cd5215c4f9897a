"""Facts are stated as their sources state them: no number, year, word or certainty is added."""

import re

import pytest
from django.utils.translation import override
from pytest_django.asserts import assertContains, assertNotContains

from programme.models import DocumentRelation, LegalDocument, Statement, SupplyProduct, Target
from projects.models import Project
from tests.makers import document

pytestmark = pytest.mark.django_db

PREFIX = "tinh-2025-"
SUPPLY = [f"{PREFIX}cung-ung-det-may", f"{PREFIX}cung-ung-da-giay"]
TYRES = f"{PREFIX}doanh-nghiep-san-pham-cao-su"
WITHOUT_YEAR = [f"{PREFIX}may-nong-nghiep-gian-don", f"{PREFIX}thiet-bi-thay-the-thuy-dien"]


def target_html(client, code, address="/en/targets/"):
    page = client.get(address).content.decode()
    return re.search(rf'<article class="target" id="{code}">.*?</article>', page, re.S).group()


@pytest.mark.parametrize("code", SUPPLY)
def test_a_supply_rate_is_aimed_at_and_basically_meets_the_demand(client, code):
    english = target_html(client, code)
    assert "aims, by 2025," in english
    assert "basically meets" in english
    vietnamese = target_html(client, code, "/muc-tieu/")
    assert "Phấn đấu đến năm 2025" in vietnamese
    assert "cơ bản đáp ứng" in vietnamese


@pytest.mark.parametrize("code", WITHOUT_YEAR)
def test_a_target_without_a_year_in_its_source_gets_none(client, code):
    assert Target.objects.get(code=code).due_year is None
    article = target_html(client, code)
    assert "the source names no year" in article
    facts, _source = article.replace(code, "").split('<p class="source">')
    assert "2025" not in facts
    assert "Phấn đấu hình thành" in target_html(client, code, "/muc-tieu/")


def test_the_tyre_target_states_no_number_and_is_no_aim(client):
    english = target_html(client, TYRES)
    assert "In 2025 Kon Tum will have enterprise(s)" in english
    assert "at least" not in english
    assert "ít nhất" not in target_html(client, TYRES, "/muc-tieu/")


def test_industry_is_to_become_a_key_sector_by_a_plan_without_known_number(client):
    english = target_html(client, "tinh-2030-nganh-uu-tien")
    assert "a key economic sector" in english
    assert "leading" not in english
    assert "number of that plan is not known" in english
    assert "ngành kinh tế chủ lực" in target_html(client, "tinh-2030-nganh-uu-tien", "/muc-tieu/")


def test_the_tenth_keeps_its_about(client):
    assert "khoảng 10%" in target_html(client, f"{PREFIX}dap-ung-nhu-cau-san-xuat", "/muc-tieu/")


@pytest.mark.parametrize("address", ["/muc-tieu/", "/en/targets/"])
def test_words_of_this_site_are_neither_quoted_nor_called_original(client, address):
    page = client.get(address)
    assertNotContains(page, "<blockquote")
    assertNotContains(page, "nguyên văn")
    assertNotContains(page, "original")


@pytest.mark.parametrize(
    ("code", "vietnamese", "english"),
    [
        ("grdp-2016-2020", "khoảng 9,13%/năm", "about 9.13% a year"),
        ("ke-hoach-nghi-quyet-23", "không nêu số", "does not give its number"),
        ("ke-hoach-nghi-quyet-23", "từng giai đoạn", "solutions for each stage"),
        ("che-bien-che-tao-trung-tam", "là trung tâm", "as the centre"),
        ("thu-hut-cong-nghe-cao", "công nghệ cao", "high-tech"),
        ("linh-vuc-trong-tam-2021", "cao su", "rubber"),
        ("chua-huong-uu-dai", "khoảng năm 2021", "about 2021"),
        ("danh-muc-2018-2020", "108 dự án", "108 projects"),
    ],
)
def test_what_sources_say_is_on_the_targets_page(client, code, vietnamese, english):
    statement = Statement.objects.public().get(code=code)
    assert vietnamese in statement.statement_vi
    assert english in statement.statement_en
    assertContains(client.get("/muc-tieu/"), f'id="{code}"')
    assertContains(client.get("/en/targets/"), statement.statement_en.split(";")[0])


def test_each_kind_named_for_2019_2020_has_a_note():
    project_types = Project.objects.public().without_site()
    named = project_types.filter(
        note_en__startswith="The source names this kind already for 2019–2020."
    )
    groups = list(named.values_list("sector_group__code", flat=True))
    assert (groups.count("DET_MAY"), groups.count("DA_GIAY"), len(groups)) == (7, 3, 10)
    assert named.filter(note_vi__contains="giai đoạn 2019-2020").count() == 10


def test_no_kind_has_a_number_or_year_that_its_source_lacks():
    project_types = Project.objects.public().without_site()
    assert not project_types.filter(note_vi__contains="ít nhất").exists()
    farm = project_types.get(name_vi="Cơ sở sản xuất máy nông nghiệp giản đơn")
    assert "phấn đấu hình thành" in farm.note_vi
    assert "2025" not in farm.note_vi


def test_an_expected_capacity_stays_expected():
    factory = Project.objects.get(name_vi="Nhà máy sản xuất đồ uống từ quả sim")
    assert factory.capacity_vi.startswith("dự kiến")
    assert factory.capacity_en.startswith("expected")


def test_no_recalled_document_is_published():
    assert LegalDocument.objects.filter(evidence="recalled").exists()
    assert not LegalDocument.objects.public().filter(evidence="recalled").exists()


def test_every_published_document_has_an_evidence_and_a_purpose():
    assert not LegalDocument.objects.public().filter(evidence="").exists()
    assert not LegalDocument.objects.public().filter(purpose="").exists()


def test_a_second_hand_document_is_marked(client):
    page = client.get("/en/documents/47-2020-nd-cp/")
    assertContains(page, "second-hand, not checked")
    assertContains(page, "By several second-hand notes, repealed by Decree 278/2025/NĐ-CP")
    relations = DocumentRelation.objects.filter(target__number="47/2020/NĐ-CP")
    assert not relations.exists()


def test_documents_of_the_repeal_are_drafts_and_named_second_hand():
    numbers = ["278/2025/NĐ-CP", "165/2025/NĐ-CP", "60/2024/QH15"]
    found = LegalDocument.objects.filter(number__in=numbers)
    assert sorted(found.values_list("evidence", "publication")) == [("second_hand", "draft")] * 3


@pytest.mark.parametrize(
    "number",
    ["224/2026/NĐ-CP", "91/2025/QH15", "TCVN 14423:2026", "47/2020/NĐ-CP", "80/2025/QĐ-UBND"],
)
def test_documents_for_running_a_site_are_no_basis_of_the_programme(number):
    with override("en"):
        purpose = str(LegalDocument.objects.get(number=number).get_purpose_display())
    assert "not a basis of the programme" in purpose


def test_documents_for_running_the_site_come_last(client):
    first = client.get("/en/documents/").content.decode()
    last = client.get("/en/documents/?page=2").content.decode()
    assert "Running this site, not a basis of the programme" in last
    assert first.index("The programme and its policy") < first.index("Support and incentives")
    assert "behind the programme" not in first


def test_a_list_that_is_not_at_hand_leads_to_the_projects_that_sources_name(client):
    page = client.get("/en/documents/684-qd-ubnd/")
    assertContains(page, "2 August 2021")
    assertContains(page, "The annex of the decision was not found.", count=1)
    assertContains(page, "All 18 projects that public sources name")
    assertContains(page, "33 projects in industry")


def test_a_decision_on_a_project_does_not_list_the_others(client):
    assertNotContains(client.get("/en/documents/525-qd-ubnd/"), "projects that public sources name")


def test_a_document_without_text_has_one_note(client):
    document("88/QĐ-UBND", slug="88-qd-ubnd")
    page = client.get("/en/documents/88-qd-ubnd/")
    assertContains(page, "The text is not on this site, and no address of it is known.", count=1)


def test_open_data_has_purpose_and_evidence(client):
    results = client.get("/api/v1/documents/?q=47/2020").json()["results"]
    decree = next(each for each in results if each["number"] == "47/2020/NĐ-CP")
    assert (decree["purpose"], decree["evidence"]) == ("operation", "second_hand")
    codes = [each["code"] for each in client.get("/api/v1/statements/").json()]
    assert "grdp-2016-2020" in codes


def test_a_sector_group_chosen_by_the_portal_names_no_source(client):
    for name in ("Cơ sở sản xuất máy nông nghiệp giản đơn", "nhà máy thuỷ điện"):
        kind = Project.objects.get(scope="kind", name_vi__contains=name)
        assert kind.sector_source == "Cổng thông tin xếp nhóm; nguồn không nêu nhóm ngành"
        assertContains(client.get(kind.get_absolute_url()), kind.sector_source)
    tyres = Project.objects.get(scope="kind", name_vi="Sản xuất xăm lốp ô tô")
    assert tyres.sector_source == tyres.source


def test_the_date_of_the_data_is_that_of_the_newest_source_articles_included(client):
    buttons = Project.objects.get(name_vi="Sản xuất cúc (phụ liệu ngành may)")
    assertContains(client.get(f"/en/projects/{buttons.code}/"), "Data as of 24 May 2019, the date")
    interlining = Project.objects.get(name_vi="Sản xuất mex (phụ liệu ngành may)")
    page = client.get(f"/en/projects/{interlining.code}/")
    assertContains(page, "Data as of 4 December 2018, the date")


def test_a_decision_that_establishes_a_cluster_is_not_passed_off_as_an_approval(client):
    cluster = Project.objects.get(scope="sited", name_vi__contains="Ngô Mây")
    assert "nguồn không dùng cụm từ này" in cluster.note_vi
    assert "the source does not use these words" in cluster.note_en


def test_a_decision_known_from_an_article_alone_counts_as_reported():
    assert LegalDocument.objects.get(number="71/QĐ-TTg").evidence == "reported"


def test_an_office_of_the_former_province_is_out_of_office_after_its_end(client):
    page = client.get("/en/contact/")
    assertContains(page, "Not in office after 30 Jun 2025", count=5)
    assertContains(page, "Managed the Bờ Y International Border-Gate Economic Zone")


def test_home_counts_the_zones_that_sources_name(client):
    assertContains(client.get("/en/"), "industrial parks and clusters that a source names")


def test_a_document_that_no_listed_record_cites_is_not_called_unused(client):
    page = client.get("/en/documents/111-2015-nd-cp/")
    assertNotContains(page, "Nothing on this site is based")
    assertContains(page, "No project, target, budget period, sector group or statement")


def test_a_statement_refers_to_no_list_that_only_one_of_its_pages_has(client):
    for address, words in (
        ("/en/targets/", "The page of industrial zones has only those that a source names."),
        ("/muc-tieu/", "Trang về khu, cụm công nghiệp chỉ có những nơi mà nguồn nêu tên."),
    ):
        assertContains(client.get(address), words)


def test_home_promises_a_source_and_no_document_for_each_figure(client):
    page = client.get("/")
    assertContains(page, "Mỗi số liệu đều dẫn tới nguồn;")


def test_a_translated_product_promises_no_more_than_the_vietnamese_name():
    moulds = SupplyProduct.objects.get(name_vi__startswith="Các loại khuôn mẫu")
    assert moulds.name_en == "Moulds; standard high-quality mechanical parts"
