"""How the search columns were made, so that an upgrade notices when it makes them another way."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0004_data_version")]

    operations = [
        migrations.CreateModel(
            name="SearchMaking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
            ],
            options={"default_permissions": ()},
        ),
    ]
