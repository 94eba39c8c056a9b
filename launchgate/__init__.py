"""LaunchGate: one product idea walked through the gates of a company, in the right order."""

from launchgate.celery import app as celery_app

__all__ = ["celery_app"]
