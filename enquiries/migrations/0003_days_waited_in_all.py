from django.db import migrations, models
from django.db.models import F


def waited_so_far(apps, schema_editor):
    apps.get_model("enquiries", "Enquiry").objects.filter(paused__gt=0).update(waited=F("paused"))


class Migration(migrations.Migration):

    dependencies = [
        ('enquiries', '0002_reopening_and_supplements'),
    ]

    operations = [
        migrations.AddField(
            model_name='enquiry',
            name='waited',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.RunPython(waited_so_far, migrations.RunPython.noop),
    ]
