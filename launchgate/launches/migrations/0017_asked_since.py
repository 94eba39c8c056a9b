"""Keep on a launch's questions since which version they ask the same."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("launches", "0016_steps_by_person"),
    ]

    operations = [
        migrations.AddField(
            model_name="item",
            name="asked_since",
            field=models.PositiveIntegerField(
                default=0,
                help_text="The version since which it asks the same, whatever its wording. 0: it is not known.",
            ),
        ),
    ]
