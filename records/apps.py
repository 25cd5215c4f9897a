from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = _("History")

    def ready(self) -> None:
        from records import data_version
        from records.search_index import restore_indexes

        post_migrate.connect(restore_indexes, sender=self)
        connection_created.connect(data_version.watch)
