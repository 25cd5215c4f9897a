"""A believable province of demo data, made anew from a seed and marked wherever it shows.

Enterprises were verified so many days before the day on which they are made, so that a demo has
fresh entries and stale ones whenever it is shown.

Names are put together from words of the trade; nothing is taken from a real company. Tax codes
stay empty, since any valid one may belong to somebody.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from budget.models import BudgetEntry, BudgetLine, BudgetPeriod, FundingSource
from enterprises.models import Enterprise, EnterpriseProcess, EnterpriseProduct
from programme.models import (
    ActivityCategory,
    AdministrativeUnit,
    IndustrialZone,
    InvestmentField,
    SectorGroup,
    SupplyProduct,
)
from projects.models import Project
from records.changes import Change
from records.figures import Qualifier
from records.models import ChangeItem, Publication, Record
from records.snapshots import Values, column_values
from vietnamese.figures import Dimension, Figure, format_figure
from vietnamese.units import UNITS

SOURCE = "Dữ liệu minh hoạ, do lệnh load_demo tạo ra"

WORKS = {
    "DET_MAY": ["cúc áo", "mex dựng", "khoá kéo", "băng chun", "nhãn dệt", "chỉ may"],
    "DA_GIAY": ["đế giày", "mũi giày", "dây giày", "lót giày", "khoen trang trí"],
    "KIM_LOAI": ["bu lông", "trục máy", "bánh răng", "khuôn dập", "lưỡi cày", "bơm tay"],
    "NHUA_CAO_SU": ["săm lốp", "gioăng cao su", "đệm giảm chấn", "ống nhựa", "vỏ nhựa"],
    "DIEN_DIEN_TU": ["dây dẫn", "bảng mạch", "cuộn cảm", "tủ điện", "cảm biến"],
    "CONG_NGHE_CAO": ["khuôn chính xác", "vi cơ khí", "phần mềm nhúng", "dịch vụ bảo dưỡng"],
}
FORMS = ["Nhà máy sản xuất", "Xưởng gia công", "Cơ sở sản xuất", "Tổ hợp sản xuất"]
COMPANIES = ["Công ty TNHH", "Công ty cổ phần", "Hợp tác xã", "Hộ kinh doanh"]
NAMES = [
    "Đông Sơn",
    "Tây Nguyên Xanh",
    "Ngọc Bích",
    "Hoàng Long",
    "Đại Ngàn",
    "Bazan",
    "Rừng Thông",
]
PROCESSES = [
    ("ép phun", "injection moulding"),
    ("dập nguội", "cold stamping"),
    ("đúc", "casting"),
    ("tiện CNC", "CNC turning"),
    ("cán luyện cao su", "rubber mixing"),
    ("may công nghiệp", "industrial sewing"),
]
# Degrees around a district's own point, some five kilometres; parts of a hundred that are known.
AROUND = 0.05
PLACED, VERIFIED = 80, 75
# Days since a demo enterprise was verified: some lately, some so long ago that it is told.
LAST_VERIFIED = (10, 1_100)
CAPACITY_UNITS = ["tấn/năm", "triệu sản phẩm/năm", "nghìn bộ/năm"]


class Demo:
    """Generates changes that create demo records; the same seed gives the same province."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.groups = list(SectorGroup.objects.all())
        self.fields = {field.code: field.pk for field in InvestmentField.objects.all()}
        self.districts = list(AdministrativeUnit.objects.districts().order_by("code"))
        self.communes: dict[int, list[AdministrativeUnit]] = {}
        for unit in AdministrativeUnit.objects.communes().filter(valid_to__isnull=False):
            self.communes.setdefault(unit.parent_id, []).append(unit)
        self.zones = list(IndustrialZone.objects.order_by("code"))
        self.products = list(SupplyProduct.objects.public().order_by("code"))

    def projects(self, count: int) -> Iterator[Change]:
        stored = set(Project.objects.filter(is_demo=True).values_list("code", flat=True))
        for number in range(1, count + 1):
            code = f"MH-{number:05d}"
            values = self._project(code)
            if code not in stored:
                yield creation(Project, values)

    def _project(self, code: str) -> Values:
        pick = self.random.choice
        group = pick(self.groups)
        district = pick(self.districts)
        communes = self.random.sample(
            self.communes[district.pk], k=self.random.choice([1, 1, 1, 2])
        )
        work = pick(WORKS[group.code])
        project = Project(
            code=code,
            name_vi=f"{pick(FORMS)} {work} {district.name_vi} (minh hoạ {code[3:]})",
            name_en=f"{group.short_name_en} works {code[3:]}, {district.name_en} (demo)",
            field_id=self.fields["cong-nghiep-ho-tro"],
            sector_group=group,
            sector_source=SOURCE,
            objective_vi=f"Sản xuất {work} phục vụ doanh nghiệp trong vùng.",
            capacity_vi=f"{self.random.randint(1, 90) * 5} {pick(CAPACITY_UNITS)}",
            place_vi=", ".join(unit.full_name_vi for unit in communes),
            district=district,
            zone=pick(self.zones) if self.random.random() < 0.2 else None,
            investment_form=pick(Project.InvestmentForm.values),
            status=pick(Project.Status.values),
            source=SOURCE,
            publication=self._publication(),
            is_demo=True,
        )
        if self.random.random() < 0.85:
            project.area = self._figure(Dimension.AREA, "ha", self.random.randint(5, 900) / 10)
        if self.random.random() < 0.8:
            project.capital = self._figure(
                Dimension.MONEY_VND, "ty_dong", self.random.randint(20, 9000) / 10
            )
        project.latitude, project.longitude = self._point(district)
        values = column_values(project)
        return values | {"units": sorted(unit.pk for unit in communes)}

    def enterprises(self, count: int) -> Iterator[Change]:
        stored = set(Enterprise.objects.filter(is_demo=True).values_list("slug", flat=True))
        for number in range(1, count + 1):
            values = self._enterprise(number)
            if values["slug"] not in stored:
                yield creation(Enterprise, values)

    def _enterprise(self, number: int) -> Values:
        pick = self.random.choice
        group = pick(self.groups)
        district = pick(self.districts)
        name = f"{pick(COMPANIES)} {pick(NAMES)} {number:05d} (minh hoạ)"
        enterprise = Enterprise(
            slug=f"minh-hoa-{number:05d}",
            name_vi=name,
            name_en=f"Demo enterprise {number:05d}",
            is_buyer=self.random.random() < 0.2,
            address=f"{pick(self.communes[district.pk]).full_name_vi}, {district.full_name_vi}",
            unit=district,
            capacity_vi=f"{self.random.randint(1, 90) * 5} {pick(CAPACITY_UNITS)}",
            size_band=pick(Enterprise.SizeBand.values),
            source=SOURCE,
            publication=self._publication(),
            is_demo=True,
        )
        enterprise.verified_on, enterprise.evidence = self._verification()
        process_vi, process_en = pick(PROCESSES)
        return column_values(enterprise) | {
            "sector_groups": [group.pk],
            "products": [
                belonging(
                    EnterpriseProduct(words_vi=pick(WORKS[group.code]).capitalize()), "enterprise"
                ),
                belonging(EnterpriseProduct(supply_product=pick(self.products)), "enterprise"),
            ],
            "processes": [
                belonging(EnterpriseProcess(name_vi=process_vi, name_en=process_en), "enterprise")
            ],
        }

    def budget_lines(self) -> Iterator[Change]:
        """A line for every category and period, with amounts of every stage by year."""
        stored = set(BudgetLine.objects.filter(is_demo=True).values_list("code", flat=True))
        sources = list(FundingSource.objects.exclude(code=FundingSource.UNSPLIT))
        for period in BudgetPeriod.objects.all():
            for category in ActivityCategory.objects.all():
                code = f"MH-{period.code}-{category.order}"
                line = BudgetLine(
                    code=code,
                    period=period,
                    category=category,
                    task_vi=f"{category.name_vi} (minh hoạ)",
                    task_en=f"{category.name_en} (demo)",
                    source=SOURCE,
                    publication=Publication.PUBLISHED,
                    is_demo=True,
                )
                entries = [
                    belonging(entry, "line")
                    for year in range(period.first_year, period.last_year + 1)
                    for entry in self._entries(year, self.random.choice(sources))
                ]
                if code not in stored:
                    yield creation(BudgetLine, column_values(line) | {"entries": entries})

    def _entries(self, year: int, source: FundingSource) -> Iterator[BudgetEntry]:
        """Paid is never more than allocated, nor allocated more than estimated."""
        amount = self.random.randint(40, 400)
        for stage in BudgetEntry.Stage.values:
            entry = BudgetEntry(stage=stage, year=year, funding_source=source, source=SOURCE)
            entry.amount = self._figure(Dimension.MONEY_VND, "trieu_dong", amount, sure=True)
            yield entry
            amount = self.random.randint(amount // 2, amount)

    def _figure(
        self, dimension: Dimension, unit: str, value: float, *, sure: bool = False
    ) -> Figure:
        low = Decimal(str(value)) * UNITS[dimension, unit].factor
        high = low * 2 if not sure and self.random.random() < 0.15 else low
        qualifiers = [Qualifier.EXACT, Qualifier.EXACT, Qualifier.ABOUT, Qualifier.NEARLY]
        qualifier = Qualifier.EXACT if sure or high > low else self.random.choice(qualifiers)
        said = Figure(low, high, qualifier.value, unit)
        return Figure(low, high, qualifier.value, unit, format_figure(said, dimension, "vi"))

    def _point(self, district: AdministrativeUnit) -> tuple[Decimal | None, Decimal | None]:
        """Somewhere around the middle of a district; not every project is drawn on a map."""
        shifts = [self.random.uniform(-AROUND, AROUND) for _end in range(2)]
        drawn = self.random.randrange(100) < PLACED
        if not drawn or district.latitude is None or district.longitude is None:
            return None, None
        latitude, longitude = (
            Decimal(f"{float(middle) + shift:.4f}")
            for middle, shift in zip((district.latitude, district.longitude), shifts, strict=True)
        )
        return latitude, longitude

    def _verification(self) -> tuple[date | None, str]:
        """When it was verified, and how the office knows; what nobody verified was declared."""
        days = self.random.randint(*LAST_VERIFIED)
        evidence = self.random.choice(Enterprise.Evidence.values)
        if self.random.randrange(100) >= VERIFIED:
            return None, Enterprise.Evidence.DECLARED.value
        return timezone.localdate() - timedelta(days=days), evidence

    def _publication(self) -> str:
        weights = [0.92, 0.04, 0.02, 0.02]
        choices = [
            Publication.PUBLISHED,
            Publication.DRAFT,
            Publication.IN_REVIEW,
            Publication.WITHDRAWN,
        ]
        return self.random.choices(choices, weights)[0].value


def creation(model: type[Record], values: Values) -> Change:
    return Change(model, ChangeItem.Action.CREATE, after=values, key=values[model.key_field])


def belonging(row: Any, back: str) -> Values:
    """The values of a row that belongs to a record, without the way back."""
    values = column_values(row)
    del values[back]
    return values
