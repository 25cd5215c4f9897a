"""Parses foreign files in a separate process, with limits on memory, time and output.

The process (`sandboxed`) imports no Django and gets no secrets. Whatever ends it (a limit, a crash,
an exception), the official gets one message.
"""

import io
import logging
import os
import subprocess
import sys
from contextlib import suppress
from typing import Any, Literal

from spreadsheets.readers.errors import FileRefused, damaged, too_costly
from spreadsheets.readers.grids import GridUnpickler
from spreadsheets.readers.limits import Limits

MAX_ANSWER_BYTES = 64 << 20
# Started without `site`, whose import takes as long as the interpreter itself.
_START = (
    "import os, sys; sys.path = sys.argv.pop(1).split(os.pathsep); "
    "from spreadsheets.readers.sandboxed import main; main()"
)

logger = logging.getLogger(__name__)


def run_sandboxed(
    task: Literal["read_sheets", "without_macros"], content: bytes, limits: Limits
) -> Any:
    """The result of a task of `sandboxed` for the content of a file. Raises FileRefused."""
    *numbers, table_name = map(str, limits)
    arguments = [os.pathsep.join(sys.path), task, table_name, *numbers]
    with subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _START, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
    ) as process:
        assert process.stdin
        assert process.stdout
        # The process reads everything before it writes; if it has died, the pipe is broken.
        with suppress(BrokenPipeError):
            process.stdin.write(content)
            process.stdin.close()
        answer = process.stdout.read(MAX_ANSWER_BYTES + 1)
        if len(answer) > MAX_ANSWER_BYTES:
            process.kill()
    if process.returncode:
        logger.warning("A spreadsheet ended its reader with status %d.", process.returncode)
        raise too_costly()
    try:
        outcome, *found = GridUnpickler(io.BytesIO(answer)).load()
    except Exception as error:
        logger.warning("The reader of a spreadsheet gave no answer.", exc_info=True)
        raise damaged() from error
    if outcome == "refused":
        message, values = found
        raise FileRefused(message, **values)
    if outcome == "failed":
        # Whatever the error in a reader, the official gets a message.
        logger.warning("A spreadsheet could not be read.\n%s", found[0])
        raise damaged()
    return found[0]
