"""The public form: an enquiry is stored once, spam is kept apart."""

import pytest
from django.core import mail
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from enquiries.models import Enquiry
from guests.rate_limits import visitor
from mail.models import OutgoingMail
from records.models import Publication
from tests.enquiries.asking import ADDRESS, PERSON, ask, opened, token_on
from tests.makers import enterprise, project

pytestmark = pytest.mark.django_db


def test_an_enquiry_about_a_project_is_stored_with_code_owner_and_due_day(client):
    code = project().code
    response = ask(client, f"/du-an/{code}/quan-tam/")
    enquiry = Enquiry.objects.get()
    assertRedirects(response, f"/tra-loi/{enquiry.code}/")
    assert enquiry.project.code == code
    assert {field: getattr(enquiry, field) for field in PERSON} == PERSON
    assert enquiry.due_on is not None
    assert enquiry.group.name == "editor"
    assert enquiry.language == "vi"
    assertContains(client.get(response.url), enquiry.code)


def test_an_enquiry_about_an_enterprise_or_in_general_is_stored_too(client):
    slug = enterprise().slug
    ask(client, f"/en/enterprises/{slug}/enquire/")
    ask(client, "/en/contact/ask/")
    assert sorted(Enquiry.objects.values_list("kind", "language")) == [
        ("enterprise", "en"),
        ("general", "en"),
    ]


def test_sending_the_form_only_puts_mails_into_the_outbox(client, settings):
    settings.ENQUIRY_MAILBOX = "cong-thuong@example.vn"
    ask(client)
    assert mail.outbox == []
    assert set(OutgoingMail.objects.values_list("to", "state")) == {
        ("lan@example.com", "waiting"),
        ("cong-thuong@example.vn", "waiting"),
    }


def test_a_double_click_or_a_reload_stores_one_enquiry(client):
    token = opened(60)
    first, second = ask(client, token=token), ask(client, token=token)
    assert first.url == second.url
    assert Enquiry.objects.count() == 1
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize(
    "changed",
    [{"question": "Còn nước thì sao?"}, {"email": "khac@example.com"}, {"phone": "0999 111 222"}],
)
def test_other_content_from_the_same_form_must_be_sent_again(client, monkeypatch, changed):
    token = opened(60)
    ask(client, "/en/contact/ask/", token=token)
    response = ask(client, "/en/contact/ask/", token=token, consents=("answer", "news"), **changed)
    assertContains(response, "Something else was already sent from this page", status_code=400)
    for typed in (PERSON | changed).values():
        assertContains(response, typed, status_code=400)
    assertContains(response, "checked", count=2, status_code=400)
    assert Enquiry.objects.count() == 1
    monkeypatch.setattr("enquiries.views.TOO_FAST", 0)
    again = ask(client, "/en/contact/ask/", token=token_on(response), **changed)
    assert again.status_code == 302
    assert Enquiry.objects.filter(**changed).count() == 1
    assert Enquiry.objects.count() == 2


def test_resending_a_form_never_reveals_the_stored_enquiry(client):
    token = opened(60)
    ask(client, token=token, question="Bí mật kinh doanh")
    response = ask(client, token=token, question="Câu khác")
    assertNotContains(response, "Bí mật", status_code=400)
    assert "HD-" not in response.text


def test_without_the_consent_to_answer_nothing_is_stored_and_the_page_explains_why(client):
    response = ask(client, "/en/contact/ask/", consents=("pass_on", "news"))
    assertContains(
        response, "Without this consent we cannot keep or answer your question", status_code=400
    )
    assertContains(response, PERSON["question"], status_code=400)
    assert not Enquiry.objects.exists()


def test_no_consent_is_ticked_in_advance(client):
    page = client.get("/en/contact/ask/")
    assertContains(page, 'type="checkbox"', count=3)
    assertNotContains(page, "checked")


def test_each_consent_is_stored_with_its_text_version_and_time(client):
    ask(client, "/en/contact/ask/", consents=("answer", "news"))
    enquiry = Enquiry.objects.get()
    given = {consent.purpose: consent for consent in enquiry.consents.all()}
    assert set(given) == {"answer", "news"}
    assert given["news"].text.startswith("I agree that my email address is used")
    assert given["news"].text_version
    assert given["news"].given_at == enquiry.received_at


def test_a_filled_hidden_field_is_refused_with_an_explanation(client):
    response = ask(client, "/en/contact/ask/", website="http://example.com")
    assertContains(response, "looks as if a program filled it in", status_code=400)
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(("age", "texts"), [(1, "faster than a person"), (90_000, "open for too")])
def test_a_form_sent_too_fast_or_too_late_keeps_everything_typed(client, age, texts):
    response = ask(client, "/en/contact/ask/", token=opened(age))
    assertContains(response, texts, status_code=400)
    assertContains(response, PERSON["question"], status_code=400)
    assert not Enquiry.objects.exists()


def test_a_form_that_was_too_old_can_be_sent_again_unchanged(client, monkeypatch):
    response = ask(client, "/en/contact/ask/", token=opened(90_000))
    monkeypatch.setattr("guests.form_tokens.TOO_FAST", 0)
    monkeypatch.setattr("enquiries.views.TOO_FAST", 0)
    assert ask(client, "/en/contact/ask/", token=token_on(response)).status_code == 302


@pytest.mark.parametrize(
    "token", ["", "x", "a:b:c", opened(60)[:-1] + "_", "\0", "é" * 10_000], ids=range(6)
)
def test_a_token_that_the_portal_did_not_sign_is_rejected(client, token):
    assert ask(client, token=token).status_code == 400
    assert not Enquiry.objects.exists()


