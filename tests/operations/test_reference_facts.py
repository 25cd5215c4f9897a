"""The reference facts of the repository, which never overwrite edits of officials."""

from io import StringIO
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command

from budget.models import BudgetLine, BudgetPeriod
from imports.models import Finding
from imports.pipeline import ImportRefused
from programme.models import LegalDocument, Office, SectorGroup, SupplyProduct, Target
from programme.reference_data import rows
from projects.models import Project
from projects.reference_data import FACTS, load_catalogue
from records.changes import change_of, write
from records.models import ChangeSet, SourcedRecord
from records.reference_data import load, read_rows
from records.snapshots import values_of

pytestmark = pytest.mark.django_db

SOURCED = [model for model in apps.get_models() if issubclass(model, SourcedRecord)]


def test_loading_again_writes_nothing():
    before = ChangeSet.objects.count()
    out = StringIO()
    call_command("load_programme", stdout=out)
    assert ChangeSet.objects.count() == before
    assert "up to date" in out.getvalue()


def test_the_six_groups_have_the_names_of_the_plan():
    names = list(SectorGroup.objects.public().values_list("name_vi", flat=True))
    assert len(names) == 6
    assert names[0] == "Công nghiệp hỗ trợ ngành dệt may"
    assert names[3] == "Linh kiện, phụ tùng nhựa - cao su"


def test_the_envelopes_are_as_issued():
    text = {period.code: period.envelope for period in BudgetPeriod.objects.public()}
    assert (text["2019-2020"].qualifier, int(text["2019-2020"].low)) == ("about", 1_040_000_000)
    assert (text["2021-2025"].qualifier, int(text["2021-2025"].low)) == ("nearly", 11_000_000_000)
    assert BudgetLine.objects.public().count() == 2


def test_the_catalogue_has_eighteen_projects_and_twenty_without_a_site():
    public = Project.objects.public()
    assert (public.sited().count(), public.without_site().count()) == (18, 20)
    assert not public.filter(source="").exists()
    assert all(project.catalogue_entries.exists() for project in public)


def test_no_industrial_project_is_called_supporting_industry_without_a_source():
    judged = Project.objects.exclude(sector_group=None)
    assert judged.exists()
    assert not judged.filter(sector_source="").exists()


@pytest.mark.parametrize("model", SOURCED, ids=lambda model: model.__name__)
def test_nothing_is_published_without_a_source(model):
    assert not model.objects.public().filter(source="").exists()


@pytest.mark.parametrize("model", SOURCED, ids=lambda model: model.__name__)
def test_every_fact_passes_the_validation_of_the_admin(model):
    for record in model.objects.all():
        record.full_clean()


def test_unconfirmed_facts_are_not_public():
    assert SupplyProduct.objects.filter(evidence="recalled").exists()
    assert not SupplyProduct.objects.public().filter(evidence="recalled").exists()
    assert not LegalDocument.objects.public().filter(number="29/2018/TT-BTC").exists()


def edit(record, **values):
    write([change_of(record, values_of(record), values)], kind=ChangeSet.Kind.FORM)


def test_an_officials_edit_is_kept_when_the_facts_change():
    target = Target.objects.get(code="tinh-2025-dap-ung-nhu-cau-san-xuat")
    edit(target, name_en="As the office says it")
    newer = [
        row | {"name_en": "As the file says it now", "numerator_vi": "Sản phẩm CNHT"}
        for row in rows("targets")
        if row["code"] == target.code
    ]
    load(Target, newer, reason="a newer file")
    target.refresh_from_db()
    assert target.name_en == "As the office says it"
    assert target.numerator_vi == "Sản phẩm CNHT"


BUTTONS, ZIPS = "Sản xuất cúc (phụ liệu ngành may)", "Sản xuất khoá kéo (phụ liệu ngành may)"


def test_newer_facts_of_a_project_reach_a_loaded_database_but_no_edited_field(monkeypatch):
    edit(Project.objects.get(name_vi=ZIPS), note_en="As the office says it")
    newer = [
        row | {"note_en": "As the file says it now"}
        for row in read_rows(FACTS / "provenance.csv")
        if row["name_vi"] in {BUTTONS, ZIPS}
    ]
    monkeypatch.setattr("projects.reference_data.read_rows", lambda _path: newer)
    list(load_catalogue())
    assert Project.objects.get(name_vi=BUTTONS).note_en == "As the file says it now"
    assert Project.objects.get(name_vi=ZIPS).note_en == "As the office says it"


def test_a_fact_that_an_official_deleted_stays_deleted():
    Office.objects.filter(code=Office.objects.first().code).delete()
    before = Office.objects.count()
    call_command("load_programme", stdout=StringIO())
    assert Office.objects.count() == before


def test_a_record_that_an_official_created_with_the_same_key_is_not_changed():
    Office.objects.create(code="so-moi", name_vi="Sở do cán bộ nhập")
    load(Office, [{"code": "so-moi", "name_vi": "Sở trong tệp", "source": "Báo"}], reason="file")
    assert Office.objects.get(code="so-moi").name_vi == "Sở do cán bộ nhập"


def test_an_undone_list_is_not_imported_again():
    imported = ChangeSet.objects.filter(kind="import", file_name__startswith="kinh-phi").get()
    ChangeSet.objects.filter(pk=imported.pk).update(state="undone")
    BudgetLine.objects.all().delete()
    call_command("load_programme", stdout=StringIO())
    assert not BudgetLine.objects.exists()


def test_a_list_that_no_longer_fits_is_reported_and_does_not_stop_the_start(monkeypatch):
    def refuse(_resource, path, **_why):
        file_import = SimpleNamespace(
            findings=Finding.objects.none(),
            message="D29: “Huyện Tu Mơ Rông” is not known.",
            change_set=SimpleNamespace(file_name=path.name),
        )
        raise ImportRefused(file_import)

    monkeypatch.setattr("projects.reference_data.import_once", refuse)
    messages = StringIO()
    call_command("load_programme", stdout=StringIO(), stderr=messages)
    assert "phu-luc-du-an-keu-goi-dau-tu.xlsx: D29: “Huyện Tu Mơ Rông”" in messages.getvalue()
    assert "nothing of it was stored" in messages.getvalue()
