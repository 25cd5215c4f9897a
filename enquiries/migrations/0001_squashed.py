import django.db.models.deletion
import enquiries.models.office
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # The migrations before release 0.2. A database that has them all is taken as it is.
    replaces = [
        ('enquiries', '0001_initial'),
        ('enquiries', '0004_withheld_receipts'),
    ]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('enterprises', '0001_squashed'),
        ('programme', '0001_squashed'),
        ('projects', '0001_squashed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, unique=True, verbose_name='title')),
                ('text_vi', models.TextField(help_text='{name}, {code}, {about}, {link} and {today} are filled in automatically.', validators=[enquiries.models.office.validate_placeholders], verbose_name='text')),
                ('text_en', models.TextField(validators=[enquiries.models.office.validate_placeholders], verbose_name='text (English)')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
            ],
            options={
                'verbose_name': 'answer template',
                'verbose_name_plural': 'answer templates',
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='Enquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(editable=False, max_length=12, unique=True, verbose_name='receipt code')),
                ('submission', models.CharField(editable=False, max_length=32, unique=True)),
                ('kind', models.CharField(choices=[('project', 'about a project'), ('enterprise', 'about an enterprise'), ('general', 'in general'), ('data', 'about the enquirer’s own data')], max_length=10, verbose_name='kind')),
                ('state', models.CharField(choices=[('new', 'received'), ('working', 'being worked on'), ('waiting', 'waiting for the enquirer'), ('answered', 'answered'), ('closed', 'closed'), ('spam', 'suspected spam'), ('erased', 'personal data erased')], default='new', max_length=10, verbose_name='state')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('language', models.CharField(choices=[('vi', 'Vietnamese'), ('en', 'English')], max_length=2, verbose_name='language of the answer')),
                ('about', models.CharField(blank=True, max_length=500, verbose_name='about')),
                ('is_demo', models.BooleanField(default=False, verbose_name='demo data')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('organisation', models.CharField(blank=True, max_length=200, verbose_name='organisation')),
                ('country', models.CharField(blank=True, max_length=80, verbose_name='country')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                ('question', models.TextField(blank=True, verbose_name='question')),
                ('suspicion', models.CharField(blank=True, max_length=200, verbose_name='reason for suspicion')),
                ('received_at', models.DateTimeField(verbose_name='received')),
                ('term', models.PositiveSmallIntegerField(verbose_name='time limit in working days')),
                ('paused', models.PositiveSmallIntegerField(default=0)),
                ('waited', models.PositiveSmallIntegerField(default=0)),
                ('counts_from', models.DateField(blank=True, null=True)),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due')),
                ('waiting_since', models.DateField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('days_to_answer', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed at')),
                ('erased_at', models.DateTimeField(blank=True, null=True, verbose_name='erased at')),
                ('concerns', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='data_requests', to='enquiries.enquiry', verbose_name='enquiry with the data')),
                ('enterprise', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='enterprises.enterprise', verbose_name='enterprise')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='auth.group', verbose_name='group in charge')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programme.office', verbose_name='office')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='official in charge')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='projects.project', verbose_name='project')),
            ],
            options={
                'verbose_name': 'enquiry',
                'verbose_name_plural': 'enquiries',
                'ordering': ['-received_at', '-id'],
                'permissions': [('answer_enquiry', 'Can answer enquiry'), ('manage_enquiry', 'Can manage enquiry')],
                'indexes': [
                    models.Index(fields=['state', 'due_on'], name='enquiry_state_due'),
                    models.Index(fields=['answered_at'], name='enquiry_answered_at'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['new', 'working']), _negated=True), ('due_on__isnull', False), _connector='OR'), name='enquiry_running_has_a_due_day'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'erased'), _negated=True), models.Q(('email', ''), ('name', ''), ('phone', ''), ('question', '')), _connector='OR'), name='enquiry_erased_holds_no_person'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('answer', 'to answer the question'), ('pass_on', 'to forward the question'), ('news', 'to send information about similar projects later')], max_length=10, verbose_name='purpose')),
                ('text_version', models.CharField(max_length=20, verbose_name='version of the text')),
                ('text', models.TextField(verbose_name='text consented to')),
                ('given_at', models.DateTimeField(verbose_name='given at')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ('enquiry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='enquiries.enquiry')),
            ],
            options={
                'verbose_name': 'consent',
                'verbose_name_plural': 'consents',
                'ordering': ['id'],
                'constraints': [
                    models.UniqueConstraint(fields=('enquiry', 'purpose'), name='consent_once_a_purpose'),
                ],
            },
        ),
        migrations.CreateModel(
            name='EnquiryStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('received', 'received'), ('held', 'held as suspected spam'), ('released', 'confirmed not spam'), ('taken', 'accepted'), ('assigned', 'assigned'), ('term', 'time limit changed'), ('moved', 'due date moved'), ('passed_on', 'forwarded'), ('asked_back', 'enquirer asked'), ('replied', 'the enquirer replied'), ('answered', 'answered'), ('added', 'supplementary answer'), ('reminded', 'reminded'), ('escalated', 'escalated'), ('closed', 'closed'), ('reopened', 'reopened'), ('withdrawn', 'consent withdrawn'), ('corrected', 'personal data corrected'), ('erased', 'personal data erased')], max_length=10, verbose_name='step')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('once', models.CharField(blank=True, max_length=40)),
                ('by', models.ForeignKey(blank=True, help_text='Empty: the enquirer, or the portal itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('enquiry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='enquiries.enquiry')),
            ],
            options={
                'verbose_name': 'step',
                'verbose_name_plural': 'steps',
                'ordering': ['at', 'id'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('once', ''), _negated=True), fields=('enquiry', 'once'), name='enquiry_step_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Responsibility',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programme.office', verbose_name='office')),
                ('official', models.ForeignKey(limit_choices_to={'is_active': True, 'is_staff': True}, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='official')),
                ('sector_group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programme.sectorgroup', verbose_name='sector group')),
            ],
            options={
                'verbose_name': 'responsible official',
                'verbose_name_plural': 'responsible officials',
                'ordering': ['id'],
            },
        ),
    ]
