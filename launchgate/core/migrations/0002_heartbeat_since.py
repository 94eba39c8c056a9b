"""Say since when a process has been alive, so that a sweep is called late only when there was time for one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="heartbeat",
            name="since",
            field=models.DateTimeField(
                null=True, help_text="Since when it has been alive without a minute of silence."
            ),
        ),
    ]
