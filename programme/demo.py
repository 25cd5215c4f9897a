"""Base of the demo data: one seeded random generator and the reference records it picks from.

Each app generates its own records in its `demo.py`; the command load_demo runs them in turn with
one generator. The same seed and the same order give the same data.

Names are composed of words of the trade and belong to no real company. Every record is marked as
demo data wherever it is displayed.
"""

from decimal import Decimal
from random import Random
from typing import Any

from programme.models import (
    AdministrativeUnit,
    IndustrialZone,
    InvestmentField,
    SectorGroup,
    SupplyProduct,
)
from records.changes import Change
from records.figures import Qualifier
from records.models import ChangeItem, Publication, Record
from records.snapshots import Values, column_values
from vietnamese.figures import Dimension, Figure, format_figure
from vietnamese.units import UNITS

SOURCE = "Dữ liệu minh hoạ, do lệnh load_demo tạo ra"

# Products by the code of the sector group.
PRODUCTS = {
    "DET_MAY": ["cúc áo", "mex dựng", "khoá kéo", "băng chun", "nhãn dệt", "chỉ may"],
    "DA_GIAY": ["đế giày", "mũi giày", "dây giày", "lót giày", "khoen trang trí"],
    "KIM_LOAI": ["bu lông", "trục máy", "bánh răng", "khuôn dập", "lưỡi cày", "bơm tay"],
    "NHUA_CAO_SU": ["săm lốp", "gioăng cao su", "đệm giảm chấn", "ống nhựa", "vỏ nhựa"],
    "DIEN_DIEN_TU": ["dây dẫn", "bảng mạch", "cuộn cảm", "tủ điện", "cảm biến"],
    "CONG_NGHE_CAO": ["khuôn chính xác", "vi cơ khí", "phần mềm nhúng", "dịch vụ bảo dưỡng"],
}
CAPACITY_UNITS = ["tấn/năm", "triệu sản phẩm/năm", "nghìn bộ/năm"]
# Shares of the publication states.
PUBLICATION_WEIGHTS = {
    Publication.PUBLISHED: 0.92,
    Publication.DRAFT: 0.04,
    Publication.IN_REVIEW: 0.02,
    Publication.WITHDRAWN: 0.02,
}


class DemoGenerator:
    """Random values for demo records.

    The generators of all apps share `random`; each continues where the previous one stopped.
    """

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.groups = list(SectorGroup.objects.all())
        self.fields = {field.code: field.pk for field in InvestmentField.objects.all()}
        self.districts = list(AdministrativeUnit.objects.districts().order_by("code"))
        self.communes: dict[int | None, list[AdministrativeUnit]] = {}
        for unit in AdministrativeUnit.objects.communes().filter(valid_to__isnull=False):
            self.communes.setdefault(unit.parent_id, []).append(unit)
        self.zones = list(IndustrialZone.objects.order_by("code"))
        self.products = list(SupplyProduct.objects.public().order_by("code"))

    def figure(
        self, dimension: Dimension, unit: str, value: float, *, exact: bool = False
    ) -> Figure:
        """A figure with its wording, sometimes a range or qualified unless it must be exact."""
        low = Decimal(str(value)) * UNITS[dimension, unit].factor
        high = low * 2 if not exact and self.random.random() < 0.15 else low
        qualifiers = [Qualifier.EXACT, Qualifier.EXACT, Qualifier.ABOUT, Qualifier.NEARLY]
        qualifier = Qualifier.EXACT if exact or high > low else self.random.choice(qualifiers)
        figure = Figure(low, high, qualifier.value, unit)
        return Figure(low, high, qualifier.value, unit, format_figure(figure, dimension, "vi"))

    def capacity(self) -> str:
        return f"{self.random.randint(1, 90) * 5} {self.random.choice(CAPACITY_UNITS)}"

    def publication(self) -> str:
        choices = list(PUBLICATION_WEIGHTS)
        return self.random.choices(choices, list(PUBLICATION_WEIGHTS.values()))[0].value


def creation(model: type[Record], values: Values) -> Change:
    """The change that creates a record with the given values."""
    return Change(model, ChangeItem.Action.CREATE, after=values, key=values[model.key_field])


def row_values(row: Any, parent: str) -> Values:
    """The values of a row of a record, without `parent`, the field that points to the record."""
    values = column_values(row)
    del values[parent]
    return values
