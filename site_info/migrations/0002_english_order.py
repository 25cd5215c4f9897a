from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cnht_portal', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='sort_key_en',
            field=models.CharField(default='', editable=False, max_length=250),
        ),
        migrations.AddField(
            model_name='siteidentity',
            name='sort_key_en',
            field=models.CharField(default='', editable=False, max_length=250),
        ),
    ]
