from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("playbooks", "0003_reminder_policies"),
    ]

    operations = [
        migrations.AlterField(
            model_name="version",
            name="reminder_cap",
            field=models.PositiveSmallIntegerField(default=5, verbose_name="reminders at most"),
        ),
    ]
