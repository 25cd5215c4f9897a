"""The outbox: each mail is sent once, whatever the mail server does."""

import smtplib
import socket
import socketserver
import threading
from datetime import timedelta

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend as Delivering
from django.core.management import call_command
from django.utils import timezone

from enquiries.models import Enquiry, EnquiryStep
from enquiries.workflow.periodic import run_periodic
from mail.models import OutgoingMail
from mail.outbox import send_waiting
from programme.working_days import WorkingDays
from tests.enquiries.asking import ask
from tests.enquiries.makers import working_days_before
from tests.makers import project

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
SMTP = "django.core.mail.backends.smtp.EmailBackend"
COUNT = 12


@pytest.fixture
def officials(official):
    """Officials with addresses."""
    for role in ("editor", "approver"):
        person = official(role)
        person.email = f"{role}@example.vn"
        person.save()


def later(days=0, minutes=0):
    return timezone.now() + timedelta(days=days, minutes=minutes)


def recipients(mailoutbox):
    return sorted(address for message in mailoutbox for address in message.to)


class MailServer(socketserver.ThreadingTCPServer):
    """A minimal SMTP server that stores the mails it receives."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port=0):
        self.taken = []
        super().__init__(("127.0.0.1", port), Session)


class Session(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 ready\r\n")
        to = []
        while line := self.rfile.readline().strip().upper():
            if line.startswith(b"RCPT"):
                to.append(line.split(b":", 1)[1].strip(b"<> ").lower().decode())
            if line.startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                text = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.taken += [(each, text) for each in to]
                to = []
            self.wfile.write(b"221 bye\r\n" if line.startswith(b"QUIT") else b"250 fine\r\n")
            if line.startswith(b"QUIT"):
                return


def test_mails_of_many_enquiries_are_sent_after_a_failure_of_the_mail_server(
    client, officials, settings
):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", port
    address = f"/du-an/{project().code}/quan-tam/"

    # Down: nobody listens at the port.
    for number in range(COUNT):
        response = ask(client, address, email=f"nguoi-hoi-{number}@example.com")
        assert response.status_code == 302
    assert ask(client, address, website="http://example.com").status_code == 400
    assert run_periodic().sent == run_periodic(later(minutes=3)).sent == 0

    assert Enquiry.objects.count() == COUNT
    assert OutgoingMail.objects.filter(state="waiting").count() == 2 * COUNT
    for enquiry in Enquiry.objects.all():
        assert enquiry.owner or enquiry.group
        received = timezone.localdate(enquiry.received_at)
        assert enquiry.due_on == WorkingDays().after(received, 5)

    # Up.
    with MailServer(port) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        call_command("work", "--once")
        due = Enquiry.objects.first().due_on
        run_periodic(timezone.now() + (due - timezone.localdate()))
        run_periodic(timezone.now() + (due - timezone.localdate()))
        server.shutdown()

    to = [address for address, _text in server.taken]
    assert sorted(each for each in to if each.startswith("nguoi")) == sorted(
        f"nguoi-hoi-{number}@example.com" for number in range(COUNT)
    )
    # To the official in charge: one of its being there, one of its being due.
    assert to.count("editor@example.vn") == 2 * COUNT
    identifiers = [text.split(b"Message-ID: ")[1].split(b"\r\n")[0] for _to, text in server.taken]
    assert len(set(identifiers)) == len(identifiers) == 3 * COUNT
    assert EnquiryStep.objects.filter(kind="reminded").count() == COUNT
    assert not OutgoingMail.objects.exclude(state="sent").exists()


class Refusing(Delivering):
    """A mail backend that refuses some addresses in a given way."""

    errors: dict = {}

    def send_messages(self, messages):
        for message in messages:
            if error := self.errors.get(message.to[0]):
                raise error
        return super().send_messages(messages)


@pytest.fixture
def refusing(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    errors = {}
    monkeypatch.setattr(Refusing, "errors", errors)
    return errors


def refusal(code, address="x"):
    return smtplib.SMTPRecipientsRefused({address: (code, b"no")})


def test_a_mail_refused_temporarily_waits_longer_each_time_and_delays_no_other(
    client, refusing, mailoutbox
):
    ask(client, email="voll@example.com")
    ask(client, email="frei@example.com")
    refusing["voll@example.com"] = refusal(452)
    moment, waits = timezone.now(), []
    for _try in range(4):
        send_waiting(moment)
        stuck = OutgoingMail.objects.get(to="voll@example.com")
        waits.append(stuck.send_after - moment)
        moment = stuck.send_after
    assert recipients(mailoutbox) == ["frei@example.com"]
    assert waits == [timedelta(minutes=m) for m in (1, 2, 4, 8)]
    refusing.clear()
    send_waiting(moment)
    assert recipients(mailoutbox) == ["frei@example.com", "voll@example.com"]


def test_a_mail_refused_permanently_is_given_up_and_the_admin_warns(client, refusing, admin_login):
    ask(client)
    refusing["lan@example.com"] = refusal(550)
    send_waiting(timezone.now())
    assert OutgoingMail.objects.get().state == "failed"
    page = admin_login("approver").get("/admin/enquiries/enquiry/")
    assert page.context["warnings"][-1]
    client.post(
        "/admin/mail/outgoingmail/",
        {"action": "send_again", "_selected_action": [OutgoingMail.objects.get().pk]},
    )
    assert OutgoingMail.objects.get().state == "waiting"


def test_when_the_connection_breaks_the_round_ends_and_no_mail_loses_a_try(
    client, refusing, mailoutbox
):
    for name in ("a", "b", "c"):
        ask(client, email=f"{name}@example.com")
    refusing["a@example.com"] = smtplib.SMTPServerDisconnected("gone")
    assert send_waiting(timezone.now()) == 0
    assert list(OutgoingMail.objects.values_list("tries", "state")) == [
        (0, "waiting"),
        (0, "waiting"),
        (0, "waiting"),
    ]
    refusing.clear()
    assert send_waiting(timezone.now()) == 3
    assert len(mailoutbox) == 3


def test_a_mail_that_always_breaks_the_connection_does_not_block_the_others(
    client, refusing, mailoutbox
):
    for name in ("a", "b", "c"):
        ask(client, email=f"{name}@example.com")
    refusing["a@example.com"] = smtplib.SMTPServerDisconnected("gone")
    moment = timezone.now()
    for minutes in range(2):
        send_waiting(moment + timedelta(minutes=minutes))
    assert recipients(mailoutbox) == ["b@example.com", "c@example.com"]
    assert OutgoingMail.objects.get(to="a@example.com").tries == 0


@pytest.mark.parametrize("code", [530, 550, 553])
def test_with_a_wrong_sender_address_mails_wait_until_it_is_corrected(
    client, refusing, mailoutbox, code
):
    for name in ("a", "b"):
        ask(client, email=f"{name}@example.com")
        refusing[f"{name}@example.com"] = smtplib.SMTPSenderRefused(code, b"no", "portal@localhost")
    for minutes in range(3):
        assert send_waiting(later(minutes=minutes)) == 0
    assert set(OutgoingMail.objects.values_list("tries", "state")) == {(0, "waiting")}
    refusing.clear()
    assert send_waiting(later(minutes=3)) == 2


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"x": (550, b"5.1.1 no such user")}), "failed"),
        (smtplib.SMTPRecipientsRefused({"x": (550, b"unknown")}), "failed"),
        (smtplib.SMTPRecipientsRefused({"x": (550, b"5.1.8 sender rejected")}), "waiting"),
        (smtplib.SMTPRecipientsRefused({"x": (554, b"5.7.1 relay denied")}), "waiting"),
        (smtplib.SMTPDataError(554, b"5.7.1 looks like spam"), "waiting"),
    ],
)
def test_a_mail_is_given_up_at_once_only_if_its_address_does_not_exist(
    client, refusing, error, state
):
    ask(client)
    refusing["lan@example.com"] = error
    send_waiting(timezone.now())
    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.tries) == (state, 1)


class Interrupted(BaseEmailBackend):
    """The process dies while it sends a mail."""

    def send_messages(self, messages):
        raise KeyboardInterrupt


def test_an_interrupted_mail_is_sent_again_with_the_same_message_id(client, settings, mailoutbox):
    ask(client)
    identifier = OutgoingMail.objects.get().message_id
    settings.EMAIL_BACKEND, normal = f"{__name__}.Interrupted", settings.EMAIL_BACKEND
    with pytest.raises(KeyboardInterrupt):
        send_waiting(timezone.now())
    settings.EMAIL_BACKEND = normal
    assert OutgoingMail.objects.get().state == "sending"
    assert send_waiting(later(minutes=5)) == 0
    assert send_waiting(later(minutes=11)) == 1
    assert mailoutbox[0].extra_headers["Message-ID"] == identifier


def test_two_simultaneous_rounds_send_a_mail_once(client, settings, mailoutbox, monkeypatch):
    ask(client)
    inner = []

    class Meanwhile(Delivering):
        def send_messages(self, messages):
            if not inner:
                inner.append(send_waiting(timezone.now()))
            return super().send_messages(messages)

    monkeypatch.setattr("mail.outbox.get_connection", Meanwhile)
    assert send_waiting(timezone.now()) == 1
    assert inner == [0]
    assert len(mailoutbox) == 1


def test_a_mail_of_a_long_round_does_not_count_as_interrupted(client, mailoutbox, monkeypatch):
    ask(client)
    began = timezone.now() - timedelta(minutes=11)
    OutgoingMail.objects.update(send_after=began)
    inner = []

    class Meanwhile(Delivering):
        def send_messages(self, messages):
            if not inner:
                inner.append(send_waiting(timezone.now()))
            return super().send_messages(messages)

    monkeypatch.setattr("mail.outbox.get_connection", Meanwhile)
    assert send_waiting(began) == 1
    assert inner == [0]
    assert len(mailoutbox) == 1


def test_nothing_typed_into_the_form_can_become_a_header(client, mailoutbox):
    ask(
        client,
        name="Lan\r\nBcc: all@example.com",
        organisation="X\nSubject: Y",
        question="Hỏi\r\n\r\nBcc: all@example.com",
    )
    send_waiting(timezone.now())
    (message,) = mailoutbox
    assert message.recipients() == ["lan@example.com"]
    assert "all@example.com" not in message.message().as_string()


def test_the_log_of_a_failing_server_has_no_addresses(client, refusing, caplog):
    ask(client)
    refusing["lan@example.com"] = refusal(550, "lan@example.com")
    send_waiting(timezone.now())
    assert "given up" in caplog.text
    assert "lan@" not in caplog.text
    assert "lan@" not in OutgoingMail.objects.get().last_error


def test_reminders_come_before_and_on_the_due_day_and_once_each(client, officials, mailoutbox):
    ask(client)
    run_periodic()
    enquiry = Enquiry.objects.get()
    today, mail_text = timezone.localdate(), []
    for day in (
        working_days_before(enquiry.due_on, 2),
        working_days_before(enquiry.due_on, 1),
        enquiry.due_on,
        enquiry.due_on + timedelta(days=1),
        enquiry.due_on + timedelta(days=2),
    ):
        for _twice in range(2):
            mailoutbox.clear()
            run_periodic(timezone.now() + (day - today))
            mail_text.append(recipients(mailoutbox))
    assert mail_text == [
        *([], []),
        *(["editor@example.vn"], []),
        *(["editor@example.vn"], []),
        *(["approver@example.vn", "editor@example.vn"], []),
        *([], []),
    ]


def test_no_mail_to_an_official_has_text_of_the_enquirer(client, officials):
    ask(client, question="Bí mật kinh doanh")
    to_official = OutgoingMail.objects.get(to="editor@example.vn")
    for secret in ("Bí mật", "Trần Thị Lan", "lan@example.com"):
        assert secret not in to_official.subject + to_official.body
