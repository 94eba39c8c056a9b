from django.db import migrations
from django.db.models import Exists, OuterRef


def fill(apps, schema_editor):
    """Mark what is to be told in digests that have not left."""
    Nudge, Message = apps.get_model("reminders", "Nudge"), apps.get_model("outbox", "Message")
    ahead = Message.objects.filter(kind="digest", settled_at=None, person=OuterRef("person"))
    ahead = ahead.filter(created_at__lte=OuterRef("written_at"))
    Nudge.objects.filter(Exists(ahead), kind__in=["deputy", "sponsor"]).update(is_untold=True)


class Migration(migrations.Migration):
    dependencies = [("reminders", "0003_untold_nudges"), ("outbox", "0005_news_for_digests")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
