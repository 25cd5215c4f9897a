"""Figures have a limit, so that sums of them never overflow."""

from django.db import migrations, models

from records.migrations._figure_limits import keep_words_beyond

LIMITS = [
    ("budgetentry", "amount", 1_000_000_000_000_000),
    ("budgetperiod", "envelope", 1_000_000_000_000_000),
]


def keep_words(apps, schema_editor):
    for model, name, limit in LIMITS:
        keep_words_beyond(apps.get_model("budget", model), name, limit)


class Migration(migrations.Migration):

    dependencies = [
        ('budget', '0001_squashed'),
        ('programme', '0003_figure_limits'),
    ]

    operations = [
        migrations.RunPython(keep_words, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='budgetentry',
            constraint=models.CheckConstraint(condition=models.Q(('amount_high__lte', 1000000000000000)), name='entry_amount_within_its_limit', violation_error_message='A figure here is at most 1,000,000 billion dong. Check the number and its unit.'),
        ),
        migrations.AddConstraint(
            model_name='budgetperiod',
            constraint=models.CheckConstraint(condition=models.Q(('envelope_high__lte', 1000000000000000)), name='period_envelope_within_its_limit', violation_error_message='A figure here is at most 1,000,000 billion dong. Check the number and its unit.'),
        ),
    ]
