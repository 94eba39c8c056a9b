"""App configuration of the customers room."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "launchgate.customers"

    def ready(self) -> None:
        """Have a say on launches: what blocks them, what follows from facts, what pages show, how events are told."""
        from launchgate.customers import (  # noqa: F401 - they register
            about,
            erasure,
            filing,
            following,
            hearing,
            news,
            proofs,
            showing,
            telling,
        )
        from launchgate.people.erasure import erases

        erases(erasure.losses_of, erasure.erase)
