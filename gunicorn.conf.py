"""How `make run` serves: gunicorn reads this file by itself.

Two processes suit the two cores of a small server. With DEBUG on there is one, which starts
anew whenever a source file changes. Beside them one more process attends to enquiries: it sends
waiting mail, reminds and erases, is started again should it end, and ends with the server.
"""

import gc
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

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
LOOKED_AFTER_EVERY = 10  # seconds


def on_starting(server):
    """Say at once that the port is taken; gunicorn would try five times first."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            sys.exit(
                f"Port {address[1]} cannot be used ({error.strerror}); choose another: PORT=8001."
            )


def post_worker_init(worker):
    """Look for garbage less often: a page makes thousands of objects that end with it."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


def when_ready(server):
    """Begin to attend to enquiries, once the port is ours."""
    if not switch("ATTEND", default=True):
        return
    # On the server, because a reload reads this file anew.
    server.ending = threading.Event()
    server.attending = _attend()
    threading.Thread(target=_keep_attending, args=[server], daemon=True).start()


def _attend():
    command = [Path(__file__).with_name("manage.py"), "attend_enquiries", "--watch"]
    return subprocess.Popen([sys.executable, *command, f"--beside={os.getpid()}"])


def _keep_attending(server):
    """Start the process again where it has ended, a while later so that it cannot spin."""
    while not server.ending.wait(LOOKED_AFTER_EVERY):
        if server.attending.poll() is not None:
            server.log.error("The process that attends to enquiries has ended; it starts again.")
            server.attending = _attend()


def on_exit(server):
    """End it with the server; a mail being sent is finished first."""
    if not hasattr(server, "attending"):
        return
    server.ending.set()
    server.attending.terminate()
    try:
        server.attending.wait(timeout=25)
    except subprocess.TimeoutExpired:
        server.attending.kill()
