"""The tables of release 0.1, which stood in the app `enquiries`, get the names of this app."""

from django.db import migrations

from records.moved_models import move_content_types


class Migration(migrations.Migration):
    dependencies = [
        ("programme", "0001_squashed"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AlterModelTable("Holiday", None),
        move_content_types("enquiries", "programme", ["holiday"]),
    ]
