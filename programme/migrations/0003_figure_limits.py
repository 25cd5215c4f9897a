"""Figures have a limit, so that sums of them never overflow."""

import django.core.validators
from django.db import migrations, models

from records.migrations._figure_limits import keep_words_beyond

LIMITS = [
    ("industrialzone", "area", 10_000_000),
    ("industrialzone", "registered_capital", 1_000_000_000_000_000),
    ("target", "value", 100_000),
    ("targetmeasurement", "value", 100_000),
]


def keep_words(apps, schema_editor):
    for model, name, limit in LIMITS:
        keep_words_beyond(apps.get_model("programme", model), name, limit)


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0002_tables_of_this_app'),
    ]

    operations = [
        migrations.RunPython(keep_words, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name='administrativeunit',
            name='area_km2',
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100000)], verbose_name='area (km²)'),
        ),
        migrations.AlterField(
            model_name='administrativeunit',
            name='latitude',
            field=models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude'),
        ),
        migrations.AlterField(
            model_name='administrativeunit',
            name='longitude',
            field=models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude'),
        ),
        migrations.AlterField(
            model_name='industrialzone',
            name='projects_count',
            field=models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000)], verbose_name='number of projects'),
        ),
        migrations.AddConstraint(
            model_name='industrialzone',
            constraint=models.CheckConstraint(condition=models.Q(('area_high__lte', 10000000)), name='zone_area_within_its_limit', violation_error_message='A figure here is at most 10,000,000 ha. Check the number and its unit.'),
        ),
        migrations.AddConstraint(
            model_name='industrialzone',
            constraint=models.CheckConstraint(condition=models.Q(('registered_capital_high__lte', 1000000000000000)), name='zone_registered_capital_within_its_limit', violation_error_message='A figure here is at most 1,000,000 billion dong. Check the number and its unit.'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(('value_high__lte', 100000)), name='target_value_within_its_limit', violation_error_message='A figure here is at most 100,000%%. Check the number and its unit.'),
        ),
        migrations.AddConstraint(
            model_name='targetmeasurement',
            constraint=models.CheckConstraint(condition=models.Q(('value_high__lte', 100000)), name='measurement_value_within_its_limit', violation_error_message='A figure here is at most 100,000%%. Check the number and its unit.'),
        ),
    ]
