"""Demo enterprises.

Tax codes stay empty, since any valid one may belong to somebody.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from enterprises.models import Enterprise, EnterpriseProcess, EnterpriseProduct
from programme.demo import PRODUCTS, SOURCE, DemoGenerator, creation, row_values
from records.changes import Change
from records.snapshots import Values, column_values

LEGAL_FORMS = ["Công ty TNHH", "Công ty cổ phần", "Hợp tác xã", "Hộ kinh doanh"]
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
# Verified enterprises, in per cent.
VERIFIED_PERCENT = 75
# Days since the verification. They are counted back from the day of load_demo, so that a demo
# has both recent and stale entries.
DAYS_SINCE_VERIFICATION = (10, 1_100)


def demo_enterprises(demo: DemoGenerator, count: int) -> Iterator[Change]:
    """Changes that create the demo enterprises 1 to `count` which are not stored yet."""
    stored = set(Enterprise.objects.filter(is_demo=True).values_list("slug", flat=True))
    for number in range(1, count + 1):
        # Stored enterprises are generated too, so that the ones after them stay the same.
        values = _enterprise(demo, number)
        if values["slug"] not in stored:
            yield creation(Enterprise, values)


def _enterprise(demo: DemoGenerator, number: int) -> Values:
    random = demo.random
    pick = random.choice
    group = pick(demo.groups)
    district = pick(demo.districts)
    enterprise = Enterprise(
        slug=f"minh-hoa-{number:05d}",
        name_vi=f"{pick(LEGAL_FORMS)} {pick(NAMES)} {number:05d} (minh hoạ)",
        name_en=f"Demo enterprise {number:05d}",
        is_buyer=random.random() < 0.2,
        address=f"{pick(demo.communes[district.pk]).full_name_vi}, {district.full_name_vi}",
        unit=district,
        capacity_vi=demo.capacity(),
        size_band=pick(Enterprise.SizeBand.values),
        source=SOURCE,
        publication=demo.publication(),
        is_demo=True,
    )
    enterprise.verified_on, enterprise.evidence = _verification(demo)
    process_vi, process_en = pick(PROCESSES)
    products = [
        EnterpriseProduct(words_vi=pick(PRODUCTS[group.code]).capitalize()),
        EnterpriseProduct(supply_product=pick(demo.products)),
    ]
    process = EnterpriseProcess(name_vi=process_vi, name_en=process_en)
    return column_values(enterprise) | {
        "sector_groups": [group.pk],
        "products": [row_values(product, "enterprise") for product in products],
        "processes": [row_values(process, "enterprise")],
    }


def _verification(demo: DemoGenerator) -> tuple[date | None, str]:
    """The day of verification and its evidence; unverified data is declared by the enterprise."""
    days = demo.random.randint(*DAYS_SINCE_VERIFICATION)
    evidence = demo.random.choice(Enterprise.Evidence.values)
    if demo.random.randrange(100) >= VERIFIED_PERCENT:
        return None, Enterprise.Evidence.DECLARED.value
    return timezone.localdate() - timedelta(days=days), evidence
