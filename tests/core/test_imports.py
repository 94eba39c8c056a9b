"""The arrows between rooms point one way only."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings


@pytest.mark.once
def test_rooms_import_one_way_only() -> None:
    # In a process of its own: import-linter sets up logging for everybody.
    program = Path(sys.executable).parent / "lint-imports"
    ended = subprocess.run([program, "--no-cache"], cwd=settings.BASE_DIR, capture_output=True, text=True)

    assert ended.returncode == 0, ended.stdout
