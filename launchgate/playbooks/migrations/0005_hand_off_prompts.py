from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("playbooks", "0004_five_reminders"),
    ]

    operations = [
        migrations.AddField(
            model_name="gatetemplate",
            name="prompts",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="What the next functions must know, prompt by prompt.",
            ),
        ),
    ]
