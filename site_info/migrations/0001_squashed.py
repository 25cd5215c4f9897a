import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # The migrations before release 0.2. A database that has them all is taken as it is.
    replaces = [
        ('cnht_portal', '0001_initial'),
        ('cnht_portal', '0002_english_order'),
        ('cnht_portal', '0003_unknown_days'),
    ]

    dependencies = [
        ('programme', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
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
                ('code', models.SlugField(blank=True, help_text='If empty, the next number is given. It never changes afterwards.', max_length=30, unique=True, verbose_name='code')),
                ('kind', models.CharField(choices=[('outage', 'planned outage'), ('fault', 'fault'), ('news', 'announcement')], max_length=8, verbose_name='kind')),
                ('text_vi', models.CharField(max_length=400, verbose_name='notice')),
                ('text_en', models.CharField(blank=True, max_length=400, verbose_name='notice (English)')),
                ('announced_on', models.DateField(verbose_name='announced on')),
                ('shown_until', models.DateField(blank=True, null=True, verbose_name='shown until')),
                ('starts_on', models.DateField(blank=True, help_text='Give the hours in the text of the notice.', null=True, verbose_name='outage from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='outage expected until')),
            ],
            options={
                'db_table': 'cnht_portal_notice',
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-announced_on', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'outage'), _negated=True), models.Q(('ends_on__isnull', False), ('starts_on__isnull', False)), _connector='OR'), name='notice_outage_has_its_days', violation_error_message='A planned outage needs its first day and its expected last day.'), models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='notice_outage_ends_after_it_starts', violation_error_message='An outage cannot end before it starts.')],
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.CharField(max_length=200, verbose_name='page')),
                ('score', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='score')),
                ('on', models.DateField(db_index=True, verbose_name='on')),
            ],
            options={
                'db_table': 'cnht_portal_rating',
                'verbose_name': 'rating',
                'verbose_name_plural': 'ratings',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('score__gte', 1), ('score__lte', 5)), name='rating_is_one_to_five', violation_error_message='A rating is from 1 to 5.')],
            },
        ),
        migrations.CreateModel(
            name='SiteIdentity',
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
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                ('name_vi', models.CharField(max_length=120, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='name (English)')),
                ('place_vi', models.CharField(max_length=160, verbose_name='place')),
                ('place_en', models.CharField(blank=True, max_length=160, verbose_name='place (English)')),
                ('responsible', models.CharField(blank=True, max_length=120, verbose_name='person responsible')),
                ('responsible_title_vi', models.CharField(blank=True, max_length=200, verbose_name='position')),
                ('responsible_title_en', models.CharField(blank=True, max_length=200, verbose_name='position (English)')),
                ('licence_vi', models.CharField(blank=True, max_length=300, verbose_name='licence or notice of operation')),
                ('licence_en', models.CharField(blank=True, max_length=300, verbose_name='licence or notice of operation (English)')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='valid until')),
                ('office', models.ForeignKey(blank=True, help_text='Edit its address, telephone and email on the page of the office.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.office', verbose_name='office that owns the site')),
            ],
            options={
                'db_table': 'cnht_portal_siteidentity',
                'verbose_name': 'identity of the site',
                'verbose_name_plural': 'identity of the site',
                'ordering': [models.OrderBy(models.F('valid_from'), descending=True, nulls_last=True), 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_from__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='site_identity_ends_after_it_starts', violation_error_message='An identity cannot end before it starts.')],
            },
        ),
    ]
