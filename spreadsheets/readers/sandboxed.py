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
from typing import Any, NamedTuple

from spreadsheets.readers.errors import FileRefused
from spreadsheets.readers.limits import FileLimits, Limits


class Task(NamedTuple):
    """A task: its module, with a function of its name, and what a cell or shared string costs."""

    module: str
    seconds_per_cell: float = 20e-6
    bytes_per_cell: int = 0


# Only the module that is needed is imported. openpyxl keeps each cell as an object.
TASKS = {
    "read_sheets": Task("spreadsheets.readers.reading"),
    "without_macros": Task("imports.macros"),
    "mark": Task("imports.corrections.marking", 200e-6, 600),
}
# Bytes of memory on top of the interpreter: for any file, and for each of its bytes.
MAX_MEMORY, MEMORY_PER_BYTE = 60 << 20, 3
# Bytes of the interpreter with its modules where the system does not tell.
INTERPRETER_MEMORY = 40 << 20
# The exit status of a process without memory for the file.
OUT_OF_MEMORY = 12
# Seconds of processor time for any file.
MAX_SECONDS = 2
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
    import_module(TASKS[task].module)
    memory = _memory() + MAX_MEMORY
    content, given = pickle.load(sys.stdin.buffer)
    allowance = Allowance(TASKS[task], memory + MEMORY_PER_BYTE * len(content))
    # A compiled module would be cut off at MAX_WRITTEN, and no process could import it any more.
    sys.dont_write_bytecode = True
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, MAX_WRITTEN)
    _limit(resource.RLIMIT_NOFILE, MAX_OPEN_FILES)
    signal.alarm(MAX_WAIT_SECONDS)
    limits = FileLimits(Limits._make([*map(int, numbers), table_name]), allowance.extend)
    try:
        pickle.dump(outcome(task, content, limits, *given), sys.stdout.buffer, protocol=5)
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


class Allowance:
    """The limits on processor time, in whole seconds, and on memory, in bytes.

    They rise with the content that was found.
    """

    def __init__(self, task: Task, memory: int) -> None:
        self._task = task
        self._memory = memory
        self._cells = 0
        self._seconds = 0
        self.extend(0)

    def extend(self, cells: int) -> None:
        self._cells += cells
        seconds = MAX_SECONDS + int(self._cells * self._task.seconds_per_cell)
        if seconds > self._seconds:
            self._seconds = seconds
            _limit(resource.RLIMIT_CPU, seconds)
            _limit(resource.RLIMIT_AS, self._memory + self._cells * self._task.bytes_per_cell)


def outcome(task: str, content: bytes, limits: FileLimits, *given: Any) -> tuple[Any, ...]:
    """The result of a task, a refusal or an error. Raises MemoryError."""
    try:
        run = getattr(import_module(TASKS[task].module), task)
        return "result", run(content, limits, *given)
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
