"""How `make run` serves: gunicorn reads this file by itself.

Two processes suit the two cores of a small server. With DEBUG on there is one, which starts
again whenever a source file changes. Beside them runs the worker (`manage.py work`): it starts and
ends with the server, and is started again should it be killed.
"""

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from cnht_portal.environment import port, switch

wsgi_app = "cnht_portal.wsgi"
address = ("127.0.0.1", port("PORT", 8000))
bind = "{}:{}".format(*address)
reload = switch("DEBUG")
workers = 1 if reload else 2
# A slow visitor, or a long file, holds up one thread and not the process.
threads = 4
timeout = 120  # taking back a list of ten thousand rows is one request
limit_request_line = 8190  # the most it can be; beyond, gunicorn answers without our words
# By default whoever connects from this machine, so any visitor behind a proxy, may say in a header
# under which folder the portal stands.
forwarder_headers = ""
control_socket_disable = True  # it would write into the home folder
WORKER_CHECKED_EVERY = 10  # seconds


def on_starting(server: Any) -> None:
    """Say at once that the port is taken; gunicorn would try five times first."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            sys.exit(
                f"Port {address[1]} cannot be used ({error.strerror}); choose another: PORT=8001."
            )


def when_ready(server: Any) -> None:
    """Start the worker, once the port is ours."""
    if not switch("RUN_WORKER", default=True):
        return
    # On the server, because a reload reads this file again.
    server.ending = threading.Event()
    server.background_worker = _start_worker()
    threading.Thread(target=_keep_worker_running, args=[server], daemon=True).start()


def _start_worker() -> subprocess.Popen[bytes]:
    manage = Path(__file__).with_name("manage.py")
    return subprocess.Popen([sys.executable, manage, "work", f"--parent={os.getpid()}"])


def _keep_worker_running(server: Any) -> None:
    """Start the worker again where it has ended, a while later so that it cannot spin."""
    while not server.ending.wait(WORKER_CHECKED_EVERY):
        if server.background_worker.poll() is not None:
            server.log.error("The worker has ended; it starts again.")
            server.background_worker = _start_worker()


def on_exit(server: Any) -> None:
    """End the worker with the server; a mail being sent is finished first."""
    if not hasattr(server, "background_worker"):
        return
    server.ending.set()
    server.background_worker.terminate()
    try:
        server.background_worker.wait(timeout=25)
    except subprocess.TimeoutExpired:
        server.background_worker.kill()
