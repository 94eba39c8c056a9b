"""Fill who stopped the launches that were stopped before, as their events tell."""

from typing import Any

from django.db import migrations


def fill(apps: Any, schema_editor: Any) -> None:
    """Take whose words the reason holds from the event."""
    events = apps.get_model("audit", "Event").objects.filter(kind="launch.stopped")
    launches = apps.get_model("launches", "Launch").objects
    for chain, actor_id in events.values_list("chain", "actor").iterator(chunk_size=1000):
        launches.filter(pk=int(chain.partition(":")[2])).update(stopped_by=actor_id)


class Migration(migrations.Migration):
    dependencies = [("launches", "0013_who_stopped_it"), ("audit", "0004_anchors_append_only")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
