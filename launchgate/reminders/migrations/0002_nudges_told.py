from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("launches", "0009_rests_and_progress"),
        ("reminders", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="nudge",
            index=models.Index(
                condition=models.Q(("kind__in", ["deputy", "sponsor"])),
                fields=["person", "written_at"],
                name="nudge_told",
            ),
        ),
    ]
