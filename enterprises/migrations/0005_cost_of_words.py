from django.db import migrations

from records.search_index import make_index


def make(apps, schema_editor):
    make_index(schema_editor.connection, "enterprises_enterprise")


class Migration(migrations.Migration):

    dependencies = [
        ('enterprises', '0004_english_order'),
    ]

    operations = [
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
