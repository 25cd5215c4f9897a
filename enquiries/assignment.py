"""Assignment of enquiries to officials, at once and always to somebody."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from enquiries.models import Enquiry, Responsibility


def in_charge(enquiry: Enquiry) -> tuple[Any, Group | None]:
    """The official in charge, or else a group.

    In this order: an official responsible for the office of the record, for its sector group, in
    general, and at last the group `ENQUIRY_GROUP`. Of several officials it is the one with the
    fewest open enquiries. Requests about personal data go to the approvers, who may correct and
    erase.
    """
    if enquiry.kind == Enquiry.Kind.PERSONAL_DATA:
        return None, Group.objects.filter(name=settings.ENQUIRY_ESCALATION_GROUP).first()
    sectors = []
    if enquiry.project is not None:
        sectors = [enquiry.project.sector_group_id]
    elif enquiry.enterprise is not None:
        sectors = list(enquiry.enterprise.sector_groups.values_list("pk", flat=True))
    for rule in (
        Q(office=enquiry.office_id, sector_group=None, office__isnull=False),
        Q(sector_group__in=[pk for pk in sectors if pk], office=None),
        Q(office=None, sector_group=None),
    ):
        if official := _least_busy(Responsibility.objects.filter(rule)):
            return official, None
    return None, Group.objects.filter(name=settings.ENQUIRY_GROUP).first()


def _least_busy(rules: QuerySet) -> Any:
    working = Enquiry.objects.open().filter(owner=OuterRef("pk")).order_by()
    count = working.values("owner").annotate(count=Count("pk")).values("count")
    return (
        officials_who_answer()
        .filter(pk__in=rules.values("official"))
        .annotate(busy=Coalesce(Subquery(count), 0))
        .order_by("busy", "pk")
        .first()
    )


def officials_to_notify(enquiry: Enquiry) -> list[str]:
    """The e-mail addresses of the officials in charge, and the mailbox of the office."""
    if enquiry.owner is not None:
        people = get_user_model().objects.filter(pk=enquiry.owner.pk)
    else:
        people = get_user_model().objects.filter(groups=enquiry.group_id)
    return _addresses(people)


def approvers_to_notify() -> list[str]:
    """The e-mail addresses of the approvers and the office, for overdue enquiries."""
    return _addresses(
        get_user_model().objects.filter(Q(groups__name=settings.ENQUIRY_ESCALATION_GROUP))
    )


def _addresses(people: QuerySet) -> list[str]:
    found = people.filter(is_active=True).exclude(email="").values_list("email", flat=True)
    mailbox = [settings.ENQUIRY_MAILBOX] if settings.ENQUIRY_MAILBOX else []
    return sorted({*found, *mailbox})


def may_see_to(user: Any, enquiry: Enquiry) -> bool:
    """Whether an official may answer this enquiry; personal data need the manage permission."""
    right = "manage" if enquiry.kind == Enquiry.Kind.PERSONAL_DATA else "answer"
    return user.is_active and user.has_perm(f"enquiries.{right}_enquiry")


def officials_who_answer() -> QuerySet:
    """Active accounts with the permission to answer."""
    return _with_right("answer").order_by("username")


def without_official() -> Q:
    """Condition for enquiries without an owner, or with one who left or lost the permission."""
    lost = ~Q(owner__in=_with_right("answer")) | Q(
        ~Q(owner__in=_with_right("manage")), kind=Enquiry.Kind.PERSONAL_DATA
    )
    return Q(owner=None, group=None) | Q(lost, owner__isnull=False)


def _with_right(right: str) -> QuerySet:
    """Active accounts with a permission of their own or of their role; superusers have all."""
    return get_user_model().objects.with_perm(
        f"enquiries.{right}_enquiry", backend="django.contrib.auth.backends.ModelBackend"
    )


def officials_without_address() -> QuerySet:
    """Officials who answer but get no reminder, for lack of an address.

    Superusers count only if they have enquiries to answer or are named as responsible.
    """
    answering = Enquiry.objects.open().exclude(owner=None).order_by().values("owner")
    named = Responsibility.objects.values("official")
    return officials_who_answer().filter(
        Q(is_superuser=False) | Q(pk__in=answering) | Q(pk__in=named), email=""
    )
