"""Add the customer to exceptions, beside the name as it was written."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0004_erased_customers"),
        ("offerings", "0004_exceptions_for_promises"),
    ]

    operations = [
        migrations.RenameField("exceptionrequest", "customer", "customer_name"),
        migrations.AlterField(
            "exceptionrequest",
            "customer_name",
            models.CharField(
                help_text="As the requester wrote it: the record proves it.",
                max_length=200,
                verbose_name="customer",
            ),
        ),
        migrations.AddField(
            "exceptionrequest",
            "customer",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="exceptions",
                to="customers.customer",
            ),
        ),
    ]
