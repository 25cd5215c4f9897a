from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = _("History")

    def ready(self) -> None:
        from records import cache_version

        connection_created.connect(cache_version.watch)
