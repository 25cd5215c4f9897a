"""The version of the index instead of a digest of its source files."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0002_tables_of_this_app")]

    operations = [
        migrations.DeleteModel("SearchMaking"),
        migrations.CreateModel(
            name="IndexVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
            ],
            options={
                "default_permissions": (),
                "verbose_name": "version of the search index",
                "verbose_name_plural": "versions of the search index",
            },
        ),
    ]
