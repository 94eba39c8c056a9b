"""Ask about offered versions and proposed tiers in turns, and let the task offer a version once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("launches", "0010_rest_days"),
        ("playbooks", "0004_five_reminders"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="revision",
            name="one_proposal_per_launch",
        ),
        migrations.RemoveConstraint(
            model_name="revision",
            name="decided_revision_says_when",
        ),
        migrations.AddField(
            model_name="turn",
            name="revision",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="launches.revision"
            ),
        ),
        migrations.AlterField(
            model_name="revision",
            name="status",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="turn",
            name="kind",
            field=models.CharField(
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
                    ("review", "Review the launch"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["proposed", "offered"])),
                fields=("launch", "status"),
                name="one_open_offer_each",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at", None), ("proposed_at__isnull", False), ("status__in", ["proposed", "offered"])
                    ),
                    models.Q(
                        models.Q(("status__in", ["proposed", "offered"]), _negated=True), ("decided_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="decided_revision_says_when",
            ),
        ),
    ]
