"""The page of an enquirer, which needs only the code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from enquiries.codes import ALPHABET, new_code, read_code
from enquiries.models import Enquiry
from enquiries.workflow import actions
from records.models import Publication
from tests.enquiries.asking import PERSON, opened
from tests.enquiries.makers import again, enquiry
from tests.makers import project

db = pytest.mark.django_db


def own_page(made):
    return f"/en/enquiry-status/{made.code}/"


def test_a_code_has_no_similar_characters_and_is_read_in_any_form():
    for code in (new_code() for _ in range(200)):
        for typed in (code, code.lower(), code.replace("-", ""), f" {code[:3]} {code[3:]} "):
            assert read_code(typed) == code
        assert not set(code[2:]) & set("01OILUV")


@given(st.text())
def test_other_texts_are_not_codes(text):
    code = read_code(text)
    assert code == "" or set(code[3:]) <= {*ALPHABET, "-"}


@db
def test_the_code_leads_to_the_page_of_the_enquiry(client):
    made = enquiry()
    response = client.post("/en/enquiry-status/", {"code": made.code.lower().replace("-", " ")})
    assertRedirects(response, own_page(made))
    page = client.get(response.url)
    assertContains(page, PERSON["question"])
    assertContains(page, '<meta name="robots" content="noindex">')


@db
def test_every_unknown_code_gets_the_same_response(client):
    answers = {
        client.get(f"/en/enquiry-status/{code}/").text.replace(code, "")
        for code in ("HD-2222-2222", "HD-9999-XXXX")
    }
    assert len({text.split("csrfmiddlewaretoken")[0] for text in answers}) == 1
    for code in ("HD-2222-2222", "nonsense", "%00", "HD-" + "2" * 5_000, "%ff"):
        page = client.get(f"/en/enquiry-status/{code}/")
        assert page.status_code == 404
    assertContains(
        client.post("/en/enquiry-status/", {"code": "x\0y"}), "Receipt code", status_code=400
    )


@db
def test_the_number_of_wrong_codes_is_limited(client, settings):
    settings.ENQUIRY_LOOK_UPS_AN_HOUR = 3
    made = enquiry()
    for _ in range(3):
        assert client.get(own_page(made)).status_code == 200
        assert client.get("/en/enquiry-status/HD-2222-2222/").status_code == 404
    refused = client.get(own_page(made))
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assertNotContains(refused, PERSON["question"], status_code=429)


@db
def test_the_page_shows_questions_replies_and_answers(client, official):
    clerk, made = official("editor"), enquiry()
    actions.ask_back(enquiry=made, text="Bao nhiêu héc-ta?", by=clerk, base_version=1)
    page = client.get(own_page(made))
    assertContains(page, "Bao nhiêu héc-ta?")
    assertContains(page, "Paused until you reply")
    response = client.post(own_page(made), {"do": "reply", "text": "Hai héc-ta."})
    assertRedirects(response, own_page(made))
    assert again(made).state == "working"
    actions.answer(enquiry=made, text="Có.", by=clerk, base_version=3)
    page = client.get(own_page(made))
    for message in ("Bao nhiêu héc-ta?", "Hai héc-ta.", "Có."):
        assertContains(page, message)
    assertNotContains(page, clerk.username)


@db
def test_a_reply_in_the_wrong_state_changes_nothing_and_explains_why(client):
    made = enquiry()
    response = client.post(own_page(made), {"do": "reply", "text": "Còn đó không?"})
    assertContains(response, "Nothing was stored", status_code=400)
    assert again(made).state == "new"


@db
def test_a_single_consent_can_be_withdrawn(client):
    made = enquiry(purposes=("answer", "pass_on", "news"))
    client.post(own_page(made), {"do": "withdraw", "purpose": "news"})
    left = made.consents.filter(withdrawn_at__isnull=True).values_list("purpose", flat=True)
    assert list(left) == ["answer", "pass_on"]
    client.post(own_page(made), {"do": "withdraw", "purpose": "answer"})
    assert left.count() == 2
    assert again(made).state == "new"


@db
def test_erasure_on_request_needs_a_tick_and_is_immediate(client):
    made = enquiry()
    response = client.post(own_page(made), {"do": "erase"})
    assertContains(response, "nothing was erased", status_code=400)
    client.post(own_page(made), {"do": "erase", "sure": "on"})
    page = client.get(own_page(made))
    assertContains(page, "have been erased")
    for value in PERSON.values():
        assertNotContains(page, value)


@db
@pytest.mark.parametrize(
    ("action", "message"),
    [
        ("reply", "Your reply has not been sent."),
        ("data", "Your request has not been sent."),
        ("erase", "Nothing was erased."),
    ],
)
def test_an_incomplete_form_is_refused_by_what_it_asks_for(client, action, message):
    response = client.post(own_page(enquiry()), {"do": action})
    assertContains(response, message, status_code=400)


@db
def test_a_request_about_ones_own_data_becomes_an_enquiry_with_a_short_term(client):
    made = enquiry()
    data = {"do": "data", "request": "Sửa tên giúp tôi.", "token": opened(60)}
    first, second = client.post(own_page(made), data), client.post(own_page(made), data)
    asked = Enquiry.objects.get(kind="data")
    assert first.url == second.url
    assert asked.code in first.url
    assert asked.email == made.email
    assert asked.concerns == made
    assert not asked.consents.exists()


@db
def test_another_request_from_the_same_form_must_be_sent_again(client):
    made = enquiry()
    data = {"do": "data", "request": "Sửa tên giúp tôi.", "token": opened(60)}
    client.post(own_page(made), data)
    response = client.post(own_page(made), data | {"request": "Xoá số điện thoại."})
    assertContains(response, "Something else was already sent from this page", status_code=400)
    assertContains(response, "Xoá số điện thoại.", status_code=400)
    assert Enquiry.objects.filter(kind="data").count() == 1


@db
def test_requests_about_data_are_limited_like_enquiries_and_keep_what_was_typed(client, settings):
    settings.ENQUIRY_MOST_AN_HOUR = 1
    made, answers = enquiry(), []
    for number in "12":
        data = {"do": "data", "request": "Sửa tên giúp tôi.", "token": opened(60, number * 32)}
        answers.append(client.post(own_page(made), data))
    assert answers[0].status_code == 302
    assertContains(answers[1], "Sửa tên giúp tôi.", status_code=429)
    assert int(answers[1]["Retry-After"]) > 0


@db
def test_erasing_an_enquiry_erases_the_requests_about_its_data_too(client):
    made = enquiry()
    asked = enquiry(kind="data")
    Enquiry.objects.filter(pk=asked.pk).update(concerns=made)
    client.post(own_page(made), {"do": "erase", "sure": "on"})
    assert (again(made).email, again(asked).email) == ("", "")


@db
def test_the_enquirer_still_sees_the_name_of_a_record_withdrawn_later(client):
    asked = project("Nhà máy sắp rút")
    made = enquiry(record=asked, kind="project")
    assertContains(client.get(own_page(made)), f"/en/projects/{asked.code}/")
    asked.publication = Publication.WITHDRAWN
    asked.save()
    page = client.get(own_page(made))
    assertContains(page, "Nhà máy sắp rút")
    assertNotContains(page, f"/en/projects/{asked.code}/")
    asked.delete()
    assertContains(client.get(own_page(made)), "Nhà máy sắp rút")


@db
def test_the_enquirer_does_not_see_a_suspicion_of_spam(client):
    made = enquiry()
    Enquiry.objects.filter(pk=made.pk).update(state="spam", suspicion="The question holds …")
    page = client.get(own_page(made))
    assertContains(page, "Received. No one is working")
    assertNotContains(page, "spam")


@db
def test_an_enquiry_about_demo_data_is_marked(client):
    made = enquiry(record=project(is_demo=True), kind="project")
    assertContains(client.get(own_page(made)), "demo data")
