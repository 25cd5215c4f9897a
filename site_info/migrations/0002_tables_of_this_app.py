"""The tables of release 0.1, which stood in the app `cnht_portal`, get the names of this app."""

from django.db import migrations

from records.moved_models import move_content_types


class Migration(migrations.Migration):
    dependencies = [
        ("site_info", "0001_squashed"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AlterModelTable("Notice", None),
        migrations.AlterModelTable("Rating", None),
        migrations.AlterModelTable("SiteIdentity", None),
        move_content_types("cnht_portal", "site_info", ["notice", "rating", "siteidentity"]),
    ]
