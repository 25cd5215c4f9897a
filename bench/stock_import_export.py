"""The same workbook imported by django-import-export with its default settings."""

from pathlib import Path

from import_export.fields import Field
from import_export.formats.base_formats import XLSX
from import_export.resources import ModelResource
from import_export.results import Result
from import_export.widgets import DecimalWidget, ForeignKeyWidget

from programme.models import InvestmentField, SectorGroup
from projects.models import Project


class ProjectResource(ModelResource):
    """One column for each field of Project; columns for several fields are left out."""

    code = Field("code", "Mã dự án")
    name = Field("name_vi", "Tên dự án")
    field = Field("field", "Lĩnh vực", ForeignKeyWidget(InvestmentField, "name_vi"))
    sector_group = Field("sector_group", "Nhóm ngành", ForeignKeyWidget(SectorGroup, "name_vi"))
    place = Field("place_vi", "Địa điểm")
    objective = Field("objective_vi", "Mục tiêu")
    scale = Field("scale_vi", "Quy mô")
    capacity = Field("capacity_vi", "Công suất")
    area_low = Field("area_low", "Diện tích (ha)", DecimalWidget())
    area_high = Field("area_high", "Diện tích (ha)", DecimalWidget())
    capital = Field("capital_text", "Tổng vốn đầu tư (tỷ đồng)")
    form = Field("investment_form_text", "Hình thức đầu tư")
    time = Field("time_text", "Thời gian thực hiện")
    land = Field("land_vi", "Hiện trạng đất")
    contact = Field("contact_text", "Đầu mối liên hệ")
    note = Field("note_vi", "Ghi chú")
    source = Field("source", "Nguồn")

    class Meta:
        model = Project
        import_id_fields = ["code"]
        fields = [
            "code",
            "name",
            "field",
            "sector_group",
            "place",
            "objective",
            "scale",
            "capacity",
            "area_low",
            "area_high",
            "capital",
            "form",
            "time",
            "land",
            "contact",
            "note",
            "source",
        ]
        use_transactions = True
        skip_unchanged = True


def import_workbook(path: str) -> Result:
    """Preview and confirm, each from the file, as its admin does; returns the imported rows."""
    for dry_run in (True, False):
        dataset = XLSX().create_dataset(Path(path).read_bytes())
        result = ProjectResource().import_data(dataset, dry_run=dry_run)
        if result.has_errors() or result.has_validation_errors():
            raise RuntimeError("The stock import refuses rows of the workbook.")
    return result
