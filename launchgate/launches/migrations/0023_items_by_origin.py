"""Find the questions that a lesson wrote without reading all that were ever asked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("launches", "0022_turn_questions")]

    operations = [
        migrations.AddIndex("item", models.Index(fields=["origin"], name="item_by_origin")),
    ]
