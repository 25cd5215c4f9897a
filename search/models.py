"""Tables of the search: known words and the version of the index."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchWord(models.Model):
    """A word of a published record, as a candidate for spelling corrections.

    Words with digits are left out. The record may have been changed or withdrawn since, so a word
    is suggested only if it finds something public.
    """

    word = models.CharField(max_length=40, db_index=True)
    accented = models.CharField(max_length=40, unique=True)

    class Meta:
        verbose_name = _("word for the search")
        verbose_name_plural = _("words for the search")

    def __str__(self) -> str:
        return self.accented


class IndexVersion(models.Model):
    """The value of `search.indexing.INDEX_VERSION` that the stored search columns have; one row."""

    version = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        verbose_name = _("version of the search index")
        verbose_name_plural = _("versions of the search index")

    def __str__(self) -> str:
        return str(self.version)
