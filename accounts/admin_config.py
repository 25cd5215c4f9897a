"""The admin app with the portal's own sign-in page, in place of `django.contrib.admin`."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    default_site = "accounts.sign_in.PortalAdminSite"
