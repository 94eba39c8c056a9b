"""The tables of this room, as they were before the first release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    # Databases made before the steps were put together go on from here.
    replaces = [
        ("customers", "0001_initial"),
        ("customers", "0003_promises_are_asked_about"),
        ("customers", "0004_erased_customers"),
    ]

    dependencies = [
        ("launches", "0001_launches_and_turns"),
        ("people", "0001_people_and_functions"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Customer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                (
                    "key",
                    models.CharField(help_text="The name folded, so that spellings meet.", max_length=240, unique=True),
                ),
                (
                    "erased_at",
                    models.DateTimeField(blank=True, help_text="When the name was erased by law.", null=True),
                ),
            ],
            options={
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=2000)),
                ("asked_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("answered", "Answered"),
                            ("withdrawn", "Withdrawn"),
                            ("ended", "Launch stopped"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=4000)),
                (
                    "settled_at",
                    models.DateTimeField(blank=True, help_text="When it was answered, withdrawn or ended.", null=True),
                ),
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
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "function",
                    models.ForeignKey(
                        help_text="Who answers.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.function",
                    ),
                ),
                (
                    "gate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="launches.gate"
                    ),
                ),
                (
                    "launch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="launches.launch"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(condition=models.Q(("status", "open")), fields=["launch"], name="question_open")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("status", "open")),
                            models.Q(models.Q(("status", "open"), _negated=True), ("settled_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="settled_question_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_by__isnull", False), ("status", "answered")),
                            models.Q(models.Q(("status", "answered"), _negated=True), ("answered_by", None)),
                            _connector="OR",
                        ),
                        name="answered_question_says_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Insight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("conversation", "Conversation"),
                            ("feedback", "Feedback"),
                            ("churn", "Churn"),
                            ("conversion", "Conversion"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.TextField(max_length=4000, verbose_name="in their words")),
                (
                    "words_key",
                    models.CharField(
                        blank=True, help_text="Digest of the words without case and marks.", max_length=64
                    ),
                ),
                ("number", models.CharField(blank=True, help_text="As a normalised decimal.", max_length=32)),
                ("unit", models.CharField(blank=True, max_length=24)),
                ("added_at", models.DateTimeField()),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, help_text="When it was withdrawn or corrected.", null=True),
                ),
                ("end_reason", models.TextField(blank=True, help_text="Why it was withdrawn.", max_length=2000)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        help_text="Whose place it takes.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="customers.insight",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="insights", to="customers.customer"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "gate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="insights",
                        to="launches.gate",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="insights",
                        to="launches.item",
                    ),
                ),
                (
                    "launch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="insights", to="launches.launch"
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        blank=True,
                        help_text="The first of its voice.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeats",
                        to="customers.insight",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["launch", "-added_at"], name="insight_of_launch"),
                    models.Index(fields=["customer", "-added_at"], name="insight_of_customer"),
                    models.Index(
                        condition=models.Q(("ended_at", None)), fields=["-added_at", "-id"], name="insight_standing"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="ended_insight_says_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("same_as", models.F("id")), _negated=True), name="insight_repeats_another"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("date", "Date"),
                            ("price", "Price"),
                            ("service", "Service level"),
                            ("scope", "Scope"),
                        ],
                        max_length=8,
                    ),
                ),
                ("words", models.TextField(max_length=2000, verbose_name="in words")),
                (
                    "value",
                    models.JSONField(
                        blank=True, help_text="As an answer of its type; None where words say it all.", null=True
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=24)),
                (
                    "direction",
                    models.CharField(
                        blank=True, choices=[("at_least", "At least"), ("at_most", "At most")], max_length=8
                    ),
                ),
                ("made_on", models.DateField()),
                ("worth", models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("recorded_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("unbacked", "Not backed"),
                            ("colliding", "Collides"),
                            ("backed", "Backed"),
                            ("excepted", "By exception"),
                            ("withdrawn", "Withdrawn"),
                            ("kept", "Kept"),
                            ("broken", "Broken"),
                            ("ended", "Launch stopped"),
                        ],
                        default="unbacked",
                        max_length=9,
                    ),
                ),
                (
                    "meaning",
                    models.PositiveIntegerField(
                        default=0, help_text="Of the answer, when somebody said that it backs this."
                    ),
                ),
                ("exception", models.CharField(blank=True, help_text="What covers it, or did last.", max_length=60)),
                ("told", models.TextField(blank=True, max_length=2000, verbose_name="what the customer was told")),
                (
                    "keep_on",
                    models.DateField(
                        blank=True, help_text="The day on which it is asked whether it was kept.", null=True
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(blank=True, help_text="When it was asked whether it was kept.", null=True),
                ),
                (
                    "kept_on",
                    models.DateField(blank=True, help_text="The day on which it was kept or broken.", null=True),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "backed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="promises", to="customers.customer"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="launches.item",
                    ),
                ),
                (
                    "launch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="promises", to="launches.launch"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "recorder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["launch", "id"], name="promise_of_launch"),
                    models.Index(fields=["customer", "id"], name="promise_of_customer"),
                    models.Index(condition=models.Q(("item__isnull", False)), fields=["item"], name="promise_of_item"),
                    models.Index(fields=["status", "-recorded_at", "-id"], name="promise_by_status"),
                    models.Index(
                        condition=models.Q(("asked_at", None), ("keep_on__isnull", False)),
                        fields=["keep_on"],
                        name="promise_to_ask",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("currency", ""), ("worth", None)),
                            models.Q(("worth__isnull", False), models.Q(("currency", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="worth_has_a_currency",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["kept", "broken"]), ("kept_on__isnull", False)),
                            models.Q(models.Q(("status__in", ["kept", "broken"]), _negated=True), ("kept_on", None)),
                            _connector="OR",
                        ),
                        name="kept_promise_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["colliding", "backed"]), _negated=True),
                            ("item__isnull", False),
                            _connector="OR",
                        ),
                        name="backed_promise_names_its_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "excepted"), _negated=True),
                            models.Q(("exception", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="excepted_promise_names_its_exception",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InsightProof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(choices=[("note", "Note"), ("link", "Link"), ("file", "File")], max_length=4),
                ),
                ("title", models.CharField(max_length=200)),
                ("note", models.TextField(blank=True, max_length=10000)),
                ("url", models.URLField(blank=True, max_length=2000)),
                ("file", models.FileField(blank=True, upload_to="evidence/%Y/%m")),
                ("size", models.PositiveBigIntegerField(default=0, help_text="Bytes.")),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "insight",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="proofs", to="customers.insight"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
    ]
