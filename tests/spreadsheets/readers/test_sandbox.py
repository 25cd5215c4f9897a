"""Files are parsed in a separate process; whatever ends it, the official gets a message."""

import io
import os
import resource
import signal
import subprocess
import sys

import pytest
from django.utils.translation import override

from spreadsheets.readers import sandbox, sandboxed
from spreadsheets.readers.opening import FileRefused, ReaderFailed, open_sheets
from tests.spreadsheets.built_files import (
    cell,
    number_record,
    ods,
    row,
    table,
    word,
    word_table,
    xls,
)
from tests.spreadsheets.readers.hostile_files import HOSTILE_FILES

pytestmark = pytest.mark.sandbox


def refusal(content=b"a,b\n1,2\n"):
    with pytest.raises(FileRefused) as refused:
        open_sheets(io.BytesIO(content))
    return str(refused.value)


@pytest.mark.parametrize("name", HOSTILE_FILES)
def test_a_file_that_takes_more_than_its_cells_account_for_is_refused(name):
    assert (sandboxed.MAX_SECONDS, sandboxed.MAX_MEMORY) == (2, 60 << 20)

    assert "too much time or memory" in refusal(HOSTILE_FILES[name]())


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("import os; os.kill(os.getpid(), 11)", "too much time or memory"),
        ("import os; os.kill(os.getpid(), 9)", "too much time or memory"),
        (f"import sys; sys.exit({sandboxed.OUT_OF_MEMORY})", "too much time or memory"),
        ("import sys; sys.stdin.read()\nwhile True: print('x' * 1000)", "too much time or memory"),
        ("import os, pickle, sys; sys.stdout.buffer.write(pickle.dumps(os.system))", "damaged"),
        ("", "damaged"),
    ],
    ids=[
        *("crash", "killed by the system", "no memory", "endless answer", "answer of another kind"),
        "no answer",
    ],
)
def test_a_process_that_dies_or_answers_something_else_refuses_the_file(
    monkeypatch, program, message
):
    monkeypatch.setattr(sandbox, "_START", program)

    assert message in refusal(b"a,b\n" * 100_000)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_process_that_is_ended_from_outside_does_not_refuse_the_file(monkeypatch, number):
    # A test run in the background may have passed on that it ignores SIGINT.
    program = f"import os, signal; signal.signal({int(number)}, signal.SIG_DFL); "
    program += f"os.kill(os.getpid(), {int(number)})"
    monkeypatch.setattr(sandbox, "_START", program)

    with pytest.raises(ReaderFailed, match="was interrupted"):
        open_sheets(io.BytesIO(b"a,b\n1,2\n"))


def test_ctrl_c_in_the_terminal_of_the_portal_does_not_reach_the_process(monkeypatch):
    program = (
        "import os, pickle, sys; sys.stdout.buffer.write(pickle.dumps(('result', os.getsid(0))))"
    )
    monkeypatch.setattr(sandbox, "_START", program)

    assert open_sheets(io.BytesIO(b"a,b\n1,2\n")) != os.getsid(0)


@pytest.mark.parametrize(
    "program",
    ["import sys; print('x' * 100_000 + ' no such module', file=sys.stderr); sys.exit(3)", "1 / 0"],
)
def test_a_fault_of_the_portal_is_logged_and_does_not_refuse_the_file(monkeypatch, caplog, program):
    monkeypatch.setattr(sandbox, "_START", program)

    with pytest.raises(ReaderFailed, match="The file may be fine"):
        open_sheets(io.BytesIO(b"a,b\n1,2\n"))

    (logged,) = caplog.records
    assert logged.levelname == "ERROR"
    assert logged.message.rstrip().endswith(
        ("no such module", "ZeroDivisionError: division by zero")
    )
    assert len(logged.message) < 2 * sandbox.MAX_LOGGED_BYTES


def test_the_process_may_use_little_besides_its_answer(monkeypatch):
    """A small file has less than 100 MB of memory, whatever the interpreter takes of them."""
    program = sandbox._START.replace(
        "main()",
        "from spreadsheets.readers import reading; import pickle, resource; "
        "reading.read_sheets = lambda *given: [resource.getrlimit(each)[0] for each in "
        "(resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE)]; main()",
    )
    monkeypatch.setattr(sandbox, "_START", program)
    memory, written, files = open_sheets(io.BytesIO(b"a,b\n1,2\n"))

    assert sandboxed.MAX_MEMORY < memory < 100 << 20
    assert (written, files) == (sandboxed.MAX_WRITTEN, sandboxed.MAX_OPEN_FILES)


def test_the_process_leaves_no_compiled_module_cut_off_at_its_limit(monkeypatch, tmp_path):
    program = sandbox._START.replace(
        "main()", f"import sys; sys.pycache_prefix = {str(tmp_path)!r}; main()"
    )
    monkeypatch.setattr(sandbox, "_START", program)
    (grid,) = open_sheets(io.BytesIO(xls(number_record(0, 0, 1.0))))

    assert list(grid.rows) == [[1]]
    assert list(tmp_path.rglob("reading.*.pyc"))
    assert not list(tmp_path.rglob("biffh.*.pyc"))


def test_processor_time_and_memory_rise_with_the_cells_that_were_found(monkeypatch):
    limited = {}
    monkeypatch.setattr(sandboxed, "_limit", limited.__setitem__)
    allowance = sandboxed.Allowance(sandboxed.Task("", 1e-3, 500), memory=1_000_000)
    assert limited == {resource.RLIMIT_CPU: 2, resource.RLIMIT_AS: 1_000_000}

    for _found in range(3000):
        allowance.extend(1)

    assert limited == {resource.RLIMIT_CPU: 5, resource.RLIMIT_AS: 2_500_000}


def test_an_exception_of_a_reader_is_logged_with_its_traceback(caplog):
    assert "damaged" in refusal(b"\x09\x08" + bytes(100))
    assert "Traceback" in caplog.text


def test_a_refusal_and_the_names_of_tables_are_in_the_active_language():
    with override("vi"):
        (grid,) = open_sheets(io.BytesIO(word(word_table(["a", "b"]))))

        assert grid.name == "Bảng 1"
        assert "chỉ đọc được nhiều nhất 50 trang" in refusal(ods(*[table(row(cell("a")))] * 51))


def test_the_process_imports_no_django():
    modules = [
        "spreadsheets.readers.sandboxed",
        *(task.module for task in sandboxed.TASKS.values()),
    ]
    program = f"import sys, {', '.join(modules)}; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], timeout=60).returncode == 0
