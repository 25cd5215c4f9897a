from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0002_find_by_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='administrativeunit',
            name='sort_key_en',
            field=models.CharField(default='', editable=False, max_length=250),
        ),
        migrations.AddField(
            model_name='industrialzone',
            name='sort_key_en',
            field=models.CharField(default='', editable=False, max_length=250),
        ),
        migrations.AddField(
            model_name='investmentfield',
            name='sort_key_en',
            field=models.CharField(default='', editable=False, max_length=250),
        ),
        migrations.AddField(
            model_name='legaldocument',
            name='sort_key_en',
            field=models.CharField(default='', editable=False, max_length=250),
        ),
        migrations.AddField(
            model_name='office',
            name='sort_key_en',
            field=models.CharField(default='', editable=False, max_length=250),
        ),
        migrations.AddField(
            model_name='programmeactivity',
            name='sort_key_en',
            field=models.CharField(default='', editable=False, max_length=250),
        ),
        migrations.AddField(
            model_name='sectorgroup',
            name='sort_key_en',
            field=models.CharField(default='', editable=False, max_length=250),
        ),
        migrations.AddField(
            model_name='supplyproduct',
            name='sort_key_en',
            field=models.CharField(default='', editable=False, max_length=250),
        ),
        migrations.AddField(
            model_name='target',
            name='sort_key_en',
            field=models.CharField(default='', editable=False, max_length=250),
        ),
    ]
