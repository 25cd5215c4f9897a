"""Pictures lose what a camera wrote into them and keep how they look."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from projects.models import ProjectAttachment, ProjectPicture
from projects.picture_metadata import NotAPicture, without_metadata
from tests.makers import project

SECRETS = [b"PhoneMaker", b"Nguyen", b"rdf:RDF"]
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>Nguyen</rdf:RDF></x:xmpmeta>'
ICC = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def picture_of(kind, orientation=6):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "PhoneMaker"
    exif.get_ifd(0x8825)[2] = (14.0, 21.0, 4.0)
    options = {"exif": exif, "icc_profile": ICC}
    if kind == "PNG":
        text = PngInfo()
        text.add_text("Author", "Nguyen")
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options["pnginfo"] = text
    else:
        options["xmp"] = XMP
    if kind == "JPEG":
        options["comment"] = b"Nguyen"
    out = BytesIO()
    image = Image.new("RGB", (12, 8))
    image.putdata([(20 * x, 30 * y, 90) for y in range(8) for x in range(12)])
    image.save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_loses_place_camera_and_names_and_nothing_else(kind):
    before = picture_of(kind)
    after = without_metadata(before)
    one, other = Image.open(BytesIO(before)), Image.open(BytesIO(after))
    assert one.tobytes() == other.tobytes()
    assert other.info["icc_profile"] == ICC
    assert dict(other.getexif()) == {0x0112: 6}
    assert any(secret in before for secret in SECRETS)
    assert not any(secret in after for secret in SECRETS)
    assert without_metadata(after) == after


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_is_not_turned_has_no_exif(kind):
    after = without_metadata(picture_of(kind, orientation=1))
    assert not Image.open(BytesIO(after)).getexif()
    assert b"Exif" not in after


def test_a_progressive_picture_keeps_all_its_points():
    out = BytesIO()
    Image.effect_noise((90, 70), 60).save(out, "JPEG", progressive=True, comment=b"Nguyen")
    after = without_metadata(out.getvalue())
    assert b"Nguyen" not in after
    assert Image.open(BytesIO(after)).tobytes() == Image.open(out).tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_follows_a_picture_is_removed(kind):
    # Telephones append a second picture or a film.
    whole = without_metadata(picture_of(kind))
    if kind == "WEBP":
        assert without_metadata(whole + b"JUNK\x06\0\0\0Nguyen") == whole
    else:
        assert without_metadata(whole + b"Nguyen") == whole


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_part_of_a_picture_is_refused_or_has_no_metadata(kind):
    content = picture_of(kind)
    for length in range(0, len(content), 7):
        try:
            after = without_metadata(content[:length])
        except NotAPicture:
            continue
        assert not any(secret in after for secret in SECRETS)


@pytest.mark.parametrize("content", [b"", b"anh", b"\xff\xd8", b"<svg/>", b"GIF89a", b"RIFF"])
def test_other_bytes_are_no_picture(content):
    with pytest.raises(NotAPicture):
        without_metadata(content)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "words"),
    [
        (ProjectPicture, {"caption_vi": "Đất", "credit": "Sở"}),
        (ProjectAttachment, {"title_vi": "Đất"}),
    ],
)
def test_an_uploaded_picture_is_stored_without_metadata(model, words):
    row = model(project=project(), file=ContentFile(picture_of("JPEG"), name="a.JPG"), **words)
    row.full_clean()
    row.save()
    with model.objects.get().file.open() as stored:
        assert stored.read() == without_metadata(picture_of("JPEG"))


@pytest.mark.django_db
def test_a_file_that_is_no_picture_is_refused_with_a_sentence():
    file = ContentFile(b"anh", name="a.png")
    row = ProjectPicture(project=project(), file=file, caption_vi="Đất", credit="Sở")
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    assert list(error.value.message_dict) == ["file"]
