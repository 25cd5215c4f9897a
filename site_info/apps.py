from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteInfoConfig(AppConfig):
    name = "site_info"
    verbose_name = _("Portal")
