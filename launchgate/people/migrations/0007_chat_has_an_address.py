"""Tie the address of a chat to the choice of one."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("people", "0006_refused_chat")]

    operations = [
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=Q(channel="mail", chat_address="", chat_refused_at=None)
                | (~Q(channel="mail") & ~Q(chat_address="")),
                name="chat_has_an_address",
            ),
        ),
    ]
