"""Sending the public form as a browser does."""

import re

from django.core import signing

PERSON = {
    "name": "Trần Thị Lan",
    "email": "lan@example.com",
    "organisation": "Công ty Ví dụ",
    "country": "Việt Nam",
    "phone": "0123 456 789",
    "question": "Khu đất của dự án đã được giải phóng mặt bằng chưa?",
}
ADDRESS = "/lien-he/hoi/"


def token_on(page):
    return re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]


def opened(seconds_ago, key="0" * 32):
    """The token of a form that was opened some seconds ago."""
    from django.utils import timezone

    text = {"key": key, "at": timezone.now().timestamp() - seconds_ago}
    return signing.dumps(text, salt="enquiries.form")


def ask(client, address=ADDRESS, *, token=None, consents=("answer",), headers=None, **changes):
    """Send the form, opened a minute ago unless a token is given."""
    import secrets

    data = PERSON | {f"consent_{purpose}": "on" for purpose in consents} | changes
    data["token"] = opened(60, secrets.token_hex(16)) if token is None else token
    return client.post(address, data, headers=headers)
