"""What tests of the customers room share: the small company on a Monday morning, and launches of it."""

from tests.launches.conftest import company, small

__all__ = ["company", "small"]
