"""Records are found by the names of published records they refer to."""

import pytest

from enterprises.models import Enterprise, EnterpriseProduct
from programme.models import AdministrativeUnit, IndustrialZone, SectorGroup, SupplyProduct
from projects.models import CatalogueEntry, Project
from records.changes import Change, change_of, record_form_save, write
from records.models import ChangeItem, ChangeSet, Publication
from records.snapshots import values_of
from search.indexing import refresh, refresh_outdated
from tests.makers import district, document, enterprise, project, sector

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def found(typed):
    return set(Project.objects.public().search(typed))


def changed(record, **after):
    change = change_of(record, values_of(record), after)
    write([change], kind=ChangeSet.Kind.FORM)
    record.refresh_from_db()


@pytest.mark.parametrize(
    "typed", ["linh kiện kim loại", "metal components", "Đăk Tô", "huyen dak to", "Dak To district"]
)
def test_a_project_is_found_by_its_sector_group_and_district(typed):
    made = project("Nhà máy", sector_group=sector(), district=district())
    assert made in found(typed)


def test_a_project_is_found_by_its_zone():
    zone = IndustrialZone.objects.get(code="kcn-sao-mai")
    made = project("Nhà máy", zone=zone)
    assert made in found("KCN Sao Mai")
    assert made in found("sao mai industrial park")


def test_a_project_is_found_by_the_new_name_of_its_commune():
    old = AdministrativeUnit.objects.get(code="608-phuong-duy-tan")
    change = Change(
        Project,
        ChangeItem.Action.CREATE,
        after={"code": "T-1", "name_vi": "Xưởng", "publication": "published", "units": [old.pk]},
        key="T-1",
    )
    write([change], kind=ChangeSet.Kind.BULK)
    made = Project.objects.get(code="T-1")
    assert made in found("Duy Tân")
    assert made in found("phường Đăk Cấm")


def test_a_project_is_found_by_the_number_of_its_decision():
    made = project("Nhà máy")
    CatalogueEntry.objects.create(project=made, document=document("987/QĐ-UBND"))
    refresh(Project, [made.pk])
    assert made in found("987/QD-UBND")
    assert made in found("quyết định 987")


def test_an_enterprise_is_found_by_what_it_makes():
    made = enterprise("Công ty Khuôn mẫu")
    product = SupplyProduct.objects.get(code="2015-IV-7")
    EnterpriseProduct.objects.create(enterprise=made, supply_product=product)
    EnterpriseProduct.objects.create(enterprise=made, words_vi="Gioăng chịu nhiệt")
    refresh(Enterprise, [made.pk])
    assert set(Enterprise.objects.public().search("lốp xe")) == {made}
    assert set(Enterprise.objects.public().search("gioăng")) == {made}


def test_when_a_group_is_renamed_its_projects_are_found_by_the_new_name():
    made = project("Nhà máy", sector_group=sector())
    changed(sector(), name_vi="Nhóm ngành Têngọimới")
    assert made in found("tengoimoi")


def test_when_a_group_is_withdrawn_its_projects_are_no_longer_found_by_it():
    group = SectorGroup.objects.create(
        code="X", slug="x", order=9, name_vi="Nhóm Riêngtư", publication=Publication.PUBLISHED
    )
    made = project("Nhà máy", sector_group=group)
    assert made in found("riengtu")
    changed(group, publication="withdrawn")
    assert made not in found("riengtu")
    changed(group, publication="published")
    assert made in found("riengtu")


def test_a_draft_gives_its_name_to_no_other_record():
    group = SectorGroup.objects.create(code="X", slug="x", order=9, name_vi="Nhóm Bảnthảo")
    made = project("Nhà máy", sector_group=group)
    assert made not in found("banthao")


def test_a_group_renamed_by_a_form_save_refreshes_its_projects():
    group = sector()
    made = project("Nhà máy", sector_group=group)
    before = values_of(group)
    group.name_en = "Renamedgroup"
    group.save()
    record_form_save(group, before, author=None)
    assert made in found("renamedgroup")


def test_old_records_are_found_by_the_words_of_a_new_index_version():
    made = project("Nhà máy", district=district())
    Project.objects.filter(pk__gt=0).update(search_text="", search_names="", accented_text="")
    assert found("đăk tô") == set()
    assert refresh_outdated() > 0
    assert made in found("đăk tô")
    assert refresh_outdated() == 0
