"""Customers say since when their name is erased."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_promises_are_asked_about")]

    operations = [
        migrations.AddField(
            model_name="customer",
            name="erased_at",
            field=models.DateTimeField(blank=True, help_text="When the name was erased by law.", null=True),
        ),
    ]
