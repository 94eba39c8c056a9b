"""App configuration of the offerings room."""

from django.apps import AppConfig


class OfferingsConfig(AppConfig):
    name = "launchgate.offerings"

    def ready(self) -> None:
        """Say what exceptions are about, what they block, how they are told, proven and erased."""
        from launchgate.customers.erasing import erases_customers
        from launchgate.offerings import (  # noqa: F401 - they register themselves
            about,
            erasure,
            filing,
            following,
            invariants,
            news,
            opening,
            panels,
            proofs,
            sentences,
        )
        from launchgate.people.erasure import erases

        erases(erasure.losses_of, erasure.erase)
        erases_customers(erasure.losses_under, erasure.erase_customer)
