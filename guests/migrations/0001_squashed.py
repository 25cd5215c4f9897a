from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # The migrations before release 0.2. A database that has them all is taken as it is.
    replaces = [
        ('enquiries', '0003_days_waited_in_all'),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who', models.CharField(max_length=32)),
                ('what', models.CharField(max_length=10)),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'enquiries_visit',
                'ordering': ['id'],
                'verbose_name': 'visit',
                'verbose_name_plural': 'visits',
                'indexes': [models.Index(fields=['who', 'what', 'at'], name='visit_counted')],
            },
        ),
    ]
