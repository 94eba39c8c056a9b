"""A launch is handed over to many customers, each with a plan of their own; the one there was becomes the general one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("briefings", "0001_briefings_and_plans"),
        ("customers", "0004_erased_customers"),
        ("launches", "0017_asked_since"),
    ]

    operations = [
        migrations.AddField(
            "handoverplan",
            "customer",
            models.ForeignKey(
                help_text="Empty on the general one.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hand_over_plans",
                to="customers.customer",
            ),
        ),
        migrations.AlterField(
            "handoverplan",
            "launch",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="hand_over_plans", to="launches.launch"
            ),
        ),
        migrations.AddConstraint(
            "handoverplan", models.UniqueConstraint(fields=("launch", "customer"), name="one_plan_per_customer")
        ),
        migrations.AddConstraint(
            "handoverplan",
            models.UniqueConstraint(
                condition=models.Q(("customer", None)), fields=("launch",), name="one_general_plan"
            ),
        ),
    ]
