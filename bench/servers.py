"""Servers on this machine while they are measured, and load on them."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

# Seconds: the limit for a server to respond, and the duration of a load.
TIMEOUT = 60
BURST = 2.0

Asked = Sequence[tuple[str, str | None]]


@contextmanager
def served(command: list[str], first: str, **environment: str) -> Iterator[int]:
    """The port of a server that the command starts; `{port}` in it is replaced."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [part.format(port=port) for part in command],
        env=os.environ | environment | {"PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(process, f"http://127.0.0.1:{port}{first}")
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_for(process: subprocess.Popen, address: str) -> None:
    until = time.monotonic() + TIMEOUT
    while True:
        try:
            urllib.request.urlopen(address, timeout=TIMEOUT).read()
        except OSError as error:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"The server for {address} did not start.") from error
            time.sleep(0.2)
        else:
            return


def portal() -> AbstractContextManager[int]:
    """The portal as `make run` serves it."""
    return served(
        [sys.executable, "-m", "gunicorn"], "/healthz", DJANGO_SETTINGS_MODULE="bench.serving"
    )


def seconds_a_request(
    port: int, asked: Asked, *, once: bool = False, at_most: float = BURST
) -> float:
    """The time of the server for one of these requests, under load from a process of its own.

    With `once` no request is repeated. The load ends after `at_most` seconds.
    """
    load = subprocess.run(
        [sys.executable, "-m", "bench.load", str(port), str(at_most), "once" if once else ""],
        input="\n".join(map(json.dumps, asked)),
        capture_output=True,
        text=True,
        check=True,
    )
    return 1 / float(load.stdout)


def tag_of(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.headers["ETag"]
