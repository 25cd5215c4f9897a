"""Figures have a limit in their unit, and every page works with sums at the limit."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override
from model_bakery import baker

from admin_base.forms import FigureFormField
from budget.models import BudgetEntry, BudgetLine, BudgetPeriod, FundingSource
from programme.models import IndustrialZone
from projects.models import Project
from records.figures import figure_columns
from records.migrations._figure_limits import keep_words_beyond
from records.models import Publication
from tests.spreadsheets.workbooks import read
from vietnamese.units import LIMITS

pytestmark = pytest.mark.django_db

FIGURES = [(model, columns) for model in apps.get_models() for columns in figure_columns(model)]
BUDGET_LIMIT = 10**15


@pytest.mark.parametrize(
    "columns", [columns for _model, columns in FIGURES], ids=lambda columns: columns.name
)
def test_every_form_takes_the_limit_and_refuses_more(columns):
    field = FigureFormField(columns)
    limit = LIMITS[columns.dimension]
    unit = {"area": "ha", "money_vnd": "đồng", "money_usd": "USD", "percent": "%"}

    assert field.clean(f"{limit} {unit[columns.dimension]}").high == limit
    with pytest.raises(ValidationError) as refused:
        field.clean(f"1–{limit + 1} {unit[columns.dimension]}")
    assert refused.value.code == "limit"


@pytest.mark.parametrize(
    ("language", "typed", "limit"),
    [
        ("vi", "5000000000", "nhiều nhất là 1.000.000 tỷ đồng"),
        ("en", "5000000000", "at most 1,000,000 billion dong"),
        ("vi", "5000000000 triệu đồng", "nhiều nhất là 1.000.000.000 triệu đồng"),
    ],
)
def test_the_message_of_a_form_has_the_unit_as_written_and_the_language_of_the_page(
    language, typed, limit
):
    with override(language), pytest.raises(ValidationError, match=limit):
        FigureFormField(BudgetEntry.amount).clean(typed)


@pytest.mark.parametrize(
    ("kind", "rows", "limit"),
    [
        (
            "budget",
            [
                ["Nội dung", "Giai đoạn", "Năm", "Dự toán (triệu đồng)"],
                ["Hội nghị", "2021-2025", 2022, 5_000_000_000],
            ],
            "1.000.000.000 triệu đồng",
        ),
        (
            "projects",
            [["Tên dự án", "Địa điểm", "Diện tích (m2)"], ["Nhà máy", "xã Đăk Cấm", 10**12]],
            "100.000.000.000 m²",
        ),
        (
            "projects",
            [
                ["Tên dự án", "Địa điểm", "Tổng vốn đầu tư (tỷ đồng)"],
                ["Nhà máy", "xã Đăk Cấm", "2.000.000 triệu USD"],
            ],
            "100.000 triệu USD",
        ),
    ],
)
def test_an_import_refuses_the_cell_with_the_limit_in_its_unit(kind, rows, limit):
    with override("vi"):
        (problem,) = read(kind, rows).problems

    assert problem.code == "limit"
    assert limit in problem.message


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("model", "columns"), FIGURES, ids=lambda value: getattr(value, "__name__", "")
)
def test_the_database_refuses_a_figure_above_the_limit(model, columns):
    constraint = next(
        each
        for each in model._meta.constraints
        if each.name.endswith(f"_{columns.name}_within_its_limit")
    )
    limit, record = LIMITS[columns.dimension], model()
    setattr(record, f"{columns.name}_high", limit)
    constraint.validate(model, record)
    setattr(record, f"{columns.name}_high", limit + 1)
    with pytest.raises(ValidationError):
        constraint.validate(model, record)


@pytest.mark.both_engines
def test_a_write_past_all_forms_is_refused_by_the_database():
    project = baker.make(Project)
    above = BUDGET_LIMIT + 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(capital_low=1, capital_high=above)


@pytest.fixture
def lines_at_the_limit():
    period = BudgetPeriod.objects.get(code="2021-2025")
    source = FundingSource.objects.first()
    published = {"publication": Publication.PUBLISHED, "source": "Thử"}
    for number in range(12):
        line = baker.make(
            BudgetLine, code=f"NS-9{number:03d}", period=period, task_vi="Hội nghị", **published
        )
        for stage in BudgetEntry.Stage:
            baker.make(
                BudgetEntry,
                line=line,
                stage=stage,
                year=2022,
                funding_source=source,
                amount_low=BUDGET_LIMIT,
                amount_high=BUDGET_LIMIT,
                source="Thử",
            )
    return period


def text_of(client, page):
    response = client.get(page)
    assert response.status_code == 200, page
    return response.getvalue().decode()


@pytest.mark.both_engines
def test_pages_files_and_lists_show_sums_at_the_limit(client, admin_client, lines_at_the_limit):
    period = lines_at_the_limit
    with override("vi"):
        pages = [
            reverse("budget:period", args=[period.code]),
            reverse("budget:overview"),
            reverse("budget:export", args=["csv"]),
            "/api/v1/budget/lines/",
            "/api/v1/budget/periods/",
        ]
    texts = [text_of(client, page) for page in pages]
    assert "12.000.000.000.000.000 đồng" in texts[0]
    listed = admin_client.get(reverse("admin:budget_budgetline_changelist"))
    assert listed.status_code == 200


@pytest.mark.both_engines
def test_projects_and_zones_at_the_limit_have_pages_files_and_lists(client, admin_client):
    record = baker.make(
        Project, code="DA-9000", publication="published", source="Thử", name_vi="Lớn nhất"
    )
    for columns in figure_columns(Project):
        limit = LIMITS[columns.dimension]
        names = [f"{columns.name}_low", f"{columns.name}_high"]
        Project.objects.filter(pk=record.pk).update(**dict.fromkeys(names, limit))
    with override("vi"):
        pages = [record.get_absolute_url(), reverse("projects:export", args=["csv"])]
    for page in [*pages, "/api/v1/projects/"]:
        text_of(client, page)
    for model in (Project, IndustrialZone):
        meta = admin.site._registry[model].opts
        listed = admin_client.get(reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist"))
        assert listed.status_code == 200


@pytest.mark.both_engines
def test_a_migration_keeps_the_words_of_a_figure_above_the_limit():
    written = baker.make(Project, capital_low=500, capital_high=500, capital_text="5 trăm")
    bare = baker.make(Project, area_low=300, area_high=500, area_unit="ha")
    fitting = baker.make(Project, capital_low=99, capital_high=100)

    keep_words_beyond(Project, "capital", 100)
    keep_words_beyond(Project, "area", 100)

    for record in (written, bare, fitting):
        record.refresh_from_db()
    assert (written.capital.known, written.capital.text) == (False, "5 trăm")
    assert (bare.area.known, bare.area.text, bare.area.unit) == (False, "300–500", "")
    assert fitting.capital.high == 100
