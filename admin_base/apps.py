from django.apps import AppConfig


class AdminBaseConfig(AppConfig):
    name = "admin_base"
