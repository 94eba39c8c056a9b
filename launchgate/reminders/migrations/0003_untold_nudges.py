from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reminders", "0002_nudges_told")]

    operations = [
        migrations.AddField(
            model_name="nudge",
            name="is_untold",
            field=models.BooleanField(default=False, help_text="No digest has told its deputy or sponsor of it yet."),
        ),
        migrations.AddIndex(
            model_name="nudge",
            index=models.Index(condition=models.Q(("is_untold", True)), fields=["person"], name="nudge_untold"),
        ),
    ]
