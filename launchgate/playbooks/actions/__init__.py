"""The verbs of the playbooks room: each takes ids, locks, decides, writes and records one event."""

from launchgate.playbooks.actions.checklists import drop_checklist, import_checklist, keep_checklist
from launchgate.playbooks.actions.gates import add_gate, change_gate, remove_gate
from launchgate.playbooks.actions.installing import install_default_playbook
from launchgate.playbooks.actions.items import add_item, change_item, move_item, remove_item
from launchgate.playbooks.actions.reminders import change_policy, remove_exception, set_exception
from launchgate.playbooks.actions.versions import (
    create_playbook,
    drop_draft,
    publish_version,
    rename_playbook,
    restore_playbook,
    retire_playbook,
    start_draft,
)

__all__ = [
    "add_gate",
    "add_item",
    "change_gate",
    "change_item",
    "change_policy",
    "create_playbook",
    "drop_checklist",
    "drop_draft",
    "import_checklist",
    "install_default_playbook",
    "keep_checklist",
    "move_item",
    "publish_version",
    "remove_exception",
    "remove_gate",
    "remove_item",
    "rename_playbook",
    "restore_playbook",
    "retire_playbook",
    "set_exception",
    "start_draft",
]
