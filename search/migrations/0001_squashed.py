from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # The migrations before release 0.2. A database that has them all is taken as it is.
    replaces = [
        ('records', '0003_find_by_words'),
        ('records', '0005_search_making'),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='SearchMaking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'db_table': 'records_searchmaking',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(db_index=True, max_length=40)),
                ('accented', models.CharField(max_length=40, unique=True)),
            ],
            options={
                'db_table': 'records_searchword',
                'verbose_name': 'word for the search',
                'verbose_name_plural': 'words for the search',
            },
        ),
    ]
