"""Pictures and files that belong to a project."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.picture_metadata import NotAPicture, without_metadata
from records.bilingual import InLanguage

# Types that a browser displays or downloads but does not run.
PICTURE_TYPES = ["jpg", "jpeg", "png", "webp"]
ATTACHMENT_TYPES = ["pdf", "docx", "xlsx", "odt", "ods", "zip", *PICTURE_TYPES]


class ProjectPicture(models.Model):
    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="pictures")
    file = models.FileField(
        _("picture"),
        upload_to="projects/pictures/",
        validators=[FileExtensionValidator(PICTURE_TYPES)],
    )
    caption_vi = models.CharField(_("what it shows"), max_length=300)
    caption_en = models.CharField(_("what it shows (English)"), max_length=300, blank=True)
    credit = models.CharField(_("source of the picture"), max_length=300)

    caption = InLanguage()

    class Meta:
        ordering = ["id"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return str(self.caption_vi)

    def clean(self) -> None:
        _clean_picture(self)


class ProjectAttachment(models.Model):
    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="attachments")
    file = models.FileField(
        _("file"),
        upload_to="projects/files/",
        validators=[FileExtensionValidator(ATTACHMENT_TYPES)],
    )
    title_vi = models.CharField(_("title"), max_length=300)
    title_en = models.CharField(_("title (English)"), max_length=300, blank=True)
    is_public = models.BooleanField(_("shown to the public"), default=False)

    title = InLanguage()

    class Meta:
        ordering = ["id"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return str(self.title_vi)

    def clean(self) -> None:
        _clean_picture(self)


def _clean_picture(row: ProjectPicture | ProjectAttachment) -> None:
    """Remove place, camera and names from a new file that is a picture.

    Raises ValidationError for one that is no whole picture.
    """
    file = row.file
    name = str(file.name or "")
    is_new = bool(file) and not getattr(file, "_committed", True)
    if not is_new or name.rpartition(".")[2].lower() not in PICTURE_TYPES:
        return
    file.seek(0)
    try:
        content = without_metadata(file.read())
    except NotAPicture as error:
        message = _("This is not a whole JPEG, PNG or WebP picture. Save it again and send it.")
        raise ValidationError({"file": message}) from error
    row.file = ContentFile(content, name=name)
