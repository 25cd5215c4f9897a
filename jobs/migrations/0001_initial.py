

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task', models.CharField(max_length=60)),
                ('key', models.CharField(max_length=60)),
                ('arguments', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('worker', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'ordering': ['id'],
                'verbose_name': 'background job',
                'verbose_name_plural': 'background jobs',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('task', 'key'), name='one_job_for_a_task_and_key')],
            },
        ),
    ]
