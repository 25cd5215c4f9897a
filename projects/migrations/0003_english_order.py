from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0002_find_by_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='project',
            name='sort_key_en',
            field=models.CharField(default='', editable=False, max_length=250),
        ),
    ]
