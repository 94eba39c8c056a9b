"""Since when a turn's present holder has it, where it was somebody else's before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("launches", "0020_item_origins"),
    ]

    operations = [
        migrations.AddField(
            model_name="turn",
            name="held_at",
            field=models.DateTimeField(
                blank=True, help_text="When it went to its holder, if that was after it opened.", null=True
            ),
        ),
    ]
