"""The version and the values that a change started from get plain names."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("records", "0002_cache_version")]

    operations = [
        migrations.RenameField("ChangeItem", "seen_version", "base_version"),
        migrations.RenameField("ChangeItem", "common", "base_values"),
    ]
