"""Keep since which version a question asks the same, whatever its wording."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("playbooks", "0005_hand_off_prompts"),
    ]

    operations = [
        migrations.AddField(
            model_name="itemtemplate",
            name="asked_since",
            field=models.PositiveIntegerField(
                default=0,
                help_text="The version since which it asks the same, whatever its wording. 0: it is not known.",
            ),
        ),
    ]
