"""The tables of this room, as they were before the first release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    # Databases made before the steps were put together go on from here.
    replaces = [
        ("reminders", "0001_initial"),
        ("reminders", "0002_nudges_told"),
        ("reminders", "0003_untold_nudges"),
        ("reminders", "0004_fill_untold_nudges"),
    ]

    dependencies = [
        ("launches", "0001_launches_and_turns"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Nudge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=8)),
                ("due_at", models.DateTimeField()),
                ("written_at", models.DateTimeField()),
                (
                    "is_untold",
                    models.BooleanField(default=False, help_text="No digest has told its deputy or sponsor of it yet."),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nudges",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "turn",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="nudges",
                        to="launches.turn",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("kind__in", ["deputy", "sponsor"])),
                        fields=["person", "written_at"],
                        name="nudge_told",
                    ),
                    models.Index(condition=models.Q(("is_untold", True)), fields=["person"], name="nudge_untold"),
                ],
                "constraints": [models.UniqueConstraint(fields=("turn", "step", "person"), name="nudge_once")],
            },
        ),
    ]
