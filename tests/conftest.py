"""What every test may rely on."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection


def pytest_report_header() -> str:
    """Say on what the run stands."""
    broker = "embedded broker" if settings.IS_EMBEDDED_BROKER else "Redis"
    return f"launchgate: {connection.vendor}, {broker}"


@pytest.fixture(autouse=True)
def proof_in_a_folder_of_its_own(tmp_path_factory: pytest.TempPathFactory, settings: object) -> Iterator[None]:
    """Keep files that a test uploads away from those of other tests."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("evidence")  # type: ignore[attr-defined]
    yield
