"""What the processes that tests start run on: a folder and a database of their own, and nothing of the person's."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def environment_of(folder: Path, database: str, **more: str) -> dict[str, str]:
    """Return the variables for processes with this data folder and this DATABASE_URL."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings_of_processes",
        "DOTENV": os.devnull,
        "DATA_DIR": str(folder),
        "DATABASE_URL": database,
        "BROKER_URL": "embedded://",
        "EMAIL_URL": f"filemail://{folder}/mail",
        "SECRET_KEY": "only-for-tests-" + "x" * 50,
        "DEBUG": "0",
        "ALLOWED_HOSTS": "127.0.0.1",
        **more,
    }


def manage(environment: dict[str, str], *arguments: str) -> str:
    """Run a command of manage.py and return what it printed."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True).stdout
