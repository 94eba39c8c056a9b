"""The arrows between rooms point one way only."""

from django.conf import settings
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def test_rooms_import_one_way_only() -> None:
    assert lint_imports(config_filename=str(settings.BASE_DIR / "pyproject.toml")) == EXIT_STATUS_SUCCESS
