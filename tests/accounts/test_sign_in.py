"""The limits on failed attempts to sign in, and the rules for passwords."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.translation import override
from pytest_django.asserts import assertContains, assertNotContains

from guests.models import Visit
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
SIGN_IN = "/admin/login/?next=/admin/"


@pytest.fixture(autouse=True)
def few(settings, official):
    settings.SIGN_IN_ACCOUNT_FAILURES, settings.SIGN_IN_ADDRESS_FAILURES = 3, 5
    official("editor", "lan")


@pytest.fixture
def hashes(monkeypatch):
    """The passwords that were hashed."""
    found, encode = [], MD5PasswordHasher.encode

    def counted(hasher, password, salt):
        found.append(password)
        return encode(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return found


def sign_in(client, username="lan", password="sai", address="203.0.113.1"):
    form = {"username": username, "password": password}
    return client.post(SIGN_IN, form, REMOTE_ADDR=address)


def test_an_account_waits_before_any_password_is_hashed(client, hashes):
    for number in range(3):
        assert sign_in(client, address=f"203.0.113.{number}").status_code == 200
    hashes.clear()

    response = sign_in(client, password=PASSWORD, address="203.0.113.9")

    assertContains(response, "Hãy thử lại sau 15 phút", status_code=429)
    assertContains(response, "mật khẩu đúng cũng không được chấp nhận", status_code=429)
    assertContains(response, 'value="lan"', status_code=429)
    assert 0 < int(response["Retry-After"]) <= 15 * 60 + 1
    assert not hashes


def test_the_wait_is_explained_in_english_too(client):
    client.cookies["django_language"] = "en"
    for _time in range(3):
        sign_in(client)
    page = sign_in(client)
    assertContains(page, "Try again in 15 minutes; until then the correct", status_code=429)


@pytest.mark.parametrize("spelling", ["LAN", "Lan", "ｌａｎ"])
def test_another_spelling_of_a_user_name_is_the_same_account(client, spelling):
    for _time in range(3):
        sign_in(client, spelling)
    assert sign_in(client, password=PASSWORD).status_code == 429


def test_an_unknown_account_gets_the_same_answers(client):
    known = [sign_in(client, "lan", address="203.0.113.1") for _time in range(4)]
    unknown = [sign_in(client, "nobody", address="203.0.113.2") for _time in range(4)]

    assert [each.status_code for each in known] == [each.status_code for each in unknown]
    assert [each.context["form"].non_field_errors() for each in known] == [
        each.context["form"].non_field_errors() for each in unknown
    ]


def test_an_address_waits_whichever_accounts_it_tries(client, hashes):
    for number in range(5):
        sign_in(client, f"official{number}")
    hashes.clear()

    assert sign_in(client, password=PASSWORD).status_code == 429
    assert not hashes
    assert sign_in(client, password=PASSWORD, address="203.0.113.2").status_code == 302


def test_signing_in_neither_counts_nor_resets(client, official):
    official("editor", "minh")
    for _time in range(4):
        assert sign_in(client, password=PASSWORD).status_code == 302
        client.logout()
    assert not Visit.objects.exists()
    for _time in range(3):
        sign_in(client, "minh")
        client.logout()
        sign_in(client, password=PASSWORD)
        client.logout()

    assert sign_in(client, "minh", PASSWORD).status_code == 429


def test_after_the_wait_the_password_is_accepted(client):
    for _time in range(4):
        sign_in(client)
    Visit.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert sign_in(client, password=PASSWORD).status_code == 302


def test_a_form_without_a_password_is_not_counted(client):
    for _time in range(4):
        assertNotContains(sign_in(client, password=""), "Hãy thử lại sau")
    assert not Visit.objects.exists()


def test_neither_the_user_name_nor_the_address_is_stored(client):
    sign_in(client)
    stored = list(Visit.objects.values_list("who", flat=True))
    assert [len(who) for who in stored] == [32, 32]
    assert not {"lan", "203.0.113.1"} & set(stored)


@pytest.mark.parametrize("code", [0, 0xDC80])
def test_a_user_name_that_cannot_be_stored_is_refused(code):
    with pytest.raises(CommandError, match="No account was made"):
        call_command("create_official", f"ho{chr(code)}a", role="editor")


def test_accounts_are_created_on_the_console_during_a_wait(client, monkeypatch):
    for _time in range(4):
        sign_in(client, "hoa")
    monkeypatch.setenv("CNHT_PASSWORD", PASSWORD)
    call_command("create_official", "hoa", role="editor", stdout=StringIO())
    assert get_user_model().objects.get(username="hoa").check_password(PASSWORD)


@pytest.mark.parametrize("weak", ["aaaaaaaaaaaaaaaaaa", "abababABABababab", "hahahohohahahoho!"])
def test_a_password_of_few_different_characters_is_refused(weak):
    with pytest.raises(ValidationError) as refused, override("vi"):
        validate_password(weak)
    assert "6 ký tự khác nhau" in " ".join(refused.value.messages)
    with pytest.raises(ValidationError, match="at least 6 different characters"), override("en"):
        validate_password(weak)


def test_a_sentence_is_a_good_password():
    validate_password(PASSWORD)
