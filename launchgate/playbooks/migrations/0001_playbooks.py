"""The tables of this room, as they were before the first release."""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    # Databases made before the steps were put together go on from here.
    replaces = [
        ("playbooks", "0001_initial"),
        ("playbooks", "0002_password_to_sign"),
        ("playbooks", "0003_reminder_policies"),
        ("playbooks", "0004_five_reminders"),
        ("playbooks", "0005_hand_off_prompts"),
        ("playbooks", "0006_asked_since"),
        ("playbooks", "0007_internal_launch"),
        ("playbooks", "0008_insights_asked_for"),
        ("playbooks", "0009_item_origins"),
    ]

    dependencies = [
        ("people", "0001_people_and_functions"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Playbook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, unique=True)),
                ("description", models.TextField(blank=True)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "note",
                    models.CharField(blank=True, help_text="What changed against the version before.", max_length=300),
                ),
                ("created_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("grace_days", models.PositiveSmallIntegerField(default=2, verbose_name="first reminder after")),
                ("spacing_days", models.PositiveSmallIntegerField(default=2, verbose_name="then every")),
                ("reminder_cap", models.PositiveSmallIntegerField(default=5, verbose_name="reminders at most")),
                ("deputy_days", models.PositiveSmallIntegerField(default=5, verbose_name="deputy told after")),
                ("sponsor_days", models.PositiveSmallIntegerField(default=7, verbose_name="sponsor told after")),
                ("due_days", models.PositiveSmallIntegerField(default=5, verbose_name="a turn is due after")),
                ("snooze_days", models.PositiveSmallIntegerField(default=5, verbose_name="longest rest")),
                ("snooze_cap", models.PositiveSmallIntegerField(default=2, verbose_name="rests at most")),
                (
                    "digest_at",
                    models.TimeField(
                        default=datetime.time(9, 0), help_text="In the reader's own zone.", verbose_name="reminders at"
                    ),
                ),
                ("quiet_from", models.TimeField(default=datetime.time(19, 0), verbose_name="quiet from")),
                ("quiet_until", models.TimeField(default=datetime.time(7, 0), verbose_name="quiet until")),
                (
                    "policies",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="What differs: one object per gate kind and tier, with the days that differ.",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "playbook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="playbooks.playbook"
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("playbook", "number"), name="version_number_once_per_playbook"),
                    models.UniqueConstraint(
                        condition=models.Q(("published_at", None)), fields=("playbook",), name="one_draft_per_playbook"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GateTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.SlugField(max_length=40)),
                ("name", models.CharField(max_length=80)),
                ("icon", models.SlugField(default="product", max_length=20)),
                ("order", models.PositiveSmallIntegerField()),
                ("purpose", models.CharField(blank=True, help_text="What this gate makes sure of.", max_length=300)),
                (
                    "statement",
                    models.TextField(
                        help_text="The sentence a signature signs; {key} is filled from the answer, in words and with its unit."
                    ),
                ),
                (
                    "working_days",
                    models.PositiveSmallIntegerField(
                        default=5, help_text="Planned length, for dates back from the target."
                    ),
                ),
                ("deputies_sign", models.BooleanField(default=True, verbose_name="deputies may sign")),
                (
                    "password_to_tier",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Signing asks for the password in tiers 1 (highest risk) to this one; 0: in none.",
                    ),
                ),
                (
                    "insight_kinds",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Of so many kinds customers are heard before it can be submitted.",
                        verbose_name="kinds of insight",
                    ),
                ),
                (
                    "prompts",
                    models.JSONField(
                        blank=True, default=list, help_text="What the next functions must know, prompt by prompt."
                    ),
                ),
                (
                    "share_to_go_public",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Percent of each function in the audience that locks the public launch; 0: no briefing is needed.",
                        verbose_name="share that has to read the briefing",
                    ),
                ),
                (
                    "share_step",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="By how many points of percent it is lower in each tier after the first.",
                        verbose_name="less per tier",
                    ),
                ),
                (
                    "hand_over_plan_to_tier",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="The customer's hand-over is planned in tiers 1 (highest risk) to this one; 0: in none.",
                    ),
                ),
                (
                    "functions",
                    models.ManyToManyField(
                        help_text="Each of them signs.", related_name="gate_templates", to="people.function"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="gates", to="playbooks.version"
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "kind"), name="gate_kind_once_per_version"),
                    models.CheckConstraint(condition=models.Q(("order__gte", 1)), name="gate_order_from_one"),
                    models.CheckConstraint(
                        condition=models.Q(("password_to_tier__lte", 3)), name="gate_template_password_tier_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hand_over_plan_to_tier__lte", 3),
                            ("share_step__lte", 50),
                            ("share_to_go_public__lte", 100),
                        ),
                        name="gate_template_internal_launch_fits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Checklist",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("read_at", models.DateTimeField()),
                ("content", models.JSONField(help_text="What was found, as importing.found has it.")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        help_text="Into which it goes.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="playbooks.version",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ItemTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=60)),
                ("position", models.PositiveIntegerField(default=0)),
                ("text", models.CharField(max_length=500)),
                ("help", models.TextField(blank=True)),
                ("section", models.CharField(blank=True, max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "Text"),
                            ("yes_no", "Yes or no"),
                            ("choice", "Choice"),
                            ("number", "Number"),
                            ("money", "Money"),
                            ("date", "Date"),
                            ("link", "Link"),
                            ("file", "File"),
                        ],
                        default="yes_no",
                        max_length=8,
                    ),
                ),
                ("options", models.JSONField(blank=True, default=list, help_text="The choices of a choice.")),
                ("unit", models.CharField(blank=True, help_text="Unit of a number, such as days or %.", max_length=24)),
                ("is_required", models.BooleanField(default=False, verbose_name="required")),
                ("needs_evidence", models.BooleanField(default=False)),
                (
                    "is_material",
                    models.BooleanField(
                        default=True, help_text="A change makes signatures look again.", verbose_name="material"
                    ),
                ),
                (
                    "track",
                    models.CharField(
                        choices=[("gate", "Gate"), ("market", "Go-to-market")], default="gate", max_length=8
                    ),
                ),
                (
                    "asked_since",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="The version since which it asks the same, whatever its wording. 0: it is not known.",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="A row of a later room that it was written for: lesson:12.",
                        max_length=60,
                    ),
                ),
                (
                    "lowest_tier",
                    models.PositiveSmallIntegerField(
                        default=3, help_text="Asked in tiers 1 (highest risk) to this one."
                    ),
                ),
                (
                    "function",
                    models.ForeignKey(
                        help_text="Who answers it; usually the gate's own function.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.function",
                    ),
                ),
                (
                    "gate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="playbooks.gatetemplate"
                    ),
                ),
                (
                    "relied_on_by",
                    models.ManyToManyField(
                        blank=True, help_text="Who vouches for it too.", related_name="+", to="people.function"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("gate", "key"), name="item_key_once_per_gate_template"),
                    models.CheckConstraint(
                        condition=models.Q(("lowest_tier__in", [1, 2, 3])), name="item_template_tier_known"
                    ),
                ],
            },
        ),
    ]
