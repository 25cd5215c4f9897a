import django.db.models.deletion
import enterprises.models
from django.db import migrations, models


from search.word_index import drop_index, make_index

TABLE = "enterprises_enterprise"


def make(apps, schema_editor):
    make_index(schema_editor.connection, TABLE)


def drop(apps, schema_editor):
    drop_index(schema_editor.connection, TABLE)


class Migration(migrations.Migration):

    initial = True

    # The migrations before release 0.2. A database that has them all is taken as it is.
    replaces = [
        ('enterprises', '0001_initial'),
        ('enterprises', '0002_find_by_words'),
        ('enterprises', '0003_evidence'),
        ('enterprises', '0004_english_order'),
        ('enterprises', '0005_cost_of_words'),
    ]

    dependencies = [
        ('programme', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Enterprise',
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
                ('tax_code', models.CharField(blank=True, max_length=14, null=True, unique=True, validators=[enterprises.models.validate_tax_code], verbose_name='tax code')),
                ('slug', models.SlugField(blank=True, max_length=120, unique=True, verbose_name='address on the site')),
                ('name_vi', models.CharField(max_length=300, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=300, verbose_name='name (English)')),
                ('short_name', models.CharField(blank=True, max_length=100, verbose_name='short name')),
                ('is_buyer', models.BooleanField(default=False, verbose_name='buys from suppliers')),
                ('address', models.CharField(blank=True, max_length=500, verbose_name='address')),
                ('capacity_vi', models.TextField(blank=True, verbose_name='capacity')),
                ('capacity_en', models.TextField(blank=True, verbose_name='capacity (English)')),
                ('markets_vi', models.CharField(blank=True, max_length=300, verbose_name='markets')),
                ('markets_en', models.CharField(blank=True, max_length=300, verbose_name='markets (English)')),
                ('size_band', models.CharField(blank=True, choices=[('micro', 'micro'), ('small', 'small'), ('medium', 'medium'), ('large', 'large')], max_length=8, verbose_name='size')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('verified_on', models.DateField(blank=True, null=True, verbose_name='verified on')),
                ('evidence', models.CharField(blank=True, choices=[('declared', 'declared by the enterprise'), ('documents', 'documents seen'), ('visited', 'visited on site')], help_text='How the entry was verified; shown to the public only when chosen.', max_length=10, verbose_name='evidence')),
                ('sector_groups', models.ManyToManyField(blank=True, related_name='enterprises', to='programme.sectorgroup', verbose_name='sector groups')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enterprises', to='programme.administrativeunit', verbose_name='administrative unit')),
                ('zone', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enterprises', to='programme.industrialzone', verbose_name='industrial zone')),
            ],
            options={
                'verbose_name': 'enterprise',
                'verbose_name_plural': 'enterprises',
                'ordering': ['sort_key', 'id'],
                'indexes': [
                    models.Index(fields=['publication', 'sort_key', 'id'], name='enterprise_public_list'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='position')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                ('publish_name', models.BooleanField(default=False, verbose_name='name may be published')),
                ('publish_phone', models.BooleanField(default=False, verbose_name='telephone may be published')),
                ('publish_email', models.BooleanField(default=False, verbose_name='email may be published')),
                ('consent_on', models.DateField(blank=True, null=True, verbose_name='consent given on')),
                ('consent_text', models.TextField(blank=True, verbose_name='text consented to')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='enterprises.enterprise')),
            ],
            options={
                'verbose_name': 'contact',
                'verbose_name_plural': 'contacts',
                'ordering': ['id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('publish_email', False), ('publish_name', False), ('publish_phone', False)), ('consent_on__isnull', False), _connector='OR'), name='contact_published_only_with_consent', violation_error_message='A contact is published only with a dated consent of the person.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='certificate')),
                ('issuer', models.CharField(blank=True, max_length=200, verbose_name='issued by')),
                ('number', models.CharField(blank=True, max_length=100, verbose_name='number')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='valid until')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='certificates', to='enterprises.enterprise')),
            ],
            options={
                'verbose_name': 'certificate',
                'verbose_name_plural': 'certificates',
                'ordering': ['id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_from__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='certificate_ends_after_it_starts', violation_error_message='A certificate cannot lapse before it starts.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='EnterpriseProcess',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_vi', models.CharField(max_length=200, verbose_name='process')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='process (English)')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='processes', to='enterprises.enterprise')),
            ],
            options={
                'verbose_name': 'process',
                'verbose_name_plural': 'processes',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='EnterpriseProduct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words_vi', models.CharField(blank=True, max_length=300, verbose_name='in its own words')),
                ('words_en', models.CharField(blank=True, max_length=300, verbose_name='in its own words (English)')),
                ('capacity', models.CharField(blank=True, max_length=200, verbose_name='capacity')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='products', to='enterprises.enterprise')),
                ('supply_product', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enterprise_products', to='programme.supplyproduct', verbose_name='prioritised product')),
            ],
            options={
                'verbose_name': 'product made',
                'verbose_name_plural': 'products made',
                'ordering': ['id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('supply_product__isnull', False), models.Q(('words_vi', ''), _negated=True), _connector='OR'), name='enterprise_product_is_named', violation_error_message='Choose an annex item or write what is made.'),
                ],
            },
        ),
        migrations.RunPython(make, drop),
    ]
