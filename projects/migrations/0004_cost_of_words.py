from django.db import migrations

from records.search_index import make_index


def make(apps, schema_editor):
    make_index(schema_editor.connection, "projects_project")


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0003_english_order'),
    ]

    operations = [
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
