"""The published time to answer."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from enquiries.models import Enquiry
from enquiries.statistics import answer_time
from enquiries.workflow import actions
from tests.enquiries.makers import enquiry
from tests.makers import enterprise, project

pytestmark = pytest.mark.django_db


def answered(days, *, days_ago=1, **texts):
    made = enquiry(**texts)
    Enquiry.objects.filter(pk=made.pk).update(
        state="answered",
        days_to_answer=days,
        answered_at=timezone.now() - timedelta(days=days_ago),
    )


PAGES = ["/en/contact/", "/en/projects/{code}/", "/en/enterprises/{slug}/"]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_that_shows_the_figure_shows_it_after_the_next_answer(client, official, page):
    clerk = official("editor")
    address = page.format(code=project().code, slug=enterprise().slug)
    message = [client.get(address)]
    for _ in range(6):
        actions.answer(enquiry=enquiry(), text="Rồi.", by=clerk, base_version=1)
        message.append(client.get(address, headers={"If-None-Match": message[-1]["ETag"]}))
    assert "So far there are 0" in message[0].text
    assert "So far there is 1." in message[1].text
    assert "(6 answers)" in message[6].text
    kept = client.get(address, headers={"If-None-Match": message[6]["ETag"]})
    assert kept.status_code == 304


def test_asking_and_tracking_an_enquiry_renew_no_public_page(client, official):
    clerk, tag = official("editor"), client.get("/en/contact/")["ETag"]
    made = enquiry()
    actions.take(enquiry=made, by=clerk, base_version=1)
    actions.ask_back(enquiry=made, text="?", by=clerk, base_version=2)
    client.get(made.get_absolute_url())
    assert client.get("/en/contact/")["ETag"] == tag


def visible():
    with override("en"):
        return " ".join(render_to_string("enquiries/_answer_time.html").split())


@pytest.mark.both_engines
def test_no_time_to_answer_is_published_for_fewer_than_five_answers():
    for days in (1, 1, 1, 1):
        answered(days)
    assert answer_time().days is None
    assert "once we have given 5 answers in 12 months. So far there are 4" in visible()


@pytest.mark.both_engines
def test_the_median_of_the_last_twelve_months_is_published():
    for days in (1, 2, 3, 9, 9):
        answered(days)
    answered(0, days_ago=400)
    answered(0, record=project(is_demo=True), kind="project")
    answered(0, kind="data")
    enquiry()
    time = answer_time()
    assert (time.days, time.answered) == (3, 5)
    assert "within 3 working days (5 answers)" in visible()


@pytest.mark.both_engines
def test_the_median_of_two_middle_answers_may_be_half_a_day():
    for days in (1, 2, 3, 4, 9, 9):
        answered(days)
    assert "within 3.5 working days" in visible()


def test_the_figure_costs_one_query(django_assert_num_queries):
    for days in range(9):
        answered(days)
    with django_assert_num_queries(1):
        answer_time()
