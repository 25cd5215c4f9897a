"""Reading and storing imports: at once if they are short, else in the worker of `jobs`.

An import reports its progress through `imports.progress`. One with a killed worker is recognised by
its missing heartbeat (`imports.models.Import.is_interrupted`).
"""

import logging
from collections.abc import Callable
from typing import Any, BinaryIO, cast

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
from spreadsheets.readers.limits import TOO_MUCH
from spreadsheets.readers.opening import (
    FileUnread,
    ReaderFailed,
    limits_of_settings,
    open_sheets,
)

logger = logging.getLogger(__name__)

READ, APPLY = "read", "apply"
CHARACTERS_PER_CELL = 50  # on average, in a file that is read at once


def begin(file_import: Import, step: str, *, by: User | None = None) -> None:
    """Read or apply an import: at once if it is short, else as a job of the worker.

    Does nothing if somebody else has started an attempt meanwhile.
    """
    state = Import.State
    allowed = {state.READ} if step == APPLY else {state.READ, state.REFUSED, state.STOPPED}
    can_repeat = file_import.attempt == 0 or file_import.is_interrupted
    # A file is not applied before it is read completely.
    if can_repeat and (step == READ or file_import.state == state.APPLYING):
        allowed.add(state(file_import.state))
    if not file_import.claim(state.APPLYING if step == APPLY else state.WAITING, allowed):
        return
    progress.clear(file_import.pk)
    if _is_short(file_import, step):
        carry_out(file_import, step, by=by)
    else:
        enqueue(
            Import.TASK,
            str(file_import.pk),
            pk=file_import.pk,
            step=step,
            attempt=file_import.attempt,
        )


def _is_short(file_import: Import, step: str) -> bool:
    """Whether a step takes seconds. A list that is applied may have to be read again first."""
    change_set = file_import.change_set
    if step == APPLY and change_set.items.count() > settings.SHEET_AT_ONCE_CHANGES:
        return False
    cells = settings.SHEET_AT_ONCE_CELLS
    limits = limits_of_settings()._replace(cells=cells, text=cells * CHARACTERS_PER_CELL)
    try:
        with change_set.file.open("rb") as file:
            if change_set.file.size > settings.SHEET_AT_ONCE_BYTES:
                return False
            # The size does not tell: a hundred bytes may repeat a row ten thousand times.
            open_sheets(cast(BinaryIO, file), limits)
    except FileUnread as refusal:
        return refusal.message != TOO_MUCH
    except OSError:
        pass  # the step reports it
    return True


def run_job(*, pk: int, step: str, attempt: int, stopping: Callable[[], bool]) -> None:
    """The worker's task: one step of an import, unless another attempt has started since."""
    file_import = Import.objects.select_related("change_set__author").filter(pk=pk).first()
    if file_import is not None and file_import.attempt == attempt:
        carry_out(file_import, step, by=file_import.change_set.author, stopping=stopping)


def carry_out(
    file_import: Import,
    step: str,
    *,
    by: User | None = None,
    stopping: Callable[[], bool] = lambda: False,
) -> None:
    """Do one step of a claimed import, and record its end for its page."""
    resource = resource_for(record_model(file_import.content_type_id))()

    def report(done: int, total: int) -> None:
        if stopping():
            raise progress.Stopped
        progress.report(file_import.pk, done, total)

    arguments: dict[str, Any] = {"progress": report}
    with override(file_import.choices["language"]):
        try:
            if step == READ:
                read_import(resource, file_import, **arguments)
            else:
                confirm_import(resource, file_import, by=by, **arguments)
        except progress.Stopped:
            _record_end(file_import, _("It was stopped. Nothing was stored."))
        except Superseded:
            _record_end(
                file_import,
                _("It was started again meanwhile. Nothing was stored by this attempt."),
            )
        except (PreviewOutdated, ChangeRefused, ReaderFailed) as refusal:
            _record_end(file_import, str(refusal))
        except (DatabaseError, OSError) as error:
            leave_broken_connection()
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            message = _(
                "The database or the disk failed (%(reason)s). Nothing was stored; try again."
            )
            _record_end(file_import, message % {"reason": reason})
        except Exception:
            logger.exception("Import %s failed.", file_import.pk)
            _record_end(
                file_import,
                _("The portal failed on this file. Nothing was stored. Tell the administrator."),
            )
        finally:
            progress.clear(file_import.pk)


def _record_end(file_import: Import, message: str) -> None:
    """Set the state after an ended step: not read, or read and waiting as before.

    A refused file stays refused. Nothing is written for an applied import or another attempt.
    """
    state = Import.State
    ours = Import.objects.filter(pk=file_import.pk, attempt=file_import.attempt)
    # The state in memory may come from a transaction that failed.
    stored = ours.exclude(state=state.APPLIED).values_list("state", flat=True).first()
    if stored is None:
        return
    ends = {state.WAITING: state.STOPPED, state.READING: state.STOPPED, state.APPLYING: state.READ}
    file_import.state, file_import.message = ends.get(state(stored), stored), message
    ours.update(state=file_import.state, message=message)
