"""Long imports run in a process of their own: closing the page does not end them.

A process an import needs no queue and no broker; it tells how far it is through `sheets.progress`,
and one that was killed is seen by its silence (see `sheets.models.Import.is_interrupted`).
"""

import logging
import subprocess
import sys
import threading
from functools import partial

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import override

from imports import progress
from imports.default_resource import resource_for
from imports.models import Import
from imports.pipeline import PreviewOutdated, Superseded, confirm_import, read_import
from records.changes import ChangeRefused
from records.persistence import leave_broken_connection

logger = logging.getLogger(__name__)

READ, APPLY = "read", "apply"
STEPS = (READ, APPLY)


def begin(reading: Import, step: str, *, by: AbstractBaseUser | None = None) -> None:
    """Read or apply an import: at once where it is short, else in a process of its own.

    Does nothing where someone else has taken the import on meanwhile.
    """
    state = Import.State
    allowed = {state.READ} if step == APPLY else {state.READ, state.REFUSED, state.STOPPED}
    if reading.attempt == 0 or reading.is_interrupted:
        allowed.add(state(reading.state))
    if not reading.claim(state.APPLYING if step == APPLY else state.WAITING, allowed):
        return
    progress.forget(reading.pk)
    if step == READ:
        short = reading.change_set.file.size <= settings.SHEET_AT_ONCE_BYTES
    else:
        short = reading.change_set.items.count() <= settings.SHEET_AT_ONCE_CHANGES
    if short:
        carry_out(reading, step, by=by)
    elif _others_at_work(reading) >= settings.SHEET_PROCESSES:
        _note(reading, _("Other files are being worked on. Try again in a few minutes."))
    else:
        _start_process(reading, step)


def _others_at_work(reading: Import) -> int:
    others = Import.objects.filter(state__in=Import.AT_WORK).exclude(pk=reading.pk)
    return sum(other.is_at_work for other in others)


def _start_process(reading: Import, step: str) -> None:
    manage = settings.BASE_DIR / "manage.py"
    process = subprocess.Popen(
        [sys.executable, manage, "run_import", str(reading.pk), step, str(reading.attempt)],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    # Nobody waits for it, but somebody must see its end, or it stays in the table of processes.
    threading.Thread(target=process.wait, daemon=True).start()


def carry_out(reading: Import, step: str, *, by: AbstractBaseUser | None = None) -> None:
    """Do one step of an import that was claimed, and note its end on its page."""
    resource = resource_for(reading.content_type.model_class())()
    tell = partial(progress.tell, reading.pk)
    with override(reading.choices["language"]):
        try:
            if step == READ:
                read_import(resource, reading, progress=tell)
            else:
                confirm_import(resource, reading, by=by, progress=tell)
        except progress.Stopped:
            _note(reading, _("It was stopped. Nothing was stored."))
        except Superseded:
            _note(reading, _("It was begun anew meanwhile. Nothing was stored by this attempt."))
        except (PreviewOutdated, ChangeRefused) as refusal:
            _note(reading, str(refusal))
        except (DatabaseError, OSError) as error:
            leave_broken_connection()
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            told = _("The database or the disk failed (%(reason)s). Nothing was stored; try again.")
            _note(reading, told % {"reason": reason})
        except Exception:
            logger.exception("Import %s failed.", reading.pk)
            _note(
                reading, _("The portal failed over this file. Nothing was stored; tell its keeper.")
            )
        finally:
            progress.forget(reading.pk)


def _note(reading: Import, message: str) -> None:
    """Where an ended step leaves its import: unread, or read and waiting as before."""
    is_unread = reading.state in (Import.State.WAITING, Import.State.READING)
    reading.state = Import.State.STOPPED if is_unread else Import.State.READ
    reading.message = message
    ours = Import.objects.filter(pk=reading.pk, attempt=reading.attempt)
    ours.exclude(state=Import.State.APPLIED).update(state=reading.state, message=message)
