import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # The migrations before release 0.2. A database that has them all is taken as it is.
    replaces = [
        ('sheets', '0001_initial'),
    ]

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('records', '0001_squashed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.CharField(choices=[('problem', 'refused'), ('left_out', 'left out'), ('figure', 'how figures were read')], max_length=9)),
                ('sheet', models.CharField(blank=True, max_length=120)),
                ('cell', models.CharField(max_length=12)),
                ('value', models.TextField(blank=True)),
                ('code', models.CharField(blank=True, max_length=20)),
                ('message', models.TextField(blank=True)),
            ],
            options={
                'db_table': 'sheets_finding',
                'verbose_name': 'finding',
                'verbose_name_plural': 'findings',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('change_set', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='reading', serialize=False, to='records.changeset')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('reading', 'being read'), ('read', 'read'), ('refused', 'refused'), ('applying', 'being stored'), ('applied', 'stored'), ('stopped', 'stopped')], default='waiting', max_length=8)),
                ('choices', models.JSONField(default=dict)),
                ('message', models.TextField(blank=True)),
                ('fingerprint', models.JSONField(default=list)),
                ('read_at', models.DateTimeField(null=True)),
                ('since', models.DateTimeField(null=True)),
                ('alive_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('attempt', models.PositiveIntegerField(default=0)),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'db_table': 'sheets_import',
                'verbose_name': 'import of a file',
                'verbose_name_plural': 'imports of files',
            },
        ),
        migrations.AddField(
            model_name='finding',
            name='reading',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='imports.import'),
        ),
        migrations.CreateModel(
            name='LearnedHeading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=200, verbose_name='heading')),
                ('column', models.CharField(blank=True, max_length=60, verbose_name='column')),
                ('taught_at', models.DateTimeField(auto_now=True, verbose_name='matched at')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype', verbose_name='kind of list')),
                ('taught_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='matched by')),
            ],
            options={
                'db_table': 'sheets_learnedheading',
                'verbose_name': 'learned heading',
                'verbose_name_plural': 'learned headings',
                'ordering': ['content_type', 'words'],
                'constraints': [
                    models.UniqueConstraint(fields=('content_type', 'words'), name='learned_heading_once', violation_error_message='This heading is already matched with a column.'),
                ],
            },
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['reading', 'group', 'id'], name='finding_page'),
        ),
    ]
