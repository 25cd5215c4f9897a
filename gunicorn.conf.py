"""Configuration of gunicorn for `make run`; gunicorn reads this file itself.

Two processes fit the two cores of a small server. With DEBUG there is one, which restarts when a
source file changes. The worker (`manage.py work`) starts and ends with the server, and is restarted
if it is killed.
"""

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from cnht_portal.environment import port, switch
from cnht_portal.log_lines import LogLines

wsgi_app = "cnht_portal.wsgi"
address = ("127.0.0.1", port("PORT", 8000))
bind = "{}:{}".format(*address)
reload = switch("DEBUG")
workers = 1 if reload else 2
# A slow visitor, or a long file, blocks one thread and not the process.
threads = 4
timeout = 120  # seconds; undoing a list of ten thousand rows is one request
limit_request_line = 8190  # the maximum; above it gunicorn responds with a page of its own
# By default anybody who connects from this machine, so every visitor behind a proxy, could set the
# script name by a header.
forwarder_headers = ""
control_socket_disable = True  # it would write into the home folder
WORKER_CHECKED_EVERY = 10  # seconds


def on_starting(server: Any) -> None:
    """Exit at once if the port is in use; gunicorn would try five times first."""
    for handler in server.log.error_log.handlers:
        handler.setFormatter(LogLines(server.log.error_fmt, server.log.datefmt))
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            sys.exit(
                f"Port {address[1]} cannot be used ({error.strerror}); choose another: PORT=8001."
            )


def when_ready(server: Any) -> None:
    """Start the worker once the port is bound."""
    if not switch("RUN_WORKER", default=True):
        return
    # Stored on the server, because a reload reads this file again.
    server.ending = threading.Event()
    server.background_worker = _start_worker()
    threading.Thread(target=_keep_worker_running, args=[server], daemon=True).start()


def _start_worker() -> subprocess.Popen[bytes]:
    manage = Path(__file__).with_name("manage.py")
    return subprocess.Popen([sys.executable, manage, "work", f"--parent={os.getpid()}"])


def _keep_worker_running(server: Any) -> None:
    """Restart the worker if it has ended, after a delay."""
    while not server.ending.wait(WORKER_CHECKED_EVERY):
        if server.background_worker.poll() is not None:
            server.log.error("The worker has ended; it starts again.")
            try:
                server.background_worker = _start_worker()
            except OSError as error:  # such as no memory left; tried again after the next delay
                server.log.error("The worker cannot start: %s", error)


def on_reload(server: Any) -> None:
    """End the worker, which runs the old code; it is restarted with the new code."""
    if hasattr(server, "background_worker"):
        server.background_worker.terminate()


def on_exit(server: Any) -> None:
    """End the worker with the server; it finishes a mail that it is sending."""
    if not hasattr(server, "background_worker"):
        return
    server.ending.set()
    server.background_worker.terminate()
    try:
        server.background_worker.wait(timeout=25)
    except subprocess.TimeoutExpired:
        server.background_worker.kill()
