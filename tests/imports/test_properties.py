"""Properties of any list: export and import change nothing, undo leaves no trace."""

import io

from django.apps import apps
from django.utils.translation import override
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from enterprises.models import Enterprise
from imports.workbooks.lists import FORMATS, ListHeader
from operations.sheet_resources import SHEET_RESOURCES
from projects.models import Project
from records.changes import undo
from records.models import ChangeItem
from spreadsheets.cells import LANGUAGES
from tests.imports.catalogues import AREAS, CAPITALS, TEXTS, sheets
from tests.makers import enterprise, project
from tests.spreadsheets.workbooks import csv_file, import_file, read, received

FILES = st.tuples(st.sampled_from(["xlsx", "csv", "ods"]), st.sampled_from(LANGUAGES))
APPS = ("projects", "enterprises", "budget")
NOT_PUT_BACK = {"version", "updated_at"}
# A sheet must prove the notation of 4.121; an exported list does so by its own numbers.
FIGURES = AREAS | st.sampled_from(["4.121", "1,125 ha"]), CAPITALS | st.just("4.121 tỷ đồng")
few = settings(max_examples=7)


def exported(kind, extension, language, *, public):
    """The list as a file: the public one, or the one of the office with record versions."""
    resource = SHEET_RESOURCES[kind]()
    records = resource.model.objects.all()
    if public:
        resource, records = resource.for_public(), resource.model.objects.public()
    out = io.BytesIO()
    with override(language):
        FORMATS[extension][1](resource, records, ListHeader("x", [], records.count()), out)
    out.seek(0)
    return out


def assert_comes_back_unchanged(kind, file):
    file_import = read(kind, file)
    assert [(each.cell, each.value, each.message) for each in file_import.problems] == []
    assert [(each.before, each.after) for each in file_import.changes] == []
    assert file_import.unchanged == SHEET_RESOURCES[kind].model.objects.count()


def export_cells(model):
    """All rows, without columns that change with every write."""
    names = [each.attname for each in model._meta.concrete_fields if each.name not in NOT_PUT_BACK]
    if model._meta.auto_created:
        names.remove("id")
    return sorted(map(repr, model._base_manager.values_list(*names)))


def everything():
    return {
        model._meta.label: export_cells(model)
        for app in APPS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }


def last_written(kind):
    return dict(SHEET_RESOURCES[kind].model.objects.values_list("pk", "updated_at"))


class TestLists(TestCase):
    @few
    @given(
        made=st.lists(st.tuples(TEXTS, TEXTS, TEXTS, *FIGURES), min_size=1, max_size=3),
        file=FILES,
        public=st.booleans(),
    )
    @example([("", "", "", "1,125 ha", "4.121 tỷ đồng")], ("xlsx", "en"), True)
    @example([("", "", "", "1,125 ha", "4.121 tỷ đồng")], ("csv", "vi"), False)
    def test_any_exported_catalogue_is_imported_unchanged(self, made, file, public):
        Project.objects.all().delete()
        for name, place, note, area, capital in made:
            project(
                f"Nhà máy {name}".strip(), place_vi=place, note_vi=note, area=area, capital=capital
            )
        assert_comes_back_unchanged("projects", exported("projects", *file, public=public))

    @few
    @given(
        made=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=3),
        file=FILES,
        public=st.booleans(),
    )
    def test_any_exported_directory_is_imported_unchanged(self, made, file, public):
        Enterprise.objects.all().delete()
        for number, (name, address, capacity) in enumerate(made):
            enterprise(f"Công ty {number} {name}".strip(), address=address, capacity_vi=capacity)
        assert_comes_back_unchanged("enterprises", exported("enterprises", *file, public=public))


class SheetProperties:
    """Properties of sheets of one model; each example starts with the original database."""

    kind = ""

    def goes_in(self, sheet):
        """Import a sheet; None if it changes nothing."""
        file = csv_file(sheet)
        previewed = received(self.kind, file)
        assert [
            (each.cell, each.message) for each in previewed.findings.filter(group="problem")
        ] == []
        return import_file(self.kind, file) if previewed.change_set.items.exists() else None

    def check(self, first, second, file):
        self.goes_in(first)
        before = everything()
        stored = self.goes_in(second)
        written, history = last_written(self.kind), ChangeItem.objects.count()

        # The same file again and the exported list change nothing.
        again = received(self.kind, csv_file(second)).change_set
        assert [(item.before, item.after) for item in again.items.all()] == []
        assert_comes_back_unchanged(self.kind, exported(self.kind, *file, public=False))
        assert (last_written(self.kind), ChangeItem.objects.count()) == (written, history)

        if stored:
            assert undo(stored).summary["kept"] == []
        assert everything() == before


class TestProjects(SheetProperties, TestCase):
    kind = "projects"

    @few
    @given(sheets(kind), sheets(kind), FILES)
    def test_a_sheet_is_imported_once_and_undone_completely(self, first, second, file):
        self.check(first, second, file)


class TestEnterprises(SheetProperties, TestCase):
    kind = "enterprises"

    @few
    @given(sheets(kind), sheets(kind), FILES)
    def test_a_sheet_is_imported_once_and_undone_completely(self, first, second, file):
        self.check(first, second, file)


class TestBudget(SheetProperties, TestCase):
    kind = "budget"

    @few
    @given(sheets(kind), sheets(kind), FILES)
    def test_a_sheet_is_imported_once_and_undone_completely(self, first, second, file):
        self.check(first, second, file)
