"""A promise is asked about on its day, backed or not: the index of those days follows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0002_words_index")]

    operations = [
        migrations.RemoveIndex(model_name="promise", name="promise_to_keep"),
        migrations.AlterField(
            model_name="promise",
            name="exception",
            field=models.CharField(blank=True, help_text="What covers it, or did last.", max_length=60),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(
                condition=models.Q(("asked_at", None), ("keep_on__isnull", False)),
                fields=["keep_on"],
                name="promise_to_ask",
            ),
        ),
    ]
