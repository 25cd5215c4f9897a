import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


from search.word_index import drop_index, make_index

TABLE = "projects_project"


def make(apps, schema_editor):
    make_index(schema_editor.connection, TABLE)


def drop(apps, schema_editor):
    drop_index(schema_editor.connection, TABLE)


class Migration(migrations.Migration):

    initial = True

    # The migrations before release 0.2. A database that has them all is taken as it is.
    replaces = [
        ('projects', '0001_initial'),
        ('projects', '0002_find_by_words'),
        ('projects', '0003_english_order'),
        ('projects', '0004_cost_of_words'),
        ('projects', '0005_unknown_days'),
    ]

    dependencies = [
        ('programme', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('publication', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', max_length=10, verbose_name='publication')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='demo data')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated')),
                ('source', models.TextField(blank=True, help_text='Where the information was found: document, article or page.', verbose_name='source')),
                ('search_text', models.TextField(default='', editable=False)),
                ('search_names', models.TextField(default='', editable=False)),
                ('accented_text', models.TextField(default='', editable=False)),
                ('sort_key', models.CharField(db_index=True, default='', editable=False, max_length=250)),
                ('sort_key_en', models.CharField(default='', editable=False, max_length=250)),
                ('code', models.CharField(blank=True, help_text='If empty, the next number is given. It never changes afterwards.', max_length=30, unique=True, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9][A-Za-z0-9._-]*\\Z', 'Write it with letters without accents, digits, dots and hyphens, such as DA-0001.', code='key')], verbose_name='code')),
                ('scope', models.CharField(choices=[('sited', 'project'), ('kind', 'kind of project')], default='sited', max_length=6, verbose_name='scope')),
                ('name_vi', models.CharField(max_length=500, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=500, verbose_name='name (English)')),
                ('sector_source', models.CharField(blank=True, max_length=500, verbose_name='source of the sector group')),
                ('objective_vi', models.TextField(blank=True, verbose_name='objective')),
                ('objective_en', models.TextField(blank=True, verbose_name='objective (English)')),
                ('scale_vi', models.TextField(blank=True, verbose_name='scale, as written')),
                ('scale_en', models.TextField(blank=True, verbose_name='scale, as written (English)')),
                ('capacity_vi', models.TextField(blank=True, verbose_name='capacity, as written')),
                ('capacity_en', models.TextField(blank=True, verbose_name='capacity, as written (English)')),
                ('place_vi', models.CharField(blank=True, max_length=500, verbose_name='place, as the decision wrote it')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                ('investment_form', models.CharField(blank=True, choices=[('domestic', 'domestic'), ('foreign', '100% foreign'), ('joint_venture', 'joint venture'), ('ppp', 'public-private partnership'), ('bcc', 'business cooperation contract')], max_length=15, verbose_name='form of investment')),
                ('investment_form_text', models.CharField(blank=True, max_length=300, verbose_name='form of investment, as written')),
                ('time_text', models.CharField(blank=True, max_length=300, verbose_name='timeframe, as written')),
                ('status', models.CharField(choices=[('calling', 'calling for investors'), ('surveying', 'being surveyed'), ('approved', 'approved in principle'), ('licensed', 'licensed'), ('under_construction', 'under construction'), ('operating', 'operating'), ('suspended', 'suspended'), ('withdrawn', 'withdrawn')], default='calling', max_length=20, verbose_name='status')),
                ('land_vi', models.TextField(blank=True, verbose_name='land')),
                ('land_en', models.TextField(blank=True, verbose_name='land (English)')),
                ('infrastructure_vi', models.TextField(blank=True, verbose_name='infrastructure')),
                ('infrastructure_en', models.TextField(blank=True, verbose_name='infrastructure (English)')),
                ('incentives_vi', models.TextField(blank=True, verbose_name='incentives')),
                ('incentives_en', models.TextField(blank=True, verbose_name='incentives (English)')),
                ('contact_text', models.CharField(blank=True, max_length=500, verbose_name='contact, as written')),
                ('note_vi', models.TextField(blank=True, verbose_name='note')),
                ('note_en', models.TextField(blank=True, verbose_name='note (English)')),
                ('area_low', models.DecimalField(blank=True, decimal_places=6, editable=False, max_digits=18, null=True, verbose_name='area')),
                ('area_high', models.DecimalField(blank=True, decimal_places=6, editable=False, max_digits=18, null=True, verbose_name='upper end')),
                ('area_qualifier', models.CharField(blank=True, choices=[('', 'exactly'), ('about', 'about'), ('nearly', 'nearly'), ('over', 'over'), ('expected', 'expected'), ('at_least', 'at least'), ('up_to', 'up to'), ('not_applicable', 'does not apply')], default='', editable=False, max_length=20, verbose_name='certainty')),
                ('area_unit', models.CharField(blank=True, default='', editable=False, max_length=20, verbose_name='unit as written')),
                ('area_text', models.CharField(blank=True, default='', editable=False, max_length=500, verbose_name='as written')),
                ('capital_low', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='total investment capital')),
                ('capital_high', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='upper end')),
                ('capital_qualifier', models.CharField(blank=True, choices=[('', 'exactly'), ('about', 'about'), ('nearly', 'nearly'), ('over', 'over'), ('expected', 'expected'), ('at_least', 'at least'), ('up_to', 'up to'), ('not_applicable', 'does not apply')], default='', editable=False, max_length=20, verbose_name='certainty')),
                ('capital_unit', models.CharField(blank=True, default='', editable=False, max_length=20, verbose_name='unit as written')),
                ('capital_text', models.CharField(blank=True, default='', editable=False, max_length=500, verbose_name='as written')),
                ('capital_usd_low', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='total investment capital (USD)')),
                ('capital_usd_high', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='upper end')),
                ('capital_usd_qualifier', models.CharField(blank=True, choices=[('', 'exactly'), ('about', 'about'), ('nearly', 'nearly'), ('over', 'over'), ('expected', 'expected'), ('at_least', 'at least'), ('up_to', 'up to'), ('not_applicable', 'does not apply')], default='', editable=False, max_length=20, verbose_name='certainty')),
                ('capital_usd_unit', models.CharField(blank=True, default='', editable=False, max_length=20, verbose_name='unit as written')),
                ('capital_usd_text', models.CharField(blank=True, default='', editable=False, max_length=500, verbose_name='as written')),
                ('district', models.ForeignKey(blank=True, limit_choices_to={'kind__in': ('city', 'district')}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='district_projects', to='programme.administrativeunit', verbose_name='district or city (2021)')),
                ('documents', models.ManyToManyField(blank=True, related_name='projects', to='programme.legaldocument', verbose_name='legal documents')),
                ('field', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='programme.investmentfield', verbose_name='field')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='programme.office', verbose_name='contact office')),
                ('sector_group', models.ForeignKey(blank=True, help_text='Only for supporting industry: a separate judgement, with its own source.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='programme.sectorgroup', verbose_name='sector group')),
                ('units', models.ManyToManyField(blank=True, limit_choices_to={'kind__in': ('ward', 'commune', 'township')}, related_name='projects', to='programme.administrativeunit', verbose_name='communes valid then')),
                ('zone', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='programme.industrialzone', verbose_name='industrial zone')),
            ],
            options={
                'verbose_name': 'project',
                'verbose_name_plural': 'projects',
                'ordering': ['sort_key', 'id'],
                'indexes': [
                    models.Index(fields=['publication', 'sort_key', 'id'], name='project_public_list'),
                    models.Index(fields=['publication', 'is_demo', 'scope', 'sector_group', 'field', 'district', 'status'], name='project_facets'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('area_high__isnull', True), ('area_low__isnull', True)), models.Q(('area_high__isnull', False), ('area_low__isnull', False), ('area_high__gte', models.F('area_low')), ('area_low__gte', 0), models.Q(('area_qualifier', 'not_applicable'), _negated=True)), _connector='OR'), name='project_area_is_a_figure', violation_error_message='A figure is not negative, goes from its lower to its upper end, and is not at once a number and “does not apply”.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('capital_high__isnull', True), ('capital_low__isnull', True)), models.Q(('capital_high__isnull', False), ('capital_low__isnull', False), ('capital_high__gte', models.F('capital_low')), ('capital_low__gte', 0), models.Q(('capital_qualifier', 'not_applicable'), _negated=True)), _connector='OR'), name='project_capital_is_a_figure', violation_error_message='A figure is not negative, goes from its lower to its upper end, and is not at once a number and “does not apply”.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('capital_usd_high__isnull', True), ('capital_usd_low__isnull', True)), models.Q(('capital_usd_high__isnull', False), ('capital_usd_low__isnull', False), ('capital_usd_high__gte', models.F('capital_usd_low')), ('capital_usd_low__gte', 0), models.Q(('capital_usd_qualifier', 'not_applicable'), _negated=True)), _connector='OR'), name='project_capital_usd_is_a_figure', violation_error_message='A figure is not negative, goes from its lower to its upper end, and is not at once a number and “does not apply”.'),
                    models.CheckConstraint(condition=models.Q(('scope', 'sited'), models.Q(('area_low__isnull', True), ('capital_low__isnull', True), ('capital_usd_low__isnull', True), ('district__isnull', True), ('place_vi', '')), _connector='OR'), name='project_kind_has_no_site', violation_error_message='A kind of project has no place, area or capital; make it a project instead.'),
                    models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='project_coordinates_come_in_pairs', violation_error_message='Give both latitude and longitude, or neither.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='CatalogueEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('add', 'added'), ('amend', 'amended'), ('remove', 'removed')], default='add', max_length=6, verbose_name='what it did')),
                ('effective_on', models.DateField(blank=True, help_text='Empty: the day of the decision.', null=True, verbose_name='effective on')),
                ('is_issued', models.BooleanField(default=False, help_text='Leave empty if the list only reports or compiles.', verbose_name='row of the issued annex')),
                ('annex', models.CharField(blank=True, max_length=200, verbose_name='annex')),
                ('row', models.CharField(blank=True, max_length=60, verbose_name='row')),
                ('as_issued', models.JSONField(blank=True, default=list, verbose_name='row as issued')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='catalogue_entries', to='programme.legaldocument', verbose_name='by decision')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='catalogue_entries', to='projects.project')),
            ],
            options={
                'verbose_name': 'catalogue entry',
                'verbose_name_plural': 'catalogue entries',
                'ordering': ['id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('document__isnull', False), models.Q(('source', ''), _negated=True), _connector='OR'), name='catalogue_entry_tells_where_from', violation_error_message='Name the decision, or the source of the list.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ProjectAttachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to='projects/files/', validators=[django.core.validators.FileExtensionValidator(['pdf', 'docx', 'xlsx', 'odt', 'ods', 'zip', 'jpg', 'jpeg', 'png', 'webp'])], verbose_name='file')),
                ('title_vi', models.CharField(max_length=300, verbose_name='title')),
                ('title_en', models.CharField(blank=True, max_length=300, verbose_name='title (English)')),
                ('is_public', models.BooleanField(default=False, verbose_name='shown to the public')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='projects.project')),
            ],
            options={
                'verbose_name': 'attachment',
                'verbose_name_plural': 'attachments',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ProjectPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to='projects/pictures/', validators=[django.core.validators.FileExtensionValidator(['jpg', 'jpeg', 'png', 'webp'])], verbose_name='picture')),
                ('caption_vi', models.CharField(max_length=300, verbose_name='what it shows')),
                ('caption_en', models.CharField(blank=True, max_length=300, verbose_name='what it shows (English)')),
                ('credit', models.CharField(max_length=300, verbose_name='source of the picture')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='projects.project')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='StatusChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('calling', 'calling for investors'), ('surveying', 'being surveyed'), ('approved', 'approved in principle'), ('licensed', 'licensed'), ('under_construction', 'under construction'), ('operating', 'operating'), ('suspended', 'suspended'), ('withdrawn', 'withdrawn')], max_length=20, verbose_name='status')),
                ('on', models.DateField(blank=True, null=True, verbose_name='on')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='programme.legaldocument', verbose_name='legal document')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='status_changes', to='projects.project')),
            ],
            options={
                'verbose_name': 'status change',
                'verbose_name_plural': 'status changes',
                'ordering': [models.OrderBy(models.F('on'), nulls_first=True), 'id'],
            },
        ),
        migrations.RunPython(make, drop),
    ]
