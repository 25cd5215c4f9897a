import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # The migrations before release 0.2. A database that has them all is taken as it is.
    replaces = [
        ('enquiries', '0002_reopening_and_supplements'),
    ]

    dependencies = [
        ('enquiries', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='OutgoingMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80, unique=True)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('sending', 'being sent'), ('sent', 'sent'), ('failed', 'given up'), ('dropped', 'dropped'), ('withheld', 'not sent: the address reached its receipts for the day')], default='waiting', max_length=10, verbose_name='state')),
                ('to', models.EmailField(blank=True, max_length=254, verbose_name='to')),
                ('subject', models.CharField(blank=True, max_length=200, verbose_name='subject')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('message_id', models.CharField(max_length=120, unique=True)),
                ('written_at', models.DateTimeField(verbose_name='written at')),
                ('send_after', models.DateTimeField(verbose_name='next try')),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('last_error', models.CharField(blank=True, max_length=300, verbose_name='last error')),
                ('enquiry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='enquiries.enquiry', verbose_name='enquiry')),
            ],
            options={
                'db_table': 'enquiries_outgoingmail',
                'verbose_name': 'outgoing mail',
                'verbose_name_plural': 'outgoing mail',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['state', 'send_after'], name='outgoing_mail_due')],
            },
        ),
    ]
