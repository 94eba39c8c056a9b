"""App configuration of the reviews room."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "launchgate.reviews"

    def ready(self) -> None:
        """Register what this room proves, tells, shows on pages of launches, and loses with a person."""
        from launchgate.people.erasure import erases
        from launchgate.people.hooks import tells_of_function
        from launchgate.reviews import (  # noqa: F401 - they register themselves
            about,
            erasure,
            fits,
            panels,
            proofs,
            proofs_of_lessons,
            sentences,
        )
        from launchgate.reviews.queries.targets import measures_of

        tells_of_function(measures_of)
        erases(erasure.losses_of, erasure.erase)
