"""Offices and sector groups that officials answer for are not deleted."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enquiries', '0001_squashed'),
        ('programme', '0003_figure_limits'),
    ]

    operations = [
        migrations.AlterField(
            model_name='responsibility',
            name='office',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.office', verbose_name='office'),
        ),
        migrations.AlterField(
            model_name='responsibility',
            name='sector_group',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.sectorgroup', verbose_name='sector group'),
        ),
    ]
