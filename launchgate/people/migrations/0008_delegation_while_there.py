"""Let who is there delegate: the same row as an absence, with a mark."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0007_chat_has_an_address")]

    operations = [
        migrations.AddField(
            model_name="absence",
            name="is_there",
            field=models.BooleanField(default=False, verbose_name="delegates while there"),
        ),
    ]
