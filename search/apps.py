from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from search.word_index import restore_indexes

        post_migrate.connect(restore_indexes, sender=self)
