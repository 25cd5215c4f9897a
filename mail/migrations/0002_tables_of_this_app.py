"""The tables of release 0.1, which stood in the app `enquiries`, get the names of this app."""

import django.db.models.deletion
from django.db import migrations, models

from records.moved_models import move_content_types


def name_the_enquiry(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    OutgoingMail = apps.get_model("mail", "OutgoingMail")
    mails = OutgoingMail.objects.filter(content_type__isnull=True)
    if mails.exists():
        enquiry, _ = ContentType.objects.get_or_create(app_label="enquiries", model="enquiry")
        mails.update(content_type=enquiry, object_id=models.F("enquiry_id"))


class Migration(migrations.Migration):
    dependencies = [
        ("mail", "0001_squashed"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AlterModelTable("OutgoingMail", None),
        move_content_types("enquiries", "mail", ["outgoingmail"]),
        migrations.AddField(
            "OutgoingMail",
            "content_type",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contenttypes.contenttype",
            ),
        ),
        migrations.AddField("OutgoingMail", "object_id", models.BigIntegerField(null=True)),
        migrations.RunPython(name_the_enquiry, migrations.RunPython.noop, elidable=True),
    ]
