from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "imports"
    verbose_name = _("Spreadsheets")

    def ready(self) -> None:
        from imports.models import Import
        from imports.worker import run_job
        from jobs.registry import register_task

        register_task(Import.TASK, run_job)
