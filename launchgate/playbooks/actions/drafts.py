"""What every change of a draft begins with: the company's row locked, the person allowed, the version still a draft."""

from launchgate.people.company import lock_company
from launchgate.people.models import Company, Person
from launchgate.playbooks.models import GateTemplate, ItemTemplate, Version
from launchgate.playbooks.rules import require_draft, require_editor


def locked_draft(version_id: int, actor: Person | None) -> tuple[Company, Version]:
    """Return the locked company and the draft; raises Forbidden and Conflict, or DoesNotExist for a version gone."""
    company = lock_company()
    require_editor(actor)
    version = Version.objects.select_related("playbook").get(pk=version_id)
    require_draft(version)
    return company, version


def locked_gate(gate_id: int, actor: Person | None) -> tuple[Company, GateTemplate]:
    """Return the locked company and a gate of a draft."""
    gate = GateTemplate.objects.only("version_id").get(pk=gate_id)
    company, version = locked_draft(gate.version_id, actor)
    return company, GateTemplate.objects.get(pk=gate_id, version=version)


def locked_item(item_id: int, actor: Person | None) -> tuple[Company, ItemTemplate]:
    """Return the locked company and an item of a draft, with its gate."""
    item = ItemTemplate.objects.select_related("gate").get(pk=item_id)
    company, _ = locked_draft(item.gate.version_id, actor)
    return company, ItemTemplate.objects.select_related("gate").get(pk=item_id)
