import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # The migrations before release 0.2. A database that has them all is taken as it is.
    replaces = [
        ('budget', '0001_initial'),
        ('budget', '0002_find_by_words'),
        ('budget', '0003_english_order'),
        ('budget', '0004_unknown_days'),
    ]

    dependencies = [
        ('programme', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='FundingSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('publication', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', max_length=10, verbose_name='publication')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='demo data')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated')),
                ('source', models.TextField(blank=True, help_text='Where the information was found: document, article or page.', verbose_name='source')),
                ('code', models.SlugField(max_length=20, unique=True, verbose_name='code')),
                ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                ('name_vi', models.CharField(max_length=120, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='name (English)')),
            ],
            options={
                'verbose_name': 'source of funds',
                'verbose_name_plural': 'sources of funds',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='BudgetPeriod',
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
                ('code', models.CharField(max_length=9, unique=True, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9][A-Za-z0-9._-]*\\Z', 'Write it with letters without accents, digits, dots and hyphens, such as DA-0001.', code='key')], verbose_name='period')),
                ('first_year', models.PositiveSmallIntegerField(verbose_name='first year')),
                ('last_year', models.PositiveSmallIntegerField(verbose_name='last year')),
                ('name_vi', models.CharField(max_length=120, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='name (English)')),
                ('purpose_vi', models.TextField(blank=True, verbose_name='what it is for')),
                ('purpose_en', models.TextField(blank=True, verbose_name='what it is for (English)')),
                ('envelope_low', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='envelope, as issued')),
                ('envelope_high', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='upper end')),
                ('envelope_qualifier', models.CharField(blank=True, choices=[('', 'exactly'), ('about', 'about'), ('nearly', 'nearly'), ('over', 'over'), ('expected', 'expected'), ('at_least', 'at least'), ('up_to', 'up to'), ('not_applicable', 'does not apply')], default='', editable=False, max_length=20, verbose_name='certainty')),
                ('envelope_unit', models.CharField(blank=True, default='', editable=False, max_length=20, verbose_name='unit as written')),
                ('envelope_text', models.CharField(blank=True, default='', editable=False, max_length=500, verbose_name='as written')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='programme.legaldocument', verbose_name='legal document')),
            ],
            options={
                'verbose_name': 'budget period',
                'verbose_name_plural': 'budget periods',
                'ordering': ['first_year'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('envelope_high__isnull', True), ('envelope_low__isnull', True)), models.Q(('envelope_high__isnull', False), ('envelope_low__isnull', False), ('envelope_high__gte', models.F('envelope_low')), ('envelope_low__gte', 0), models.Q(('envelope_qualifier', 'not_applicable'), _negated=True)), _connector='OR'), name='period_envelope_is_a_figure', violation_error_message='A figure is not negative, goes from its lower to its upper end, and is not at once a number and “does not apply”.'),
                    models.CheckConstraint(condition=models.Q(('last_year__gte', models.F('first_year'))), name='period_ends_after_it_starts', violation_error_message='A period cannot end before it starts.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='BudgetLine',
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
                ('task_vi', models.CharField(max_length=500, verbose_name='content, task')),
                ('task_en', models.CharField(blank=True, max_length=500, verbose_name='content, task (English)')),
                ('lead_text', models.CharField(blank=True, max_length=200, verbose_name='lead unit, as written')),
                ('note_vi', models.TextField(blank=True, verbose_name='note')),
                ('note_en', models.TextField(blank=True, verbose_name='note (English)')),
                ('category', models.ForeignKey(blank=True, help_text='Empty: not yet classified, or across several.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='programme.activitycategory', verbose_name='activity category')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='programme.legaldocument', verbose_name='legal document')),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='budget_lines', to='programme.office', verbose_name='lead unit')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='budget.budgetperiod', verbose_name='period')),
            ],
            options={
                'verbose_name': 'budget line',
                'verbose_name_plural': 'budget lines',
                'ordering': ['period__first_year', 'code'],
            },
        ),
        migrations.CreateModel(
            name='BudgetEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('estimated', 'estimated'), ('allocated', 'allocated'), ('disbursed', 'disbursed'), ('settled', 'settled')], max_length=10, verbose_name='stage')),
                ('year', models.PositiveSmallIntegerField(blank=True, help_text='Empty: not yet split by year.', null=True, verbose_name='year')),
                ('on', models.DateField(blank=True, null=True, verbose_name='on')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('amount_low', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='amount')),
                ('amount_high', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='upper end')),
                ('amount_qualifier', models.CharField(blank=True, choices=[('', 'exactly'), ('about', 'about'), ('nearly', 'nearly'), ('over', 'over'), ('expected', 'expected'), ('at_least', 'at least'), ('up_to', 'up to'), ('not_applicable', 'does not apply')], default='', editable=False, max_length=20, verbose_name='certainty')),
                ('amount_unit', models.CharField(blank=True, default='', editable=False, max_length=20, verbose_name='unit as written')),
                ('amount_text', models.CharField(blank=True, default='', editable=False, max_length=500, verbose_name='as written')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='programme.legaldocument', verbose_name='legal document')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='budget.budgetline')),
                ('funding_source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='budget.fundingsource', verbose_name='source of funds')),
            ],
            options={
                'verbose_name': 'budget entry',
                'verbose_name_plural': 'budget entries',
                'ordering': [models.OrderBy(models.F('year'), nulls_first=True), 'stage', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('amount_high__isnull', True), ('amount_low__isnull', True)), models.Q(('amount_high__isnull', False), ('amount_low__isnull', False), ('amount_high__gte', models.F('amount_low')), ('amount_low__gte', 0), models.Q(('amount_qualifier', 'not_applicable'), _negated=True)), _connector='OR'), name='entry_amount_is_a_figure', violation_error_message='A figure is not negative, goes from its lower to its upper end, and is not at once a number and “does not apply”.'),
                    models.CheckConstraint(condition=models.Q(('document__isnull', False), models.Q(('source', ''), _negated=True), _connector='OR'), name='entry_cites_its_document', violation_error_message='Name the document or the source of the amount.'),
                ],
            },
        ),
    ]
