"""Tables of the search."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchWord(models.Model):
    """A word that a published record had when it was saved: what a mistake may stand for.

    Words without digits alone. A record may have been changed or withdrawn since, so a word is
    offered to nobody before something public was found by it.
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

    def __str__(self) -> str:
        return str(self.version)