def test_suspected_spam_waits_for_an_official_without_a_mail(client):
    response = ask(client, question="https://a.example https://b.example https://c.example")
    enquiry = Enquiry.objects.get()
    assert enquiry.state == "spam"
    assert enquiry.owner or enquiry.group
    assert not OutgoingMail.objects.exists()
    assertContains(client.get(response.url), enquiry.code)


def test_too_many_from_one_ip_address_get_429_and_keep_everything_typed(client, settings):
    settings.ENQUIRY_MOST_AN_HOUR = 2
    assert [ask(client).status_code for _ in range(2)] == [302, 302]
    response = ask(client, "/en/contact/ask/")
    assertContains(response, PERSON["question"], status_code=429)
    assert 0 < int(response["Retry-After"]) <= 3601
    assert Enquiry.objects.count() == 2


def test_a_consent_unticked_before_sending_again_is_respected(client):
    token = opened(60)
    ask(client, "/en/contact/ask/", token=token, consents=("answer", "news"))
    response = ask(client, "/en/contact/ask/", token=token)
    assertContains(response, "Something else was already sent", status_code=400)


def test_the_same_words_about_another_record_are_another_enquiry(client):
    token = opened(60)
    ask(client, "/en/contact/ask/", token=token)
    about = reverse("enquiries:project", args=[project().code])
    response = ask(client, about, token=token)
    assert response.status_code == 400
    assert Enquiry.objects.count() == 1


@pytest.mark.parametrize(
    "address", ['"victim"@example.com', r'"v\ictim"@example.com', "a@[10.0.0.1]"]
)
def test_unusual_forms_of_e_mail_addresses_are_refused(client, address):
    assertContains(
        ask(client, "/en/contact/ask/", email=address), "correct format", status_code=400
    )


def test_ip_addresses_are_recognised_in_every_form_that_proxies_send(rf, settings):
    settings.PROXIES_IN_FRONT = 1

    def who(address):
        return visitor(rf.get("/", headers={"X-Forwarded-For": address}))

    one, other = who("203.0.113.7"), who("203.0.113.8")
    assert one != other
    for form in ("::ffff:{}", "64:ff9b::{}", "{}:5678"):
        assert who(form.format("203.0.113.7")) == one
        assert who(form.format("203.0.113.8")) == other
    assert who("[2001:db8::1]:44") == who("2001:db8::2") != who("2001:db8:1::1")


def test_forwarded_ip_addresses_count_only_behind_a_known_proxy(client, settings):
    settings.ENQUIRY_MOST_AN_HOUR = 1
    settings.PROXIES_IN_FRONT = 1
    for address in ("203.0.113.1", "203.0.113.2", "2001:db8::1"):
        assert ask(client, headers={"X-Forwarded-For": f"8.8.8.8, {address}"}).status_code == 302
    # Another address of the same subscriber, and a forged entry before the proxy's.
    for address in ("2001:db8::2", "203.0.113.1"):
        headers = {"X-Forwarded-For": f"1.1.1.1, {address}"}
        assert ask(client, headers=headers).status_code == 429
    settings.PROXIES_IN_FRONT = 0
    headers = {"X-Forwarded-For": "198.51.100.1"}
    assert ask(client, headers=headers).status_code == 302
    assert ask(client, headers={"X-Forwarded-For": "198.51.100.2"}).status_code == 429


@pytest.mark.parametrize(
    "publication", [Publication.DRAFT, Publication.IN_REVIEW, Publication.WITHDRAWN]
)
def test_nobody_can_ask_about_an_unpublished_record(client, publication):
    hidden = project(publication=publication).code
    slug = enterprise(publication=publication).slug
    for address in (f"/du-an/{hidden}/quan-tam/", "/du-an/DA-9999/quan-tam/"):
        assert client.get(address).status_code == 404
        assert ask(client, address).status_code == 404
    assert ask(client, f"/doanh-nghiep/{slug}/hoi/").status_code == 404
    assert not Enquiry.objects.exists()


def test_pages_of_enquiries_are_not_cached_and_open_no_session(client):
    response = ask(client)
    for page in (client.get(ADDRESS), response, client.get(response.url), client.get("/tra-loi/")):
        assert "no-store" in page["Cache-Control"]
    assert "sessionid" not in client.cookies


def test_only_pages_with_a_form_set_a_cookie_and_only_the_csrf_cookie(client):
    for address in ("/", "/du-an/", "/lien-he/", reverse("about"), f"/du-an/{project().code}/"):
        client.get(address)
        assert not client.cookies
    client.get(ADDRESS)
    assert list(client.cookies) == ["csrftoken"]


def test_a_form_without_the_csrf_cookie_is_refused(db):
    from django.test import Client

    assert ask(Client(enforce_csrf_checks=True)).status_code == 403
    assert not Enquiry.objects.exists()


def test_line_breaks_in_a_name_create_no_mail_header(client):
    ask(client, name="Lan\r\nBcc: all@example.com", organisation="A\nB")
    enquiry = Enquiry.objects.get()
    assert enquiry.name == "Lan Bcc: all@example.com"
    assert enquiry.organisation == "A B"
    assert "\n" not in OutgoingMail.objects.get().subject


@pytest.mark.parametrize("email", ["a@b.c\nBcc: x@example.com", "a@example.com, b@example.com"])
def test_an_e_mail_field_with_several_addresses_is_refused(client, email):
    assert ask(client, email=email).status_code == 400
    assert not Enquiry.objects.exists()
