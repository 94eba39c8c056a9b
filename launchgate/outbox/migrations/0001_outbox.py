"""The tables of this room, as they were before the first release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    # Databases made before the steps were put together go on from here.
    replaces = [
        ("outbox", "0001_initial"),
        ("outbox", "0002_operations_indexes"),
        ("outbox", "0003_digests_by_person"),
        ("outbox", "0004_chat_took_it"),
        ("outbox", "0005_news_for_digests"),
    ]

    dependencies = [
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(help_text="Names the renderer, such as turn.asked.", max_length=40)),
                ("subject", models.CharField(help_text="What it is about, such as turn:12.", max_length=60)),
                ("once", models.CharField(help_text="A message with this key is written only once.", max_length=120)),
                ("data", models.JSONField(default=dict)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("dropped", "No longer needed"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=8,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("not_before", models.DateTimeField()),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "chat_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When the person's chat took it; the e-mail may still have to leave.",
                        null=True,
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("error", models.CharField(blank=True, max_length=500)),
                (
                    "headline",
                    models.CharField(
                        blank=True, help_text="The subject line as sent; the inbox shows it.", max_length=300
                    ),
                ),
                (
                    "path",
                    models.CharField(blank=True, help_text="Where the link led, without the host.", max_length=300),
                ),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "is_for_digest",
                    models.BooleanField(default=False, help_text="In the inbox only; the next digest tells of it."),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outbox_messages",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "queued")), fields=["not_before", "id"], name="message_queued"
                    ),
                    models.Index(
                        condition=models.Q(("status", "queued"), models.Q(("error", ""), _negated=True)),
                        fields=["-id"],
                        name="message_put_off",
                    ),
                    models.Index(condition=models.Q(("status", "failed")), fields=["-id"], name="message_failed"),
                    models.Index(
                        condition=models.Q(("status", "sending")), fields=["claimed_at"], name="message_sending"
                    ),
                    models.Index(
                        condition=models.Q(("status", "sent")), fields=["person", "-id"], name="message_inbox"
                    ),
                    models.Index(
                        condition=models.Q(("read_at", None), ("status", "sent")),
                        fields=["person"],
                        name="message_unread",
                    ),
                    models.Index(
                        condition=models.Q(("is_for_digest", True), ("read_at", None)),
                        fields=["person"],
                        name="message_for_digest",
                    ),
                    models.Index(
                        condition=models.Q(("kind", "digest")), fields=["person", "settled_at"], name="message_digest"
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("once",), name="message_once")],
            },
        ),
    ]
