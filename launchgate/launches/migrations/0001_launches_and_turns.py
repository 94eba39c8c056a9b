"""The tables of this room, as they were before the first release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    # Databases made before the steps were put together go on from here.
    replaces = [
        ("launches", "0001_initial"),
        ("launches", "0002_wording_and_proof"),
        ("launches", "0003_decision_once"),
        ("launches", "0004_conditions_enforce_themselves"),
        ("launches", "0005_means_of_signing"),
        ("launches", "0006_items_not_applicable"),
        ("launches", "0007_overridden_gates"),
        ("launches", "0008_playbook_revisions"),
        ("launches", "0009_rests_and_progress"),
        ("launches", "0010_rest_days"),
        ("launches", "0011_offers_are_turns"),
        ("launches", "0012_turns_of_later_rooms"),
        ("launches", "0013_who_stopped_it"),
        ("launches", "0014_fill_who_stopped_it"),
        ("launches", "0015_hand_off_parts"),
        ("launches", "0016_steps_by_person"),
        ("launches", "0017_asked_since"),
        ("launches", "0018_index_of_the_market"),
        ("launches", "0019_insights_and_promises"),
        ("launches", "0020_item_origins"),
        ("launches", "0021_held_since"),
        ("launches", "0022_turn_questions"),
        ("launches", "0023_items_by_origin"),
    ]

    dependencies = [
        ("people", "0001_people_and_functions"),
        ("people", "__first__"),
        ("playbooks", "0001_playbooks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Launch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain_count", models.PositiveBigIntegerField(default=0, editable=False)),
                ("chain_head", models.CharField(blank=True, default="", editable=False, max_length=64)),
                ("name", models.CharField(max_length=120)),
                ("summary", models.TextField(max_length=4000, verbose_name="what it is")),
                ("audience", models.CharField(max_length=300, verbose_name="for whom")),
                (
                    "tier",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Tier 1, highest risk"), (2, "Tier 2"), (3, "Tier 3, lowest risk")], default=2
                    ),
                ),
                ("target_date", models.DateField()),
                ("is_confidential", models.BooleanField(default=False, verbose_name="confidential")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("held", "On hold"),
                            ("stopped", "Stopped"),
                            ("live", "Public"),
                            ("reviewed", "Reviewed"),
                        ],
                        default="active",
                        max_length=8,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("live_at", models.DateTimeField(blank=True, null=True)),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                ("stop_reason", models.TextField(blank=True)),
                (
                    "next_planned_for",
                    models.DateField(
                        blank=True,
                        help_text="Planned day of the earliest gate not yet passed; empty when all are.",
                        null=True,
                    ),
                ),
                (
                    "open_promises",
                    models.PositiveIntegerField(default=0, help_text="Promises to customers that nothing backs."),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_launches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sponsor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sponsored_launches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stopped_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="launches", to="playbooks.version"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "launches",
                "indexes": [
                    models.Index(
                        condition=models.Q(("status__in", ["active", "held"])),
                        fields=["target_date", "id"],
                        name="launch_running",
                    ),
                    models.Index(
                        condition=models.Q(("status__in", ["active", "held"])),
                        fields=["next_planned_for"],
                        name="launch_next_planned",
                    ),
                    models.Index(fields=["owner"], name="launch_by_owner"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("owner", models.F("sponsor")), _negated=True),
                        name="sponsor_is_not_the_owner",
                    ),
                    models.CheckConstraint(condition=models.Q(("tier__in", [1, 2, 3])), name="launch_tier_known"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("live_at__isnull", False), ("status__in", ["live", "reviewed"])),
                            models.Q(("live_at", None), ("status__in", ["active", "held", "stopped"])),
                            _connector="OR",
                        ),
                        name="live_launch_says_since_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "stopped"), ("stopped_at__isnull", False)),
                            models.Q(models.Q(("status", "stopped"), _negated=True), ("stopped_at", None)),
                            _connector="OR",
                        ),
                        name="stopped_launch_says_since_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="follows", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "launch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="follows", to="launches.launch"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("launch", "person"), name="follow_once")],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "tier",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Tier 1, highest risk"), (2, "Tier 2"), (3, "Tier 3, lowest risk")]
                    ),
                ),
                (
                    "from_tier",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Tier 1, highest risk"), (2, "Tier 2"), (3, "Tier 3, lowest risk")]
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("offered", "Offered"),
                            ("taken", "Taken"),
                            ("left", "Left"),
                            ("replaced", "A newer one was offered"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reason", models.TextField(blank=True, help_text="Why another tier.", max_length=2000)),
                ("proposed_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.TextField(blank=True, help_text="Why it was left.", max_length=2000)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "from_version",
                    models.ForeignKey(
                        help_text="What it followed then.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="playbooks.version",
                    ),
                ),
                (
                    "launch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="launches.launch"
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="playbooks.version"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["proposed", "offered"])),
                        fields=("launch", "status"),
                        name="one_open_offer_each",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None),
                                ("proposed_at__isnull", False),
                                ("status__in", ["proposed", "offered"]),
                            ),
                            models.Q(
                                models.Q(("status__in", ["proposed", "offered"]), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="decided_revision_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("value", models.JSONField(help_text="None when the answer was taken away.", null=True)),
                (
                    "meaning",
                    models.PositiveIntegerField(
                        help_text="The number of the first version with this value, or of the one whose wording alone this changed."
                    ),
                ),
                (
                    "is_wording",
                    models.BooleanField(
                        default=False,
                        help_text="Whoever wrote it said that only the wording changed, and nobody overruled that.",
                    ),
                ),
                ("answered_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=10000)),
                ("written_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("mentions", models.ManyToManyField(blank=True, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ConditionProof",
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
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("approved", "Approved"),
                            ("conditions", "Approved with conditions"),
                            ("sent_back", "Sent back"),
                            ("not_applicable", "Not applicable"),
                            ("overridden", "Overridden"),
                            ("withdrawn", "Withdrawn"),
                            ("reopened", "Reopened"),
                        ],
                        max_length=16,
                    ),
                ),
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
                ("printed_name", models.CharField(help_text="As printed under the sentence.", max_length=300)),
                ("sentence", models.TextField(blank=True, help_text="What was signed, word for word.")),
                ("reason", models.TextField(blank=True, max_length=10000)),
                ("decided_at", models.DateTimeField()),
                (
                    "means",
                    models.CharField(
                        choices=[("session", "while signed in"), ("password", "with password")],
                        default="session",
                        max_length=10,
                    ),
                ),
                (
                    "once",
                    models.CharField(
                        blank=True, help_text="The key of the post that signed, see core.once.", max_length=64
                    ),
                ),
                (
                    "function",
                    models.ForeignKey(
                        help_text="Empty when the sponsor overrides.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.function",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("once", ""), _negated=True), fields=("once",), name="decision_once_per_post"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Decider",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "is_through",
                    models.BooleanField(
                        default=False, help_text="The latest decision lets the gate pass and is current."
                    ),
                ),
                (
                    "function",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deciders", to="people.function"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        help_text="Its latest.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="launches.decision",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                    "asked_from",
                    models.PositiveIntegerField(
                        default=1, help_text="The first version of its answer that was given to the present words."
                    ),
                ),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Gate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.SlugField(max_length=40)),
                ("name", models.CharField(max_length=80)),
                ("icon", models.SlugField(max_length=20)),
                ("order", models.PositiveSmallIntegerField()),
                ("purpose", models.CharField(blank=True, max_length=300)),
                ("statement", models.TextField()),
                ("deputies_sign", models.BooleanField(default=True)),
                ("asks_password", models.BooleanField(default=False, help_text="Signing asks for the password again.")),
                (
                    "insight_kinds",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Of so many kinds customers are heard before it can be submitted."
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("open", "Open"),
                            ("in_review", "In review"),
                            ("signed", "Signed"),
                            ("changed", "Signed, then changed"),
                            ("not_applicable", "Not applicable"),
                            ("overridden", "Overridden"),
                        ],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                (
                    "planned_for",
                    models.DateField(help_text="Day by which it should be passed, planned backwards from the target."),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("settled_at", models.DateTimeField(blank=True, help_text="When it last became passed.", null=True)),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="playbooks.gatetemplate"
                    ),
                ),
                (
                    "launch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="gates", to="launches.launch"
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "overridden")), fields=["launch"], name="gate_overridden"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("launch", "kind"), name="gate_kind_once_per_launch"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at", None), ("status", "waiting")),
                            models.Q(models.Q(("status", "waiting"), _negated=True), ("opened_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="opened_gate_says_since_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Item",
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
                    "meaning",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="0 before the first answer; equal meanings mean equal values, or texts that differ in wording only.",
                    ),
                ),
                (
                    "proof",
                    models.CharField(
                        blank=True,
                        help_text="Digest of the proofs attached; equal ones mean the same proofs.",
                        max_length=64,
                    ),
                ),
                ("is_answered", models.BooleanField(default=False)),
                (
                    "is_not_applicable",
                    models.BooleanField(
                        default=False, help_text="Its head said so: it counts as answered, and needs no proof."
                    ),
                ),
                ("evidence_count", models.PositiveSmallIntegerField(default=0)),
                (
                    "asked_from",
                    models.PositiveIntegerField(
                        default=1, help_text="The first version of its answer that was given to the present words."
                    ),
                ),
                (
                    "removed_at",
                    models.DateTimeField(blank=True, help_text="Since when it is no longer asked.", null=True),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="launches.answer",
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
                    "gate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="launches.gate"
                    ),
                ),
                (
                    "relied_on_by",
                    models.ManyToManyField(
                        blank=True, help_text="Who vouches for it too.", related_name="+", to="people.function"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        blank=True,
                        help_text="The last to change it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="launches.revision",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("removed_at", None), ("track", "market")),
                        fields=["gate"],
                        name="item_of_the_market",
                    ),
                    models.Index(fields=["origin"], name="item_by_origin"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("gate", "key"),
                        name="item_key_asked_once_per_gate",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_answered", False), ("answer__isnull", False), _connector="OR"),
                        name="answered_item_has_an_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_not_applicable", False), ("is_answered", True), _connector="OR"),
                        name="not_applicable_counts_as_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("submitted_at", models.DateTimeField()),
                ("note", models.TextField(blank=True, max_length=10000, verbose_name="hand-off note")),
                ("offered", models.PositiveSmallIntegerField(default=0, help_text="Items offered as a condition.")),
                (
                    "told",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Prompts of the hand-off that were answered."
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, help_text="Empty while it stands.", null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True, help_text="sent_back, taken_back, reopened or revised.", max_length=16
                    ),
                ),
                (
                    "gate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="submissions", to="launches.gate"
                    ),
                ),
                (
                    "submitter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("gate", "number"), name="submission_number_once_per_gate"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("gate",), name="one_standing_submission"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Condition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=2000)),
                ("due_on", models.DateField()),
                (
                    "needs_evidence",
                    models.BooleanField(default=False, help_text="Its owner proves it when saying that it is done."),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("done", "Done, to be confirmed"),
                            ("cleared", "Cleared"),
                            ("void", "No longer needed"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("done_note", models.TextField(blank=True, max_length=2000)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("cleared_at", models.DateTimeField(blank=True, null=True)),
                (
                    "function",
                    models.ForeignKey(
                        help_text="Set it and confirms it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.function",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conditions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="conditions", to="launches.decision"
                    ),
                ),
                (
                    "gate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="conditions", to="launches.gate"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conditions",
                        to="launches.item",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(condition=models.Q(("status", "open")), fields=["due_on"], name="condition_open")
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(max_length=2000)),
                ("due_on", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Offered"), ("taken", "Became a condition"), ("void", "No longer offered")],
                        default="open",
                        max_length=8,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="offers", to="launches.item"
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="offers", to="launches.submission"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("submission", "item"), name="offer_once_per_submission")
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("offered", "To be accepted"),
                            ("bounced", "Bounced with a question"),
                            ("accepted", "Accepted"),
                        ],
                        default="offered",
                        max_length=8,
                    ),
                ),
                ("bounces", models.PositiveSmallIntegerField(default=0)),
                ("given_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "from_gate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hand_offs_given", to="launches.gate"
                    ),
                ),
                (
                    "function",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.function"
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "to_gate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hand_offs_received",
                        to="launches.gate",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        help_text="Whose parts it hands on.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="launches.submission",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("from_gate", "to_gate", "function"), name="hand_off_once_per_function"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SubmissionPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("prompt", models.CharField(max_length=200)),
                ("text", models.TextField(max_length=10000)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="launches.submission"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("submission", "position"), name="part_once_per_submission")
                ],
            },
        ),
        migrations.CreateModel(
            name="Vouched",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("meaning", models.PositiveIntegerField()),
                (
                    "proof",
                    models.CharField(blank=True, help_text="The digest of its proofs at that moment.", max_length=64),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="launches.answer"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="vouched", to="launches.decision"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="launches.item"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "vouched",
                "constraints": [models.UniqueConstraint(fields=("decision", "item"), name="vouched_once_per_decision")],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.TextField(blank=True, help_text="Empty where a condition says why.", max_length=2000),
                ),
                ("look_again_on", models.DateField(blank=True, null=True)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "end_reason",
                    models.TextField(
                        blank=True, help_text="Why the condition was extended, if it was.", max_length=2000
                    ),
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
                    "condition",
                    models.ForeignKey(
                        blank=True,
                        help_text="That was missed.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holds",
                        to="launches.condition",
                    ),
                ),
                (
                    "held_by",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="holds", to="launches.launch"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(condition=models.Q(("closed_at", None)), fields=["launch"], name="hold_open")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("condition", None), ("look_again_on__isnull", False)),
                            models.Q(("condition__isnull", False), ("held_by", None), ("look_again_on", None)),
                            _connector="OR",
                        ),
                        name="hold_has_a_day_or_a_condition",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("condition",),
                        name="one_open_hold_per_condition",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOffNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_question", models.BooleanField()),
                ("text", models.TextField(max_length=10000)),
                ("written_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "hand_off",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="launches.handoff"
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        help_text="The part that the question is about.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="launches.submissionpart",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("accept", "Accept the hand-off"),
                            ("reply", "Answer a bounced hand-off"),
                            ("prepare", "Prepare and submit"),
                            ("contribute", "Answer checklist items"),
                            ("sign", "Sign off"),
                            ("clear", "Meet a condition"),
                            ("confirm", "Confirm a condition"),
                            ("extend", "Extend a missed condition"),
                            ("resume", "Look again at the hold"),
                            ("tier", "Decide on another tier"),
                            ("version", "Decide on a newer playbook version"),
                            ("go_live", "Go live"),
                            ("answer", "Answer a question"),
                            ("back", "Back a promise"),
                            ("keep", "Say whether a promise was kept"),
                            ("voice", "Give a voice on an exception"),
                            ("decide", "Decide an exception"),
                            ("acknowledge", "Read and acknowledge"),
                            ("review", "Review the launch"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "slot",
                    models.CharField(
                        help_text="Kind, subject, function and person: one open turn for each.", max_length=80
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="A row of a later room that it is about, such as promise:12.",
                        max_length=60,
                    ),
                ),
                ("capacity", models.CharField(blank=True, help_text="As what the holder holds it.", max_length=10)),
                (
                    "held_at",
                    models.DateTimeField(
                        blank=True, help_text="When it went to its holder, if that was after it opened.", null=True
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "Done"),
                            ("not_needed", "No longer needed"),
                            ("sent_back", "Sent back"),
                            ("stopped", "Launch stopped"),
                        ],
                        max_length=12,
                    ),
                ),
                ("paused_at", models.DateTimeField(blank=True, null=True)),
                ("planned_for", models.DateField(blank=True, null=True)),
                (
                    "due_at",
                    models.DateTimeField(blank=True, help_text="Past this, the turn counts as stalled.", null=True),
                ),
                ("next_at", models.DateTimeField(blank=True, help_text="When the sweep looks at it next.", null=True)),
                (
                    "step",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="The last step of the ladder that was taken."
                    ),
                ),
                (
                    "delay_days",
                    models.FloatField(
                        default=0.0, help_text="Working days by which progress and rests put off its steps."
                    ),
                ),
                (
                    "progress_at",
                    models.DateTimeField(blank=True, help_text="When its holder's side last moved it on.", null=True),
                ),
                (
                    "progress_step",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="The step that progress put off.", null=True
                    ),
                ),
                (
                    "rests_until",
                    models.DateTimeField(
                        blank=True, help_text="No reminder before: its holder asked for it.", null=True
                    ),
                ),
                (
                    "rest_days",
                    models.FloatField(default=0.0, help_text="Of the days of delay, those of the rest that goes on."),
                ),
                (
                    "passed_on",
                    models.JSONField(
                        blank=True, default=list, help_text="Ids of the people who said it is not theirs."
                    ),
                ),
                (
                    "sweep",
                    models.CharField(
                        blank=True, default="", help_text="The sweep that claimed it last.", max_length=36
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turns",
                        to="launches.condition",
                    ),
                ),
                (
                    "function",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turns",
                        to="people.function",
                    ),
                ),
                (
                    "gate",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="launches.gate"
                    ),
                ),
                (
                    "hand_off",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turns",
                        to="launches.handoff",
                    ),
                ),
                (
                    "hold",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="launches.hold"
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turns",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "launch",
                    models.ForeignKey(
                        help_text="Empty for a matter of no single launch.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turns",
                        to="launches.launch",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        help_text="Where it is personal.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turns",
                        to="launches.revision",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["holder", "opened_at", "id"],
                        name="turn_on_desk",
                    ),
                    models.Index(
                        condition=models.Q(("closed_at", None)), fields=["asked_by", "opened_at"], name="turn_asked"
                    ),
                    models.Index(
                        condition=models.Q(("closed_at", None)), fields=["launch", "gate"], name="turn_open_on_launch"
                    ),
                    models.Index(
                        condition=models.Q(models.Q(("subject", ""), _negated=True), ("closed_at", None)),
                        fields=["subject"],
                        name="turn_by_subject",
                    ),
                    models.Index(
                        condition=models.Q(("closed_at", None), ("paused_at", None)),
                        fields=["next_at"],
                        name="turn_due_for_sweep",
                    ),
                    models.Index(
                        condition=models.Q(("sweep", ""), _negated=True), fields=["sweep"], name="turn_by_sweep"
                    ),
                    models.Index(
                        condition=models.Q(("closed_at", None), ("paused_at", None)),
                        fields=["due_at"],
                        name="turn_past_its_date",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)), fields=("slot",), name="one_open_turn_per_slot"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("outcome", "")),
                            models.Q(("closed_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="closed_turn_has_an_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("launch__isnull", False), models.Q(("subject", ""), _negated=True), _connector="OR"
                        ),
                        name="turn_is_about_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("remind", "Reminder"),
                            ("last", "Last reminder"),
                            ("deputy", "Told the deputy"),
                            ("sponsor", "Told the sponsor"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "turn",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="launches.turn"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [models.Index(fields=["person", "at"], name="step_of_person")],
                "constraints": [models.UniqueConstraint(fields=("turn", "number"), name="step_number_once_per_turn")],
            },
        ),
        migrations.CreateModel(
            name="Rest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateField(help_text="The day on which reminders begin again, in the person's zone.")),
                ("reason", models.CharField(max_length=500)),
                ("asked_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "turn",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rests", to="launches.turn"
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "cause",
                    models.CharField(
                        choices=[("held", "Launch on hold"), ("blocked", "An earlier gate is not passed")], max_length=8
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "turn",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pauses", to="launches.turn"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("turn",), name="one_open_pause_per_turn"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PassedOn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=500)),
                ("said_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "turn",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="refusals", to="launches.turn"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "turns passed on",
                "ordering": ["said_at", "pk"],
                "constraints": [models.UniqueConstraint(fields=("turn", "person"), name="passed_on_once")],
            },
        ),
        migrations.CreateModel(
            name="TurnQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True)),
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
                    "person",
                    models.ForeignKey(
                        help_text="Who asked it, as the holder.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        help_text="Whom it was asked.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "turn",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="launches.turn"
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None), ("answered_by", None)),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="turn_question_answered_by_somebody",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="answer",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="launches.item"
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="gate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="launches.gate"
            ),
        ),
        migrations.AddField(
            model_name="conditionproof",
            name="condition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="proofs", to="launches.condition"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="back_to",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="launches.gate"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="gate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="launches.gate"
            ),
        ),
        migrations.AddField(
            model_name="decider",
            name="gate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="deciders", to="launches.gate"
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="evidence", to="launches.item"
            ),
        ),
        migrations.AddField(
            model_name="gate",
            name="submission",
            field=models.ForeignKey(
                blank=True,
                help_text="The one that stands.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="launches.submission",
            ),
        ),
        migrations.AddConstraint(
            model_name="decider",
            constraint=models.UniqueConstraint(fields=("gate", "function"), name="decider_once_per_gate"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("item", "number"), name="answer_number_once_per_item"),
        ),
    ]
