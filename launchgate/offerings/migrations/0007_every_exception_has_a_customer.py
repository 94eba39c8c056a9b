"""No exception without its customer."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offerings", "0006_fill_customers")]

    operations = [
        migrations.AlterField(
            "exceptionrequest",
            "customer",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="exceptions", to="customers.customer"
            ),
        ),
    ]
