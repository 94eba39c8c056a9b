from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("launches", "0017_asked_since"),
        ("people", "0009_delegation_has_a_delegate"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("removed_at", None), ("track", "market")),
                fields=["gate"],
                name="item_of_the_market",
            ),
        ),
    ]
