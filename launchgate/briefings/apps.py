"""App configuration of the briefings room."""

from django.apps import AppConfig


class BriefingsConfig(AppConfig):
    name = "launchgate.briefings"

    def ready(self) -> None:
        """Say what publishes, what blocks, what turns are about, and what follows when people leave or are away."""
        from launchgate.briefings import (  # noqa: F401 - each registers what it knows
            about,
            blockers,
            erasure,
            filing,
            invariants,
            mails,
            panels,
            proofs,
            publishing,
            sentences,
        )
        from launchgate.briefings.actions.readers import after_places_changed
        from launchgate.customers.erasing import erases_customers
        from launchgate.people.erasure import erases
        from launchgate.people.hooks import on_places_changed

        erases(erasure.losses_of, erasure.erase)
        erases_customers(erasure.losses_under, erasure.erase_customer)
        on_places_changed(after_places_changed)
