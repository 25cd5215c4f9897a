"""How `make run` serves: gunicorn reads this file by itself.

Two processes suit the two cores of a small server. With DEBUG on there is one, which starts
anew whenever a source file changes. Beside them one more process attends to enquiries: it sends
waiting mail, reminds and erases, and ends with the server.
"""

import os
import socket
import subprocess
import sys
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
control_socket_disable = True  # it would write into the home folder


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


def when_ready(server):
    """Begin to attend to enquiries, once the port is ours."""
    if not switch("ATTEND", default=True):
        return
    command = [Path(__file__).with_name("manage.py"), "attend_enquiries", "--watch"]
    # On the server, because a reload reads this file anew.
    server.attending = subprocess.Popen([sys.executable, *command, f"--beside={os.getpid()}"])


def on_exit(server):
    """End it with the server; a mail being sent is finished first."""
    attending = getattr(server, "attending", None)
    if attending is None:
        return
    attending.terminate()
    try:
        attending.wait(timeout=25)
    except subprocess.TimeoutExpired:
        attending.kill()
