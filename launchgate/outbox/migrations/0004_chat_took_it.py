"""Remember that a chat took a message whose e-mail is still to leave, so that it is not posted again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0003_digests_by_person")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="chat_at",
            field=models.DateTimeField(
                blank=True, help_text="When the person's chat took it; the e-mail may still have to leave.", null=True
            ),
        ),
    ]
