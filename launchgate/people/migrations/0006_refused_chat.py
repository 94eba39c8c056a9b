"""Keep since when, and with what words, a person's chat takes no messages."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_refused_later")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="chat_refused_at",
            field=models.DateTimeField(blank=True, help_text="Since when the chat takes no messages.", null=True),
        ),
        migrations.AddField(
            model_name="person",
            name="chat_refused_why",
            field=models.CharField(blank=True, help_text="What the chat answered.", max_length=300),
        ),
    ]
