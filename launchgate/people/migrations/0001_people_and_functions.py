"""The tables of this room, as they were before the first release."""

import datetime

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import launchgate.people.models


class Migration(migrations.Migration):
    initial = True
    # Databases made before the steps were put together go on from here.
    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_limited_delegation"),
        ("people", "0003_erasure"),
        ("people", "0004_how_people_are_reached"),
        ("people", "0005_refused_later"),
        ("people", "0006_refused_chat"),
        ("people", "0007_chat_has_an_address"),
        ("people", "0008_delegation_while_there"),
        ("people", "0009_delegation_has_a_delegate"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("time_zone", models.CharField(default="Europe/Berlin", max_length=64)),
                (
                    "country",
                    models.CharField(
                        default="DE", help_text="ISO code of the country.", max_length=2, verbose_name="holidays of"
                    ),
                ),
                (
                    "subdivision",
                    models.CharField(
                        blank=True, help_text="Region code, such as BY or CA.", max_length=8, verbose_name="region"
                    ),
                ),
                (
                    "weekdays",
                    models.JSONField(default=launchgate.people.models.monday_to_friday, verbose_name="working days"),
                ),
                ("day_starts", models.TimeField(default=datetime.time(9, 0), verbose_name="working from")),
                ("day_ends", models.TimeField(default=datetime.time(17, 0), verbose_name="until")),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "is_executive",
                    models.BooleanField(
                        default=False, help_text="Reads every launch; can be a sponsor.", verbose_name="executive"
                    ),
                ),
                ("is_administrator", models.BooleanField(default=False, verbose_name="administrator")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "erased_at",
                    models.DateTimeField(blank=True, help_text="When the personal data was erased by law.", null=True),
                ),
                (
                    "digest_at",
                    models.TimeField(
                        blank=True, help_text="Empty: as the playbook says.", null=True, verbose_name="digest at"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("mail", "E-mail"), ("slack", "Slack"), ("teams", "Microsoft Teams")],
                        default="mail",
                        max_length=8,
                        verbose_name="reached by",
                    ),
                ),
                (
                    "chat_address",
                    models.CharField(blank=True, help_text="The secret webhook address of a chat.", max_length=500),
                ),
                (
                    "mail_refused_at",
                    models.DateTimeField(blank=True, help_text="Since when mail to the address bounces.", null=True),
                ),
                (
                    "mail_refused_why",
                    models.CharField(blank=True, help_text="What the mail server said.", max_length=300),
                ),
                (
                    "mail_refused_later",
                    models.BooleanField(default=False, help_text="The server took it first and sent it back."),
                ),
                (
                    "chat_refused_at",
                    models.DateTimeField(blank=True, help_text="Since when the chat takes no messages.", null=True),
                ),
                ("chat_refused_why", models.CharField(blank=True, help_text="What the chat answered.", max_length=300)),
                (
                    "calendar_key",
                    models.CharField(
                        blank=True,
                        help_text="The secret in the address of the calendar feed.",
                        max_length=64,
                        null=True,
                        unique=True,
                    ),
                ),
                (
                    "assistant",
                    models.ForeignKey(
                        blank=True,
                        help_text="Enters absences for them.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assists",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "people",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="person_email_once_whatever_case"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("erased_at", None), ("is_active", False), _connector="OR"),
                        name="erased_person_is_not_active",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel", "mail"), ("chat_address", ""), ("chat_refused_at", None)),
                            models.Q(
                                models.Q(("channel", "mail"), _negated=True),
                                models.Q(("chat_address", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="chat_has_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("assistant", None), models.Q(("assistant", models.F("id")), _negated=True), _connector="OR"
                        ),
                        name="nobody_assists_themselves",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Company",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain_count", models.PositiveBigIntegerField(default=0, editable=False)),
                ("chain_head", models.CharField(blank=True, default="", editable=False, max_length=64)),
                ("time_zone", models.CharField(default="Europe/Berlin", max_length=64)),
                (
                    "country",
                    models.CharField(
                        default="DE", help_text="ISO code of the country.", max_length=2, verbose_name="holidays of"
                    ),
                ),
                (
                    "subdivision",
                    models.CharField(
                        blank=True, help_text="Region code, such as BY or CA.", max_length=8, verbose_name="region"
                    ),
                ),
                (
                    "weekdays",
                    models.JSONField(default=launchgate.people.models.monday_to_friday, verbose_name="working days"),
                ),
                ("day_starts", models.TimeField(default=datetime.time(9, 0), verbose_name="working from")),
                ("day_ends", models.TimeField(default=datetime.time(17, 0), verbose_name="until")),
                ("name", models.CharField(default="Our company", max_length=120)),
                (
                    "closures",
                    models.JSONField(
                        blank=True, default=list, help_text="Dates (YYYY-MM-DD) on which everybody is off."
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "company",
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="there_is_one_company")],
            },
        ),
        migrations.CreateModel(
            name="Function",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=80, unique=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="people.function",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(help_text="Last day away.")),
                ("gate_kinds", models.JSONField(blank=True, default=list, help_text="Empty: gates of every kind.")),
                ("is_there", models.BooleanField(default=False, verbose_name="delegates while there")),
                ("entered_at", models.DateTimeField()),
                ("ended_early_at", models.DateTimeField(blank=True, null=True)),
                ("moved_at", models.DateTimeField(blank=True, null=True)),
                ("returned_at", models.DateTimeField(blank=True, null=True)),
                (
                    "delegate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_in_for",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "functions",
                    models.ManyToManyField(
                        blank=True, help_text="Empty: all of the person's functions.", to="people.function"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("returned_at", None)), fields=["starts_on"], name="absence_to_follow"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="absence_ends_after_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("delegate", None),
                            models.Q(("delegate", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_delegates_to_themselves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_there", False), ("delegate__isnull", False), _connector="OR"),
                        name="delegation_has_a_delegate",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rank",
                    models.CharField(
                        choices=[("head", "Head"), ("deputy", "Deputy"), ("member", "Member")],
                        default="member",
                        max_length=8,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "function",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="people.function"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("rank", "head")),
                        fields=("function",),
                        name="one_head_per_function",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("person", "function"),
                        name="one_seat_per_person_and_function",
                    ),
                ],
            },
        ),
    ]
