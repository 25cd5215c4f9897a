import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # The migrations before release 0.2. A database that has them all is taken as it is.
    replaces = [
        ('records', '0001_initial'),
        ('records', '0002_import_questions'),
        ('records', '0004_data_version'),
    ]

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DataMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weight', models.BigIntegerField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ChangeSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('form', 'form'), ('import', 'import of a file'), ('bulk', 'bulk edit'), ('facts', 'reference data'), ('demo', 'demo data'), ('undo', 'undo')], max_length=10, verbose_name='kind')),
                ('state', models.CharField(choices=[('unready', 'not ready'), ('proposed', 'proposed'), ('applied', 'applied'), ('undone', 'undone'), ('dropped', 'dropped')], default='proposed', max_length=10, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='by document')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='proposed at')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='applied at')),
                ('file', models.FileField(blank=True, max_length=300, upload_to='imports/%Y/%m/', verbose_name='file')),
                ('file_name', models.CharField(blank=True, max_length=255, verbose_name='file name')),
                ('file_digest', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('summary', models.JSONField(blank=True, default=dict, verbose_name='summary')),
                ('author', models.ForeignKey(blank=True, help_text='Empty: the portal itself, from a command.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('undoes', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='records.changeset', verbose_name='undoes')),
            ],
            options={
                'verbose_name': 'change set',
                'verbose_name_plural': 'change sets',
                'ordering': ['-id'],
                'permissions': [('undo_changeset', 'Can undo change set')],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'applied'), _negated=True), ('applied_at__isnull', False), _connector='OR'), name='change_set_applied_has_a_time', violation_error_message='An applied change set needs the time when it was applied.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ChangeItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.BigIntegerField(blank=True, null=True)),
                ('action', models.CharField(choices=[('create', 'new'), ('change', 'changed'), ('delete', 'deleted')], max_length=6)),
                ('key', models.CharField(blank=True, max_length=200)),
                ('label', models.CharField(blank=True, max_length=300)),
                ('seen_version', models.PositiveIntegerField(blank=True, null=True)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('place', models.CharField(blank=True, max_length=120)),
                ('question', models.CharField(blank=True, choices=[('conflict', 'in conflict'), ('missing', 'missing from the file')], max_length=8)),
                ('decision', models.CharField(blank=True, choices=[('take', 'change it'), ('keep', 'leave it as it is')], max_length=4)),
                ('common', models.JSONField(default=dict)),
                ('row_digest', models.CharField(blank=True, max_length=32)),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('change_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='records.changeset')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'ordering': ['id'],
                'indexes': [
                    models.Index(fields=['content_type', 'object_id'], name='change_item_record'),
                    models.Index(fields=['content_type', 'key'], name='change_item_key'),
                    models.Index(condition=models.Q(('row_digest', ''), _negated=True), fields=['row_digest'], name='change_item_row'),
                ],
            },
        ),
    ]
