"""Join exceptions with the customers of the same name; those whom only an exception names are made."""

from django.db import migrations

from launchgate.customers.naming import key_of


def join(apps, schema_editor):
    customers = apps.get_model("customers", "Customer").objects
    for row in apps.get_model("offerings", "ExceptionRequest").objects.filter(customer=None).order_by("pk").iterator():
        name = row.customer_name[:120]
        row.customer = customers.get_or_create(key=key_of(name), defaults={"name": name})[0]
        row.save(update_fields=["customer"])


class Migration(migrations.Migration):
    dependencies = [("offerings", "0005_exceptions_know_their_customer")]

    operations = [migrations.RunPython(join, migrations.RunPython.noop)]
