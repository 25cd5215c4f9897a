"""A mail is about any record, not only about an enquiry."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mail", "0002_tables_of_this_app")]

    operations = [
        migrations.RemoveField("OutgoingMail", "enquiry"),
        migrations.AlterField(
            "OutgoingMail",
            "content_type",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contenttypes.contenttype",
            ),
        ),
        migrations.AlterField("OutgoingMail", "object_id", models.BigIntegerField()),
        migrations.AddIndex(
            "OutgoingMail",
            models.Index(fields=["content_type", "object_id"], name="outgoing_mail_about"),
        ),
    ]
