"""The tables of this room, as they were before the first release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    # Databases made before the steps were put together go on from here.
    replaces = [("briefings", "0001_briefings_and_plans"), ("briefings", "0002_plan_per_customer")]

    dependencies = [
        ("customers", "0001_customers_and_promises"),
        ("launches", "0001_launches_and_turns"),
        ("people", "0001_people_and_functions"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Briefing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120)),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("dropped", "Dropped")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "share",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Percent of each function that have to read it, as of publication; 0 locks nothing.",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("waived_at", models.DateTimeField(blank=True, null=True)),
                ("waive_reason", models.TextField(blank=True, max_length=2000)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("functions", models.ManyToManyField(blank=True, related_name="+", to="people.function")),
                (
                    "launch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="briefings", to="launches.launch"
                    ),
                ),
                ("people", models.ManyToManyField(blank=True, related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "waived_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", False), ("status", "published")),
                            models.Q(models.Q(("status", "published"), _negated=True), ("published_at", None)),
                            _connector="OR",
                        ),
                        name="published_briefing_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("waived_at", None), ("waived_by", None)),
                            models.Q(("waived_at__isnull", False), ("waived_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="waiver_says_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("share__lte", 100)), name="briefing_share_is_a_percentage"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BriefingText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField(max_length=20000)),
                (
                    "change",
                    models.CharField(
                        blank=True, help_text="What a correction changes, for those who read it.", max_length=500
                    ),
                ),
                (
                    "is_material",
                    models.BooleanField(
                        default=False, help_text="Whoever read an earlier one has to read this one too."
                    ),
                ),
                ("written_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "briefing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="editions", to="briefings.briefing"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("briefing", "number"), name="edition_number_once_per_briefing")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_read", models.BooleanField(default=False)),
                (
                    "out",
                    models.CharField(
                        blank=True,
                        choices=[("away", "Away"), ("left", "Left the company")],
                        help_text="Why this reader is out of the count; empty: counted.",
                        max_length=4,
                    ),
                ),
                (
                    "briefing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readings", to="briefings.briefing"
                    ),
                ),
                (
                    "function",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.function"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(condition=models.Q(("is_read", False)), fields=["person"], name="reading_ahead")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("briefing", "person"), name="reader_once_per_briefing")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReaderQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=2000)),
                ("asked_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True, max_length=4000)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="briefings.reading"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("answered_by", None)),
                            models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reader_answer_says_who_and_when",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReaderNudge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nudged_on", models.DateField()),
                (
                    "nudged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="nudges", to="briefings.reading"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("reading", "nudged_on"), name="reader_nudged_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("printed_name", models.CharField(max_length=200)),
                ("read_at", models.DateTimeField()),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="briefings.briefingtext",
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="receipts", to="briefings.reading"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("reading", "edition"), name="edition_read_once")],
            },
        ),
        migrations.CreateModel(
            name="HandOverPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "is_complete",
                    models.BooleanField(
                        default=False, help_text="It names people on both sides and at least one step."
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        help_text="Empty on the general one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_over_plans",
                        to="customers.customer",
                    ),
                ),
                (
                    "launch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hand_over_plans",
                        to="launches.launch",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("launch", "customer"), name="one_plan_per_customer"),
                    models.UniqueConstraint(
                        condition=models.Q(("customer", None)), fields=("launch",), name="one_general_plan"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("content", models.JSONField(default=dict, help_text="As plan_words.PlanWords has it.")),
                ("saved_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="briefings.handoverplan",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("plan", "number"), name="plan_version_number_once")],
            },
        ),
        migrations.CreateModel(
            name="StepDone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=12)),
                ("done_at", models.DateTimeField()),
                (
                    "done_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="done", to="briefings.handoverplan"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("plan", "key"), name="step_done_once")],
            },
        ),
        migrations.AddField(
            model_name="briefing",
            name="edition",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="briefings.briefingtext"
            ),
        ),
        migrations.AddField(
            model_name="handoverplan",
            name="version",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="briefings.planversion"
            ),
        ),
    ]
