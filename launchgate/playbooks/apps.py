"""App configuration of the playbooks room."""

from django.apps import AppConfig


class PlaybooksConfig(AppConfig):
    name = "launchgate.playbooks"

    def ready(self) -> None:
        """Say to which kinds of gates an absence can be limited, and what events prove of playbooks."""
        from launchgate.people.hooks import lists_gate_kinds
        from launchgate.playbooks import proofs  # noqa: F401 - registers what events prove
        from launchgate.playbooks.queries import gate_kinds

        lists_gate_kinds(gate_kinds)
