"""The process that parses a foreign file from standard input and writes the result to output.

Started by `sandbox`. The operating system ends it at the limits on memory and processor time.
"""

import gc
import os
import pickle
import resource
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from spreadsheets.readers.errors import FileRefused
from spreadsheets.readers.limits import FileLimits, Limits

# The module of each task, with a function of the same name; only the needed one is imported.
TASKS = {
    "read_sheets": "spreadsheets.readers.reading",
    "without_macros": "spreadsheets.readers.macros",
}
# Bytes of memory on top of the interpreter: for any file, and for each of its bytes.
MAX_MEMORY, MEMORY_PER_BYTE = 60 << 20, 3
# Bytes of the interpreter with its modules where the system does not tell.
INTERPRETER_MEMORY = 40 << 20
# The exit status of a process without memory for the file.
OUT_OF_MEMORY = 12
# Seconds of processor time: for any file, and for each cell and shared string in it.
MAX_SECONDS, SECONDS_PER_CELL = 2, 20e-6
# After so many seconds even an idle process ends.
MAX_WAIT_SECONDS = 600
# Bytes of a file that it writes: only of its error output.
MAX_WRITTEN = 16 << 10
MAX_OPEN_FILES = 16


def main() -> None:
    # Readers make many objects and hardly any cycles; looking for some takes a fifth of the time.
    gc.disable()
    task, table_name, *numbers = sys.argv[1:]
    # Whatever fails until here is no fault of the file.
    import_module(TASKS[task])
    interpreter = _memory()
    content = sys.stdin.buffer.read()
    _limit(resource.RLIMIT_AS, interpreter + MAX_MEMORY + MEMORY_PER_BYTE * len(content))
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, MAX_WRITTEN)
    _limit(resource.RLIMIT_NOFILE, MAX_OPEN_FILES)
    signal.alarm(MAX_WAIT_SECONDS)
    limits = FileLimits(Limits._make([*map(int, numbers), table_name]), ProcessorTime().extend)
    try:
        pickle.dump(outcome(task, content, limits), sys.stdout.buffer, protocol=5)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _memory() -> int:
    """The bytes of address space of this process, which the limit on memory counts."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return INTERPRETER_MEMORY
    return pages * os.sysconf("SC_PAGE_SIZE")


def _limit(resource_type: int, value: int) -> None:
    _soft, hard = resource.getrlimit(resource_type)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(resource_type, (value, hard))


class ProcessorTime:
    """The limit on processor time, in whole seconds; it rises with the content that was found."""

    def __init__(self) -> None:
        self._cells = 0
        self._seconds = 0
        self.extend(0)

    def extend(self, cells: int) -> None:
        self._cells += cells
        seconds = MAX_SECONDS + int(self._cells * SECONDS_PER_CELL)
        if seconds > self._seconds:
            self._seconds = seconds
            _limit(resource.RLIMIT_CPU, seconds)


def outcome(task: str, content: bytes, limits: FileLimits) -> tuple[Any, ...]:
    """The result of a task, a refusal or an error. Raises MemoryError."""
    try:
        run = getattr(import_module(TASKS[task]), task)
        return "result", run(content, limits)
    except FileRefused as refusal:
        return "refused", refusal.message, refusal.values
    except MemoryError:
        raise
    except SystemError as error:
        # expat raises this if there is no memory for an exception.
        raise MemoryError from error
    except Exception:
        import traceback  # needed rarely

        return "failed", traceback.format_exc()
