"""App configuration of the launches room."""

from django.apps import AppConfig


class LaunchesConfig(AppConfig):
    name = "launchgate.launches"

    def ready(self) -> None:
        """Say what follows when a person's places change."""
        from launchgate.launches.recompute import after_places_changed
        from launchgate.people.hooks import on_places_changed

        on_places_changed(after_places_changed)
