from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdminBaseConfig(AppConfig):
    name = "admin_base"
    verbose_name = _("Admin screens")
