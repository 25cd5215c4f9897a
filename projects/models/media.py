"""Pictures and files that belong to a project."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

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
