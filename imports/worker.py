"""Reading and storing of imports: at once where it is short, else by the worker of `jobs`.

An import shows its progress through `imports.progress`; one whose worker was killed is recognised
by its silence (see `imports.models.Import.is_interrupted`).
"""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import override

from imports import progress
from imports.default_resource import resource_for
from imports.models import Import
from imports.pipeline import PreviewOutdated, Superseded, confirm_import, read_import
from jobs.queue import enqueue
from records.models import record_model
from records.persistence import ChangeRefused, leave_broken_connection

logger = logging.getLogger(__name__)

READ, APPLY = "read", "apply"


def begin(imported: Import, step: str, *, by: User | None = None) -> None:
    """Read or apply an import: at once where it is short, else as a job of the worker.

    Does nothing where someone else has taken the import on meanwhile.
    """
    state = Import.State
    allowed = {state.READ} if step == APPLY else {state.READ, state.REFUSED, state.STOPPED}
    if imported.attempt == 0 or imported.is_interrupted:
        allowed.add(state(imported.state))
    if not imported.claim(state.APPLYING if step == APPLY else state.WAITING, allowed):
        return
    progress.clear(imported.pk)
    if step == READ:
        short = imported.change_set.file.size <= settings.SHEET_AT_ONCE_BYTES
    else:
        short = imported.change_set.items.count() <= settings.SHEET_AT_ONCE_CHANGES
    if short:
        carry_out(imported, step, by=by)
    else:
        enqueue(Import.TASK, str(imported.pk), pk=imported.pk, step=step, attempt=imported.attempt)


def run_job(*, pk: int, step: str, attempt: int, stopping: Callable[[], bool]) -> None:
    """The worker's task: one step of an import, unless another attempt has begun since."""
    imported = Import.objects.select_related("change_set__author").filter(pk=pk).first()
    if imported is not None and imported.attempt == attempt:
        carry_out(imported, step, by=imported.change_set.author, stopping=stopping)


def carry_out(
    imported: Import,
    step: str,
    *,
    by: User | None = None,
    stopping: Callable[[], bool] = lambda: False,
) -> None:
    """Do one step of an import that was claimed, and record its end for its page."""
    resource = resource_for(record_model(imported.content_type_id))()

    def report(done: int, total: int) -> None:
        if stopping():
            raise progress.Stopped
        progress.report(imported.pk, done, total)

    arguments: dict[str, Any] = {"progress": report}
    with override(imported.choices["language"]):
        try:
            if step == READ:
                read_import(resource, imported, **arguments)
            else:
                confirm_import(resource, imported, by=by, **arguments)
        except progress.Stopped:
            _record_end(imported, _("It was stopped. Nothing was stored."))
        except Superseded:
            _record_end(
                imported, _("It was begun anew meanwhile. Nothing was stored by this attempt.")
            )
        except (PreviewOutdated, ChangeRefused) as refusal:
            _record_end(imported, str(refusal))
        except (DatabaseError, OSError) as error:
            leave_broken_connection()
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            message = _(
                "The database or the disk failed (%(reason)s). Nothing was stored; try again."
            )
            _record_end(imported, message % {"reason": reason})
        except Exception:
            logger.exception("Import %s failed.", imported.pk)
            _record_end(
                imported,
                _("The portal failed over this file. Nothing was stored; tell its keeper."),
            )
        finally:
            progress.clear(imported.pk)


def _record_end(imported: Import, message: str) -> None:
    """Where an ended step leaves its import: unread, or read and waiting as before."""
    is_unread = imported.state in (Import.State.WAITING, Import.State.READING)
    imported.state = Import.State.STOPPED if is_unread else Import.State.READ
    imported.message = message
    ours = Import.objects.filter(pk=imported.pk, attempt=imported.attempt)
    ours.exclude(state=Import.State.APPLIED).update(state=imported.state, message=message)
