"""Figures have a limit, so that sums of them never overflow."""

from django.db import migrations, models

from records.migrations._figure_limits import keep_words_beyond
from search.word_index import make_index

LIMITS = [
    ("project", "area", 10_000_000),
    ("project", "capital", 1_000_000_000_000_000),
    ("project", "capital_usd", 100_000_000_000),
]


def keep_words(apps, schema_editor):
    for model, name, limit in LIMITS:
        keep_words_beyond(apps.get_model("projects", model), name, limit)


def make_word_index(apps, schema_editor):
    """SQLite loses the triggers of the index with a table that is made anew for a constraint."""
    make_index(schema_editor.connection, "projects_project")


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0003_figure_limits'),
        ('projects', '0001_squashed'),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, make_word_index),
        migrations.RunPython(keep_words, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('area_high__lte', 10000000)), name='project_area_within_its_limit', violation_error_message='A figure here is at most 10,000,000 ha. Check the number and its unit.'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('capital_high__lte', 1000000000000000)), name='project_capital_within_its_limit', violation_error_message='A figure here is at most 1,000,000 billion dong. Check the number and its unit.'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('capital_usd_high__lte', 100000000000)), name='project_capital_usd_within_its_limit', violation_error_message='A figure here is at most 100,000 million USD. Check the number and its unit.'),
        ),
        migrations.RunPython(make_word_index, migrations.RunPython.noop),
    ]
