"""Enquiry pages in a browser: keyboard, without scripts, phone, dark colours."""

import pytest

from enquiries import views
from enquiries.models import AnswerTemplate, Enquiry
from enquiries.workflow import actions
from guests import form_tokens
from tests.enquiries.asking import PERSON
from tests.enquiries.makers import again, enquiry, page_of
from tests.makers import enterprise, project


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    for module in (form_tokens, views):
        monkeypatch.setattr(module, "TOO_FAST", 0)


def test_every_page_of_enquiries_is_accessible(page, accessible, official):
    code, slug = project().code, enterprise().slug
    asked = enquiry(purposes=("answer", "pass_on", "news"), record=project(), kind="project")
    actions.ask_back(enquiry=asked, text="Bao nhiêu héc-ta?", by=official("editor"), base_version=1)
    for address in (
        f"/du-an/{code}/quan-tam/",
        f"/en/enterprises/{slug}/enquire/",
        "/lien-he/hoi/",
        "/en/enquiry-status/",
        "/tra-loi/HD-2222-2222/",
        f"/tra-loi/{asked.code}/",
        f"/en/enquiry-status/{asked.code}/",
    ):
        page.goto(address)
        accessible(page, phone=320)


@pytest.mark.parametrize(
    ("address", "send"),
    [("/lien-he/hoi/", "Gửi câu hỏi"), ("/en/contact/ask/", "Send your question")],
)
def test_a_form_with_errors_is_accessible_and_links_to_each_error(page, axe, address, send):
    page.goto(address)
    page.get_by_role("button", name=send).click()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        axe(page)
    page.locator(".note a").first.click()
    assert page.evaluate("location.hash") == "#id_question"
    assert page.locator("#id_question").get_attribute("aria-invalid") == "true"


@pytest.mark.parametrize(("language", "prefix"), [("vi", ""), ("en", "/en")])
def test_a_question_is_asked_and_answered_by_keyboard_without_scripts(
    browser, live_server, transactional_db, official, language, prefix
):
    code = project().code
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    address = f"/du-an/{code}/quan-tam/" if language == "vi" else f"/en/projects/{code}/enquire/"
    page.goto(address)
    page.locator("#id_question").focus()
    for field in ("question", "name", "email", "organisation", "country", "phone"):
        page.keyboard.type(PERSON[field])
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".receipt")
    made = Enquiry.objects.get()
    assert (made.phone, made.language) == (PERSON["phone"], language)
    assert made.code in page.inner_text(".receipt")

    clerk = official("editor")
    actions.ask_back(enquiry=made, text="Bao nhiêu?", by=clerk, base_version=1)
    page.goto(f"{prefix}/tra-loi/" if language == "vi" else "/en/enquiry-status/")
    page.locator("#id_code").focus()
    page.keyboard.type(made.code)
    page.keyboard.press("Enter")
    page.locator("#id_text").focus()
    page.keyboard.type("Hai.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Hai.")
    made.refresh_from_db()
    assert made.state == "working"
    actions.answer(enquiry=made, text="Có đất.", by=clerk, base_version=made.version)
    page.reload()
    assert "Có đất." in page.inner_text("main")
    context.close()


def test_the_admin_of_enquiries_is_accessible_and_sends_an_answer(page, sign_in, axe):
    AnswerTemplate.objects.create(title="Chào", text_vi="Kính gửi {name}", text_en="Dear {name}")
    made = enquiry(record=project(), kind="project")
    sign_in("approver")
    for address in ("/admin/enquiries/enquiry/", f"/admin/enquiries/enquiry/{made.pk}/change/"):
        for scheme in ("dark", "light"):
            # Before the page is opened, since the colours of the admin change gradually.
            page.emulate_media(color_scheme=scheme)
            page.goto(address)
            axe(page)
    page.get_by_role("button", name="Chào", exact=True).click()
    assert page.input_value("#id_answer-text") == f"Kính gửi {PERSON['name']}"
    page.click("button[value=answer]")
    page.wait_for_selector(".messagelist .success")
    made.refresh_from_db()
    assert made.state == "answered"


def test_the_enter_key_triggers_no_step(page, sign_in):
    made = enquiry()
    sign_in("editor")
    page.goto(page_of(made))
    page.locator("details summary").nth(1).click()
    page.locator("details").nth(1).locator("select, textarea, input").first.focus()
    page.locator("details", has=page.locator("[name=term-reason]")).locator("summary").click()
    page.locator("[name=term-reason]").fill("Vì sao")
    page.locator("[name=answer-text]").fill("Chưa xong")
    page.locator("[name=term-reason]").press("Enter")
    assert page.locator("[name=answer-text]").input_value() == "Chưa xong"
    assert again(made).version == 1
