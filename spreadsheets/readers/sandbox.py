"""Parses foreign files in a separate process, with limits on memory, time and output.

The process (`sandboxed`) imports no Django and gets no secrets. If the file ends it (a limit, a
crash, an exception), the file is refused. If somebody else ends it, or it does not start, the file
may be read another time.
"""

import io
import logging
import os
import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from tempfile import TemporaryFile
from typing import IO, Any, Literal

from spreadsheets.readers.errors import (
    FileRefused,
    FileUnread,
    damaged,
    interrupted,
    reader_at_fault,
    too_costly,
)
from spreadsheets.readers.grids import GridUnpickler
from spreadsheets.readers.limits import Limits
from spreadsheets.readers.sandboxed import OUT_OF_MEMORY

MAX_ANSWER_BYTES = 64 << 20
# Bytes of the end of the process's error output that are logged.
MAX_LOGGED_BYTES = 2048
# Started without `site`, whose import takes as long as the interpreter itself.
_START = (
    "import os, sys; sys.path = sys.argv.pop(1).split(os.pathsep); "
    "from spreadsheets.readers.sandboxed import main; main()"
)
# Sent by a restart of the portal, or by Ctrl-C in a terminal.
_FROM_OUTSIDE = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

logger = logging.getLogger(__name__)


def run_sandboxed(
    task: Literal["read_sheets", "without_macros", "mark"],
    content: bytes,
    limits: Limits,
    *given: object,
) -> Any:
    """The result of a task of `sandboxed` for the content of a file and what else it is given.

    Raises FileRefused, or ReaderFailed if the file is not at fault.
    """
    *numbers, table_name = map(str, limits)
    arguments = [os.pathsep.join(sys.path), task, table_name, *numbers]
    # Errors go to a file: with a second pipe, either process could wait for the other.
    with (
        TemporaryFile() as errors,
        subprocess.Popen(
            [sys.executable, "-I", "-S", "-X", "utf8", "-c", _START, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            # Another locale may map a large file, which would count as memory.
            env={"LC_ALL": "C"},
            # Ctrl-C in a terminal goes to the portal alone.
            start_new_session=True,
        ) as process,
    ):
        try:
            answer = _answer_to(process, (content, given))
            status = process.wait()
        except BaseException:
            process.kill()
            raise
        if status:
            raise _ended(status, errors)
    return result_of(answer)


def _answer_to(process: "subprocess.Popen[bytes]", question: object) -> bytes:
    assert process.stdin
    assert process.stdout
    # The process reads everything before it writes; if it has died, the pipe is broken.
    with suppress(BrokenPipeError):
        pickle.dump(question, process.stdin, protocol=5)
        process.stdin.close()
    answer = process.stdout.read(MAX_ANSWER_BYTES + 1)
    if len(answer) > MAX_ANSWER_BYTES:
        process.kill()
    return answer


def _ended(status: int, errors: IO[bytes]) -> FileUnread:
    """The error for a process that ended with a status, or by a signal if it is negative."""
    if -status in _FROM_OUTSIDE:
        logger.warning("The reader of a spreadsheet was ended by signal %d.", -status)
        return interrupted()
    if status < 0 or status == OUT_OF_MEMORY:
        logger.warning("A spreadsheet ended its reader with status %d.", status)
        return too_costly()
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, size - MAX_LOGGED_BYTES))
    text = errors.read(MAX_LOGGED_BYTES).decode(errors="replace")
    logger.error("The reader of spreadsheets failed with status %d.\n%s", status, text)
    return reader_at_fault()


def result_of(answer: bytes) -> Any:
    """The result in the answer of `sandboxed`. Raises FileRefused if it holds none."""
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
