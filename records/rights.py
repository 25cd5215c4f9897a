"""What a person may write, asked of the items of a change set, whichever page they come from."""

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import User
from django.utils.translation import ngettext

from records.models import UNPUBLISHED, ChangeItem, Publication, Record
from records.persistence import ChangeRefused


def check_rights(model: type[Record], items: list[ChangeItem], person: User | None) -> None:
    """Raise ChangeRefused if the items publish or withdraw records and the person may not."""
    codename = get_permission_codename("publish", model._meta)
    if person is None or person.has_perm(f"{model._meta.app_label}.{codename}"):
        return
    refused = [item for item in items if _changes_publication(item)]
    missing = {item.object_id: item for item in items if _withdraws(item)}
    public = model._default_manager.filter(pk__in=missing, publication=Publication.PUBLISHED)
    refused += [missing[pk] for pk in public.order_by("pk").values_list("pk", flat=True)]
    if refused:
        names = "; ".join(item.label for item in refused[:5])
        raise ChangeRefused(
            ngettext(
                "%(count)d published record would be withdrawn or published, which only an "
                "approver may do: %(names)s. Nothing was stored. Keep the record, or ask an "
                "approver to do this.",
                "%(count)d published records would be withdrawn or published, which only an "
                "approver may do: %(names)s. Nothing was stored. Keep the records, or ask an "
                "approver to do this.",
                len(refused),
            )
            % {"count": len(refused), "names": names}
        )


def _changes_publication(item: ChangeItem) -> bool:
    states = {item.before.get("publication", Publication.DRAFT), item.after.get("publication")}
    return item.action != ChangeItem.Action.DELETE and not states <= {*UNPUBLISHED, None}


def _withdraws(item: ChangeItem) -> bool:
    """Whether it takes out a record that a new issue of a list leaves out."""
    return item.question == ChangeItem.Question.MISSING
