"""Mails are signed with the name of the site on their day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mail.models import OutgoingMail
from programme.models import Office
from records.models import Publication
from site_info.models import SiteIdentity
from tests.enquiries.makers import enquiry

pytestmark = pytest.mark.django_db


def written(**fields):
    made = enquiry(**fields)
    return OutgoingMail.objects.get(enquiry=made, key__startswith="received").body


def renamed(publication=Publication.PUBLISHED, **fields):
    yesterday = timezone.localdate() - timedelta(days=1)
    SiteIdentity.objects.public().update(valid_to=yesterday)
    return SiteIdentity.objects.create(
        code="moi",
        name_vi="Cổng công nghiệp hỗ trợ Quảng Ngãi",
        place_vi="Tỉnh Quảng Ngãi",
        valid_from=timezone.localdate(),
        source="QĐ",
        publication=publication,
        **fields,
    )


def test_a_mail_is_signed_with_the_sites_name_in_its_language_and_the_address(settings):
    site = SiteIdentity.objects.public().get()
    for language, name in (("vi", site.name_vi), ("en", site.name_en)):
        assert written(language=language).endswith(f"\n\n{name}\n{settings.SITE_URL}\n")


def test_a_renamed_site_signs_with_its_new_name_and_office(settings):
    office = Office.objects.public().first()
    renamed(name_en="Quảng Ngãi portal", office=office)
    expected = f"\n\nQuảng Ngãi portal\n{office.name_en or office.name_vi}\n{settings.SITE_URL}\n"
    body = written(language="en")
    assert body.endswith(expected)
    assert "Kon Tum" not in body.rpartition("\n\n")[2].replace(office.name_en or "", "")


def test_a_name_or_an_office_that_is_not_published_signs_nothing():
    office = Office.objects.public().first()
    office.publication = Publication.DRAFT
    office.save()
    site = renamed(office=office)
    assert office.name_vi not in written()
    SiteIdentity.objects.filter(pk=site.pk).update(publication=Publication.DRAFT)
    assert site.name_vi not in written()
