"""A version raised by each change set instead of marks written beside each statement."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0001_squashed")]

    operations = [
        migrations.DeleteModel("DataMark"),
        migrations.CreateModel(
            name="CacheVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField()),
            ],
            options={
                "default_permissions": (),
                "verbose_name": "version of the public data",
                "verbose_name_plural": "versions of the public data",
            },
        ),
    ]
