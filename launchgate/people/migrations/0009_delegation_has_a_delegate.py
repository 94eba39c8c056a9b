"""Tie a delegation to somebody who signs."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("people", "0008_delegation_while_there")]

    operations = [
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=Q(is_there=False) | Q(delegate__isnull=False), name="delegation_has_a_delegate"
            ),
        ),
    ]
