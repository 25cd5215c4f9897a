from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnquiriesConfig(AppConfig):
    name = "enquiries"
    verbose_name = _("Enquiries")

    def ready(self) -> None:
        from enquiries.workflow.periodic import run_round
        from jobs.registry import register_periodic

        register_periodic("Enquiries", run_round)
