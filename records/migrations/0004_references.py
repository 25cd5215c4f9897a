"""A deleted record keeps what referred to it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0003_plain_names'),
    ]

    operations = [
        migrations.AddField(
            model_name='changeitem',
            name='references',
            field=models.JSONField(default=dict),
        ),
    ]
