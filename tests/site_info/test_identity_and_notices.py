"""The identity of the site and its notices, edited in the admin."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from programme.models import Office
from records.models import Publication
from site_info.models import Notice, Rating, SiteIdentity

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def notice(**fields):
    values = {
        "text_vi": "Cổng tạm ngừng để nâng cấp",
        "text_en": "The site pauses for an upgrade",
        "announced_on": TODAY,
        "publication": Publication.PUBLISHED,
        "source": "Thông báo 1/TB",
    } | fields
    made = Notice(**values)
    made.save()
    return made


def test_the_name_in_the_head_follows_the_identity_of_the_day(client):
    SiteIdentity.objects.update(valid_to=TODAY - timedelta(days=1))
    SiteIdentity.objects.create(
        code="nay",
        name_vi="Trang công nghiệp hỗ trợ",
        place_vi="Tỉnh Quảng Ngãi",
        valid_from=TODAY,
        publication=Publication.PUBLISHED,
        source="Quyết định",
    )
    assertContains(client.get("/"), "<strong>Trang công nghiệp hỗ trợ</strong>", html=True)


def test_an_unpublished_identity_is_not_displayed(client):
    SiteIdentity.objects.update(publication=Publication.DRAFT, name_vi="Bản nháp Zyx")
    assertNotContains(client.get("/"), "Zyx")


def test_the_footer_names_the_owner_and_the_person_responsible_once_they_are_entered(client):
    assertContains(client.get("/en/"), "The office that owns this site has not been published yet.")
    office = Office.objects.create(
        code="so",
        name_vi="Sở Công Thương tỉnh Quảng Ngãi",
        phone="0255 000 000",
        publication=Publication.PUBLISHED,
        source="Quyết định",
    )
    SiteIdentity.objects.update(office=office, responsible="Nguyễn Văn A")
    page = client.get("/")
    assertContains(page, "<strong>Sở Công Thương tỉnh Quảng Ngãi</strong>", html=True)
    assertContains(page, "0255 000 000")
    assertContains(page, "Nguyễn Văn A")


def test_a_current_notice_is_on_every_page_in_its_language(client):
    notice(shown_until=TODAY)
    assertContains(client.get("/"), "Cổng tạm ngừng để nâng cấp")
    assertContains(client.get("/en/projects/"), "The site pauses for an upgrade")


@pytest.mark.parametrize(
    "fields",
    [
        {"publication": Publication.DRAFT},
        {"announced_on": TODAY + timedelta(days=1)},
        {"shown_until": TODAY - timedelta(days=1)},
    ],
)
def test_a_notice_out_of_its_days_or_not_published_is_not_displayed(client, fields):
    notice(**fields)
    assertNotContains(client.get("/"), "Cổng tạm ngừng")


def outage(starts_on):
    return Notice(
        kind=Notice.Kind.OUTAGE,
        text_vi="Tạm ngừng",
        announced_on=date(2026, 11, 2),  # a Monday
        starts_on=starts_on,
        ends_on=starts_on,
        source="Thông báo",
    )


def test_a_planned_outage_is_announced_seven_working_days_before(db):
    outage(date(2026, 11, 11)).full_clean(exclude=["code"])
    with pytest.raises(ValidationError, match="ngày làm việc"):
        outage(date(2026, 11, 10)).full_clean(exclude=["code"])


def test_a_planned_outage_needs_its_days(db):
    notice = outage(date(2026, 11, 20))
    notice.starts_on = notice.ends_on = None
    with pytest.raises(ValidationError, match="dự kiến"):
        notice.full_clean(exclude=["code"])


def test_officials_enter_a_notice_in_the_admin(client, admin_login):
    admin_login("approver")
    response = client.post(
        "/admin/site_info/notice/add/",
        {
            "kind": "news",
            "text_vi": "Danh mục mới",
            "announced_on": TODAY.isoformat(),
            "source": "Sở",
            "publication": "published",
            "reason": "",
            "base_version": "",
        },
    )
    assert response.status_code == 302
    assert Notice.objects.get().code == "TB-0001"
    assertContains(client.get("/"), "Danh mục mới")


def test_the_owner_of_the_site_is_an_office_that_exists(db):
    ended = Office.objects.exclude(valid_to=None).first()
    identity = SiteIdentity.objects.get()
    identity.office = ended
    with pytest.raises(ValidationError, match="hoạt động đến hết ngày"):
        identity.full_clean()
    identity.valid_to = ended.valid_to
    identity.full_clean()


def test_editors_view_the_identity_and_notices_and_approvers_change_them(official):
    editor, approver = official("editor"), official("approver")
    for kind in ("siteidentity", "notice"):
        assert editor.has_perm(f"site_info.view_{kind}")
        assert not editor.has_perm(f"site_info.change_{kind}")
        assert approver.has_perm(f"site_info.publish_{kind}")


def test_nobody_deletes_a_rating_in_the_admin(admin_login):
    rating = Rating.objects.create(page="/", score=5, on=TODAY)
    client = admin_login("admin")
    assertContains(client.get("/admin/site_info/rating/"), "rất hài lòng")
    assert client.post(f"/admin/site_info/rating/{rating.pk}/delete/").status_code == 403
