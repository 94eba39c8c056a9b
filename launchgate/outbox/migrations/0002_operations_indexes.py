"""Find what was put off and what failed without reading what was sent."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["-id"], condition=Q(status="queued") & ~Q(error=""), name="message_put_off"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["-id"], condition=Q(status="failed"), name="message_failed"),
        ),
    ]
