"""Long imports run in a process of their own: closing the page does not end them.

A process an import needs no queue and no broker; it tells how far it is through `sheets.progress`,
and one that was killed is seen by its silence (see `sheets.models.Import.is_interrupted`).
"""

import subprocess
import sys
import threading
from functools import partial

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from records.changes import ChangeRefused
from sheets import progress
from sheets.importing import PreviewOutdated, confirm_import, read_import
from sheets.models import Import
from sheets.plain import resource_for

READ, APPLY = "read", "apply"
STEPS = (READ, APPLY)


def begin(reading: Import, step: str, *, by: AbstractBaseUser | None = None) -> None:
    """Read or apply an import: at once where it is short, else in a process of its own."""
    progress.forget(reading.pk)
    if step == READ:
        short = reading.change_set.file.size <= settings.SHEET_AT_ONCE_BYTES
    else:
        short = reading.change_set.items.count() <= settings.SHEET_AT_ONCE_CHANGES
    if short:
        carry_out(reading, step, by=by)
        return
    reading.state = Import.State.WAITING if step == READ else Import.State.APPLYING
    reading.alive_at = timezone.now()
    reading.save(update_fields=["state", "alive_at"])
    process = subprocess.Popen(
        [sys.executable, settings.BASE_DIR / "manage.py", "run_import", str(reading.pk), step],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    # Nobody waits for it, but somebody must see its end, or it stays in the table of processes.
    threading.Thread(target=process.wait, daemon=True).start()


def carry_out(reading: Import, step: str, *, by: AbstractBaseUser | None = None) -> None:
    """Do one step of an import and note its end; what goes wrong is told on its page."""
    resource = resource_for(reading.content_type.model_class())()
    tell = partial(progress.tell, reading.pk)
    with override(reading.choices["language"]):
        try:
            if step == READ:
                read_import(resource, reading, progress=tell)
            else:
                confirm_import(resource, reading, by=by, progress=tell)
        except progress.Stopped:
            _note(reading, step, _("It was stopped. Nothing was stored."))
        except (PreviewOutdated, ChangeRefused) as refusal:
            _note(reading, step, str(refusal))
        except (DatabaseError, OSError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            told = _("The database or the disk failed (%(reason)s). Nothing was stored; try again.")
            _note(reading, step, told % {"reason": reason})
        finally:
            progress.forget(reading.pk)


def _note(reading: Import, step: str, message: str) -> None:
    """Where an interrupted step leaves its import: unread, or read and waiting as before."""
    reading.state = Import.State.READ if step == APPLY else Import.State.STOPPED
    reading.message = message
    reading.save(update_fields=["state", "message"])
