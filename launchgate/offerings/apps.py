"""App configuration of the offerings room."""

from django.apps import AppConfig


class OfferingsConfig(AppConfig):
    name = "launchgate.offerings"

    def ready(self) -> None:
        """Say what the events of this room prove."""
        from launchgate.offerings import proofs  # noqa: F401 - it registers what events prove
