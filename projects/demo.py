"""Demo projects."""

from collections.abc import Iterator
from decimal import Decimal

from programme.demo import PRODUCTS, SOURCE, DemoGenerator, creation
from programme.models import AdministrativeUnit
from projects.models import Project
from records.changes import Change
from records.snapshots import Values, column_values
from vietnamese.figures import Dimension

FACILITIES = ["Nhà máy sản xuất", "Xưởng gia công", "Cơ sở sản xuất", "Tổ hợp sản xuất"]
# Largest distance from the centre of the district, in degrees: about five kilometres.
MAX_OFFSET = 0.05
# Projects with coordinates, in per cent.
LOCATED_PERCENT = 80


def demo_projects(demo: DemoGenerator, count: int) -> Iterator[Change]:
    """Changes that create the demo projects 1 to `count` which are not stored yet."""
    stored = set(Project.objects.filter(is_demo=True).values_list("code", flat=True))
    for number in range(1, count + 1):
        code = f"MH-{number:05d}"
        # Stored projects are generated too, so that the ones after them stay the same.
        values = _project(demo, code)
        if code not in stored:
            yield creation(Project, values)


def _project(demo: DemoGenerator, code: str) -> Values:
    random = demo.random
    pick = random.choice
    group = pick(demo.groups)
    district = pick(demo.districts)
    communes = random.sample(demo.communes[district.pk], k=pick([1, 1, 1, 2]))
    product = pick(PRODUCTS[group.code])
    project = Project(
        code=code,
        name_vi=f"{pick(FACILITIES)} {product} {district.name_vi} (minh hoạ {code[3:]})",
        name_en=f"{group.short_name_en} works {code[3:]}, {district.name_en} (demo)",
        field_id=demo.fields["cong-nghiep-ho-tro"],
        sector_group=group,
        sector_source=SOURCE,
        objective_vi=f"Sản xuất {product} phục vụ doanh nghiệp trong vùng.",
        capacity_vi=demo.capacity(),
        place_vi=", ".join(unit.full_name_vi for unit in communes),
        district=district,
        zone=pick(demo.zones) if random.random() < 0.2 else None,
        investment_form=pick(Project.InvestmentForm.values),
        status=pick(Project.Status.values),
        source=SOURCE,
        publication=demo.publication(),
        is_demo=True,
    )
    if random.random() < 0.85:
        project.area = demo.figure(Dimension.AREA, "ha", random.randint(5, 900) / 10)
    if random.random() < 0.8:
        project.capital = demo.figure(Dimension.MONEY_VND, "ty_dong", random.randint(20, 9000) / 10)
    project.latitude, project.longitude = _coordinates(demo, district)
    return column_values(project) | {"units": sorted(unit.pk for unit in communes)}


def _coordinates(
    demo: DemoGenerator, district: AdministrativeUnit
) -> tuple[Decimal | None, Decimal | None]:
    """A point near the centre of a district, or none: not every project is on the map."""
    offsets = [demo.random.uniform(-MAX_OFFSET, MAX_OFFSET) for _axis in range(2)]
    is_located = demo.random.randrange(100) < LOCATED_PERCENT
    if not is_located or district.latitude is None or district.longitude is None:
        return None, None
    latitude, longitude = (
        Decimal(f"{float(centre) + offset:.4f}")
        for centre, offset in zip((district.latitude, district.longitude), offsets, strict=True)
    )
    return latitude, longitude
