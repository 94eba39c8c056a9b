"""The tables of this room, as they were before the first release."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    # Databases made before the steps were put together go on from here.
    replaces = [("core", "0001_initial"), ("core", "0002_heartbeat_since")]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("beat_at", models.DateTimeField()),
                (
                    "since",
                    models.DateTimeField(
                        help_text="Since when it has been alive without a minute of silence.", null=True
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Once",
            fields=[
                ("key", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("used_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="QueuedTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tag", models.CharField(max_length=64, unique=True)),
                ("queue", models.CharField(max_length=100)),
                ("payload", models.TextField()),
                ("visible_at", models.FloatField(help_text="Unix time from which a worker may take it.")),
            ],
            options={
                "indexes": [models.Index(fields=["queue", "visible_at", "id"], name="queued_task_ready")],
            },
        ),
    ]
