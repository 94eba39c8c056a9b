"""The tables of this room, as they were before the first release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    # Databases made before the steps were put together go on from here.
    replaces = [("reviews", "0001_shared_targets"), ("reviews", "0002_reviews"), ("reviews", "0003_lessons")]

    dependencies = [
        ("launches", "0001_launches_and_turns"),
        ("people", "0001_people_and_functions"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Lesson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        help_text="What it was learned from: review:3, launch:5 (a stop), decision:8, promise:7.",
                        max_length=60,
                    ),
                ),
                ("happened", models.TextField(max_length=10000, verbose_name="what happened")),
                ("why", models.TextField(max_length=10000, verbose_name="why")),
                ("tags", models.JSONField(blank=True, default=list)),
                ("gate_kind", models.SlugField(help_text="The gate that should have caught it.", max_length=40)),
                ("item_text", models.CharField(max_length=500, verbose_name="what to ask next time")),
                (
                    "item_kind",
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
                ("written_at", models.DateTimeField()),
                (
                    "taken_at",
                    models.DateTimeField(blank=True, help_text="When it was taken into the playbook.", null=True),
                ),
                (
                    "kept_at",
                    models.DateTimeField(
                        blank=True, help_text="When its item was kept though it caught nothing.", null=True
                    ),
                ),
                ("kept_reason", models.TextField(blank=True, max_length=2000)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "function",
                    models.ForeignKey(
                        help_text="Who answers it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.function",
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "launch",
                    models.ForeignKey(
                        help_text="That taught it.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lessons",
                        to="launches.launch",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_at", None), ("taken_by", None)),
                            models.Q(("taken_at__isnull", False), ("taken_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="taken_lesson_says_by_whom",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.PositiveSmallIntegerField(help_text="Days after going public.")),
                (
                    "planned_for",
                    models.DateField(help_text="By when it should be closed, in the owner's working days."),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("learned", models.TextField(blank=True, max_length=10000)),
                (
                    "end_reason",
                    models.TextField(blank=True, help_text="Why no further review follows.", max_length=2000),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "launch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reviews", to="launches.launch"
                    ),
                ),
            ],
            options={
                "ordering": ["day"],
                "indexes": [
                    models.Index(condition=models.Q(("closed_at", None)), fields=["launch"], name="review_open")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("launch", "day"), name="review_once_per_day"),
                    models.CheckConstraint(condition=models.Q(("day__in", [30, 60, 90])), name="review_day_known"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closed_by", None)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="closed_review_says_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("csat", "Customer satisfaction (CSAT)"),
                            ("nps", "Recommendation (NPS)"),
                            ("churn", "Churn"),
                            ("conversion", "Conversion"),
                            ("own", "A measure of your own"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("unit", models.CharField(blank=True, max_length=24)),
                ("is_higher_better", models.BooleanField(default=True)),
                (
                    "baseline",
                    models.DecimalField(
                        blank=True, decimal_places=3, help_text="Where it stands.", max_digits=13, null=True
                    ),
                ),
                (
                    "goal",
                    models.DecimalField(
                        decimal_places=3, help_text="Where it has to be after going public.", max_digits=13
                    ),
                ),
                ("source", models.CharField(help_text="Where the numbers come from.", max_length=300)),
                ("set_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, help_text="Empty while it stands.", null=True)),
                (
                    "before",
                    models.ForeignKey(
                        help_text="What it took over from.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.target",
                    ),
                ),
                (
                    "launch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="targets", to="launches.launch"
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("launch", "name"),
                        name="target_name_once_per_launch",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Fit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("looked_at", models.DateTimeField(blank=True, null=True)),
                ("applies", models.BooleanField(blank=True, null=True)),
                ("words", models.TextField(blank=True, max_length=2000)),
                (
                    "launch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="fits", to="launches.launch"
                    ),
                ),
                (
                    "looked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="fits", to="reviews.lesson"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("launch", "lesson"), name="lesson_fits_a_launch_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("applies", None), ("looked_at", None), ("looked_by", None)),
                            models.Q(
                                ("applies__isnull", False), ("looked_at__isnull", False), ("looked_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="lesson_looked_at_says_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(db_index=True, max_length=40)),
                ("weight", models.PositiveSmallIntegerField()),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="words", to="reviews.lesson"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("lesson", "word"), name="word_once_per_lesson")],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("actual", models.JSONField(help_text="What it really was, as an answer to the item is kept.")),
                ("is_held", models.BooleanField()),
                ("found_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, help_text="Empty while it stands.", null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="launches.item"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="outcomes", to="reviews.review"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("review", "item"), name="outcome_once_per_fact"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True, max_length=10000)),
                ("written_at", models.DateTimeField(blank=True, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "function",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.function"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contributions", to="reviews.review"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("review", "function"), name="contribution_once_per_function"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("author", None), ("written_at", None)),
                            models.Q(("author__isnull", False), ("written_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="written_contribution_says_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TargetValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.DecimalField(decimal_places=3, max_digits=13)),
                ("source", models.CharField(max_length=300)),
                ("read_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, help_text="Empty while it stands.", null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readings", to="reviews.review"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="readings", to="reviews.target"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("review", "target"),
                        name="reading_once_per_target",
                    )
                ],
            },
        ),
    ]
