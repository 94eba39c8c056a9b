"""The verbs of the playbooks room: each takes ids, locks, decides, writes and records one event."""

from launchgate.playbooks.actions.installing import install_default_playbook

__all__ = ["install_default_playbook"]
