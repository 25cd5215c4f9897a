"""Products in files: named in the reader's language, matched by their code."""

import pytest
from django.utils.translation import override

from enterprises.models import EnterpriseProduct
from programme.models import SupplyProduct
from tests.makers import enterprise
from tests.spreadsheets.workbooks import exported, import_file, read_back, table

pytestmark = pytest.mark.django_db

HEADINGS = ["Tên doanh nghiệp", "Sản phẩm"]


@pytest.fixture
def yarn():
    """An annex item whose name has a semicolon."""
    item = SupplyProduct.objects.get(code="2015-I-1")
    item.name_vi, item.name_en = "Xơ thiên nhiên; xơ\nbông: các loại", "Natural fibres; cotton"
    item.save()
    return item


def made(maker):
    rows = maker.products.order_by("pk")
    return list(rows.values_list("supply_product__code", "words_vi"))


@pytest.mark.parametrize(
    ("language", "heading", "name"),
    [("vi", "Sản phẩm", "Vải kỹ thuật"), ("en", "Products made", "Technical fabrics")],
)
def test_a_product_is_named_in_the_language_of_the_file(tmp_path, language, heading, name):
    item = SupplyProduct.objects.get(code="2015-I-4")
    EnterpriseProduct.objects.create(enterprise=enterprise(), supply_product=item)
    EnterpriseProduct.objects.create(enterprise=enterprise("B"), words_vi="Khuôn dập")
    rows = table(exported("enterprises", tmp_path, language=language))
    column = next(each for each in rows[0] if each.startswith(heading))
    assert [row[column].value for row in rows] == ["Khuôn dập", f"2015-I-4: {name}"]


@pytest.mark.parametrize("extension", ["xlsx", "csv", "ods"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_exported_file_changes_no_product(tmp_path, yarn, extension, language):
    maker = enterprise()
    maker.products.create(supply_product=yarn, capacity="5 tấn")
    maker.products.create(words_vi="Khuôn dập: nguội")
    path = exported("enterprises", tmp_path, extension=extension, language=language)
    result = read_back("enterprises", path)
    assert (result.problems, result.new, result.changed) == ([], 0, 0)
    assert result.unchanged == 1


def test_an_item_renamed_since_is_still_known_by_its_code(tmp_path, yarn):
    enterprise().products.create(supply_product=yarn)
    path = exported("enterprises", tmp_path)
    yarn.name_vi = "Sợi các loại"
    yarn.save()
    result = read_back("enterprises", path)
    assert (result.problems, result.changed) == ([], 0)


@pytest.mark.parametrize("cell", ["2015-I-4", "2015-i-4: Vải", "2015-I-4: Technical fabrics"])
def test_an_item_is_found_by_its_code_with_or_without_a_name(cell):
    maker = enterprise("Công ty A")
    import_file("enterprises", [HEADINGS, ["Công ty A", cell]])
    assert made(maker) == [("2015-I-4", "")]


@pytest.mark.parametrize("cell", ["Vải: kỹ thuật", "2015-I-99: Vải", "Vải 2015-I-4"])
def test_text_without_a_known_code_stays_text(cell):
    maker = enterprise("Công ty A")
    import_file("enterprises", [HEADINGS, ["Công ty A", cell]])
    assert made(maker) == [(None, cell)]


def test_an_unconfirmed_item_appears_in_no_public_file(client):
    hidden = SupplyProduct.objects.get(code="2015-I-5")
    enterprise().products.create(supply_product=hidden)
    with override("vi"):
        file = client.get("/doanh-nghiep/xuat.csv").getvalue().decode()
    assert "Khuôn mẫu" in file
    assert hidden.code not in file
    assert hidden.name_vi not in file
