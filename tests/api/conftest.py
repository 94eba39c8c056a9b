"""The small company of the launches room, for what programs are told of it."""

from tests.launches.conftest import company, small

__all__ = ["company", "small"]
