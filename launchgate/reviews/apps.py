"""App configuration of the reviews room."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "launchgate.reviews"

    def ready(self) -> None:
        """Register what this room proves, tells, shows on pages of launches, and loses with a person."""
        from launchgate.people.erasure import erases
        from launchgate.reviews import (  # noqa: F401 - they register themselves
            about,
            erasure,
            fits,
            panels,
            proofs,
            proofs_of_lessons,
            sentences,
        )

        erases(erasure.losses_of, erasure.erase)
