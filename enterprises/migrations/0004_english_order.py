from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enterprises', '0003_evidence'),
    ]

    operations = [
        migrations.AddField(
            model_name='enterprise',
            name='sort_key_en',
            field=models.CharField(default='', editable=False, max_length=250),
        ),
    ]
