"""What stands near a project: others like it, and enterprises that make what its group needs."""

from django.db.models import Case, F, Q, QuerySet, When

from enterprises.models import Enterprise, EnterpriseProduct
from programme.models import CrosswalkEntry, SupplyProduct
from projects.models import Project
from records.models import if_public

MOST_PROJECTS = 4
MOST_SUPPLIERS = 5


def related_projects(project: Project) -> list[Project]:
    """Others of the same sector group (without one: of the field), those of its district first;
    then any other of its district.

    Demo data is never set beside a real project. Costs two queries, whatever there is.
    """
    others = Project.objects.public().exclude(pk=project.pk).with_list_columns()
    if not project.is_demo:
        others = others.real()
    # Without a group, the field; a condition that is never true keeps the number of queries.
    alike = (
        {"sector_group": project.sector_group_id}
        if if_public(project.sector_group)
        else {"sector_group": None, "field": project.field_id or 0}
    )
    near = {"district": project.district_id or 0}
    near_first = Case(When(**near, then=0), default=1)
    by_kind = others.filter(**alike).by_name(near_first)[:MOST_PROJECTS]
    by_place = others.filter(**near).by_name()[:MOST_PROJECTS]
    found = {other.pk: other for other in [*by_kind, *by_place]}
    return list(found.values())[:MOST_PROJECTS]


def local_suppliers(project: Project) -> list[Enterprise]:
    """Public enterprises of the project's sector group, or that make a product it joins.

    Those verified last come first. Empty where the project has no sector group.
    """
    group = if_public(project.sector_group)
    found = suppliers_of(group.pk if group else 0)
    if not project.is_demo:
        found = found.real()
    return list(
        found.select_related("unit").by_name(F("verified_on").desc(nulls_last=True))[
            :MOST_SUPPLIERS
        ]
    )


def suppliers_of(group: int) -> QuerySet[Enterprise]:
    """Public enterprises that belong to a sector group, or make what the crosswalk joins to it."""
    members = Enterprise.sector_groups.through.objects.filter(sectorgroup=group)
    joined = CrosswalkEntry.objects.filter(sector_group=group).values("product")
    items = SupplyProduct.objects.public().filter(pk__in=joined)
    makers = EnterpriseProduct.objects.filter(supply_product__in=items)
    return Enterprise.objects.public().filter(
        Q(pk__in=members.values("enterprise")) | Q(pk__in=makers.values("enterprise"))
    )
