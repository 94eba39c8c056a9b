"""The tables of this room, as they were before the first release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    # Databases made before the steps were put together go on from here.
    replaces = [
        ("offerings", "0001_standard_offerings"),
        ("offerings", "0002_exceptions"),
        ("offerings", "0004_exceptions_for_promises"),
        ("offerings", "0005_exceptions_know_their_customer"),
        ("offerings", "0006_fill_customers"),
        ("offerings", "0007_every_exception_has_a_customer"),
    ]

    dependencies = [
        ("customers", "0001_customers_and_promises"),
        ("launches", "0001_launches_and_turns"),
        ("people", "0001_people_and_functions"),
        ("people", "__first__"),
        ("playbooks", "0001_playbooks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "training",
                    models.PositiveIntegerField(help_text="The number of the edition in which this training was new."),
                ),
                ("acknowledged_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Dismissal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("alike", models.PositiveIntegerField(help_text="How many there were.")),
                ("reason", models.TextField(max_length=2000)),
                ("dismissed_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("summary", models.TextField(max_length=4000, verbose_name="what it is")),
                ("audience", models.CharField(max_length=300, verbose_name="for whom")),
                ("service_levels", models.TextField(blank=True, max_length=4000)),
                (
                    "lead_days",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="In working days.", null=True, verbose_name="lead time"
                    ),
                ),
                ("limits", models.TextField(blank=True, max_length=4000)),
                ("price", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("billing", models.CharField(blank=True, max_length=300, verbose_name="how it is billed")),
                ("training", models.TextField(blank=True, help_text="Markdown.", max_length=20000)),
                (
                    "training_since",
                    models.PositiveIntegerField(help_text="The number of the edition in which the training was new."),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="what changed")),
                ("published_at", models.DateTimeField()),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number", 1), models.Q(("note", ""), _negated=True), _connector="OR"),
                        name="later_edition_says_what_changed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("currency", ""), ("price", None)),
                            models.Q(("price__gte", 0), models.Q(("currency", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="price_has_a_currency",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("training_since__lte", models.F("number"))),
                        name="training_is_not_of_a_later_edition",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExceptionRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "customer_name",
                    models.CharField(
                        help_text="As the requester wrote it: the record proves it.",
                        max_length=200,
                        verbose_name="customer",
                    ),
                ),
                ("what", models.CharField(max_length=200, verbose_name="what is asked for")),
                ("why", models.TextField(max_length=4000)),
                (
                    "amount",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="value"),
                ),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("needed_by", models.DateField(blank=True, null=True, verbose_name="by when")),
                ("requested_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "Voices are heard"),
                            ("heard", "To be decided"),
                            ("approved", "Approved"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("expired", "Expired"),
                            ("stopped", "Launch stopped"),
                        ],
                        default="asked",
                        max_length=9,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "capacity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("head", "Head"),
                            ("delegate", "Delegate"),
                            ("deputy", "Deputy"),
                            ("sponsor", "Sponsor"),
                            ("acting", "Sponsor as acting head"),
                            ("executive", "Executive as acting head"),
                        ],
                        max_length=10,
                    ),
                ),
                ("conditions", models.TextField(blank=True, max_length=4000)),
                (
                    "expires_on",
                    models.DateField(blank=True, help_text="The last day on which it may be used.", null=True),
                ),
                ("reason", models.TextField(blank=True, help_text="Why it was declined.", max_length=4000)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exceptions", to="customers.customer"
                    ),
                ),
                (
                    "decided_by",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exceptions",
                        to="launches.launch",
                    ),
                ),
                (
                    "promise",
                    models.ForeignKey(
                        blank=True,
                        help_text="That it would cover.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exceptions",
                        to="customers.promise",
                    ),
                ),
                (
                    "requester",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "root",
                    models.ForeignKey(
                        blank=True,
                        help_text="The first one that it is like.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alike",
                        to="offerings.exceptionrequest",
                    ),
                ),
                (
                    "sponsor",
                    models.ForeignKey(
                        help_text="Empty on a launch.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        help_text="Empty on a launch.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="playbooks.version",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-requested_at", "-id"], name="exception_newest"),
                    models.Index(
                        condition=models.Q(("status__in", ["asked", "heard"])),
                        fields=["launch"],
                        name="exception_undecided",
                    ),
                    models.Index(
                        condition=models.Q(("status", "approved")), fields=["expires_on"], name="exception_to_expire"
                    ),
                    models.Index(fields=["requester", "-requested_at"], name="exception_by_requester"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount", None), ("currency", "")),
                            models.Q(("amount__gte", 0), models.Q(("currency", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="exception_value_has_a_currency",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("launch__isnull", False), ("sponsor", None), ("version", None)),
                            models.Q(("launch", None), ("sponsor__isnull", False), ("version__isnull", False)),
                            _connector="OR",
                        ),
                        name="exception_hangs_on_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("promise", None), ("launch__isnull", False), _connector="OR"),
                        name="exception_for_a_promise_is_on_its_launch",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sponsor", None),
                            models.Q(("sponsor", models.F("requester")), _negated=True),
                            _connector="OR",
                        ),
                        name="exception_sponsor_is_not_the_requester",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("requester")), _negated=True),
                            _connector="OR",
                        ),
                        name="exception_not_decided_by_requester",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("status__in", ["approved", "declined", "expired"]),
                            ),
                            models.Q(
                                models.Q(("status__in", ["approved", "declined", "expired"]), _negated=True),
                                ("decided_at", None),
                                ("decided_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="exception_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("expires_on__isnull", False), ("status__in", ["approved", "expired"])),
                            models.Q(
                                models.Q(("status__in", ["approved", "expired"]), _negated=True), ("expires_on", None)
                            ),
                            _connector="OR",
                        ),
                        name="approved_exception_expires",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("status__in", ["withdrawn", "expired", "stopped"])),
                            models.Q(
                                models.Q(("status__in", ["withdrawn", "expired", "stopped"]), _negated=True),
                                ("ended_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="ended_exception_says_since_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Offering",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("added_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        help_text="The present one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offerings.edition",
                    ),
                ),
                (
                    "made_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="The first of the exceptions that it was made of.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standards",
                        to="offerings.exceptionrequest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OfferingOfLaunch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("linked_at", models.DateTimeField()),
                (
                    "launch",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="offering_link", to="launches.launch"
                    ),
                ),
                (
                    "linked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "offering",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="launch_links",
                        to="offerings.offering",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "offerings of launches",
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "answer",
                    models.CharField(choices=[("yes", "Yes"), ("yes_if", "Yes, if"), ("no", "No")], max_length=6),
                ),
                ("words", models.TextField(blank=True, max_length=4000)),
                ("printed_name", models.CharField(max_length=260)),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("head", "Head"),
                            ("delegate", "Delegate"),
                            ("deputy", "Deputy"),
                            ("sponsor", "Sponsor"),
                            ("acting", "Sponsor as acting head"),
                            ("executive", "Executive as acting head"),
                        ],
                        max_length=10,
                    ),
                ),
                ("given_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["given_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answer", "yes"), models.Q(("words", ""), _negated=True), _connector="OR"),
                        name="doubt_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("passed_at", models.DateTimeField(blank=True, null=True)),
                ("silent_at", models.DateTimeField(blank=True, help_text="Since when it counts as silent.", null=True)),
                (
                    "exception",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="voices",
                        to="offerings.exceptionrequest",
                    ),
                ),
                (
                    "function",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.function"
                    ),
                ),
                (
                    "passed_from",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who let the time pass.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "statement",
                    models.OneToOneField(
                        blank=True,
                        help_text="The present one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offerings.statement",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("exception", "function"), name="one_voice_per_function"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("passed_at", None), ("passed_from", None)),
                            models.Q(("passed_at__isnull", False), ("passed_from__isnull", False)),
                            _connector="OR",
                        ),
                        name="passed_voice_says_from_whom",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="acknowledgement",
            name="offering",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="acknowledgements", to="offerings.offering"
            ),
        ),
        migrations.AddField(
            model_name="dismissal",
            name="root",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="dismissals", to="offerings.exceptionrequest"
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="offering",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="editions", to="offerings.offering"
            ),
        ),
        migrations.AddField(
            model_name="exceptionrequest",
            name="offering",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="exceptions",
                to="offerings.offering",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="voice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="statements", to="offerings.voice"
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("offering", "number"), name="edition_number_once_per_offering"),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.UniqueConstraint(
                fields=("offering", "training", "person"), name="training_acknowledged_once"
            ),
        ),
    ]
