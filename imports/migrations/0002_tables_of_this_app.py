"""The tables of release 0.1, which stood in the app `sheets`, get the names of this app."""

from django.db import migrations

from records.moved_models import move_content_types


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0001_squashed"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AlterModelTable("Finding", None),
        migrations.AlterModelTable("Import", None),
        migrations.AlterModelTable("LearnedHeading", None),
        move_content_types("sheets", "imports", ["finding", "import", "learnedheading"]),
    ]
