#!/usr/bin/env python3
"""Commands of LaunchGate. On a bare checkout it makes .venv, installs what the command needs and goes on inside it."""

import contextlib
import hashlib
import importlib.util
import os
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
NEEDS_TEST_TOOLS = {"test", "lint", "bench"}
OLDEST_PYTHON = (3, 11)


def main() -> None:
    """Run the command that the arguments name."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(f"LaunchGate needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try python3.11 manage.py.")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    prepare_environment("requirements-dev.txt" if command in NEEDS_TEST_TOOLS else "requirements.txt")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "launchgate.settings")

    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        keep_a_secret(command)
        _ = settings.INSTALLED_APPS
    except ImproperlyConfigured as problem:
        sys.exit(f"LaunchGate cannot start: {problem}")
    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)


def prepare_environment(requirements: str) -> None:
    """Go on in .venv with the packages of a requirements file; a virtual environment of one's own is left alone."""
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    if not inside and sys.prefix != sys.base_prefix:
        if importlib.util.find_spec("celery") is None:
            sys.exit(f"This virtual environment is your own and lacks packages: pip install -r {requirements}")
        return
    if is_installed(requirements):
        if inside:
            return
    else:
        install(requirements)
    os.execv(VENV_PYTHON, [str(VENV_PYTHON), str(ROOT / "manage.py"), *sys.argv[1:]])  # noqa: S606


def stamp_of(requirements: str) -> Path:
    """Return the file that says which state of a requirements file was installed."""
    return VENV / f"installed-{requirements}"


def fingerprint(requirements: str) -> str:
    """Return what an installation depends on: the pinned packages and the Python underneath."""
    files = ("constraints.txt", "requirements.txt", requirements)
    pinned = b"".join((ROOT / name).read_bytes() for name in files)
    return hashlib.sha256(pinned + sys.version.encode()).hexdigest()


def is_installed(requirements: str) -> bool:
    """Say whether .venv holds exactly what the requirements file pins today."""
    stamp = stamp_of(requirements)
    return VENV_PYTHON.exists() and stamp.exists() and stamp.read_text() == fingerprint(requirements)


def install(requirements: str) -> None:
    """Make .venv where it is missing and install a requirements file into it; of two at once, one waits."""
    import fcntl

    try:
        VENV.mkdir(exist_ok=True)
        lock = (VENV / "lock").open("w")
    except OSError as problem:
        sys.exit(f"The environment cannot be made in {VENV}: {problem.strerror}.")
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_installed(requirements):
            return
        say(f"Installing the packages of {requirements} into .venv; this takes a minute, and only the first time.")
        pip = [*pip_for_venv(), "install", "--quiet", "--no-input", "--disable-pip-version-check"]
        if subprocess.run([*pip, "-r", str(ROOT / requirements)]).returncode:  # noqa: S603
            sys.exit(
                f"The packages of {requirements} could not be installed; pip says above why. It needs a way to its "
                "package index (https://pypi.org, or the one that PIP_INDEX_URL names)."
            )
        stamp_of(requirements).write_text(fingerprint(requirements))


def pip_for_venv() -> list[str]:
    """Return the command of a pip that installs into .venv, which is made first where it is missing."""
    import venv

    if VENV_PYTHON.exists() and runs(VENV_PYTHON, "-m", "pip", "--version"):
        return [str(VENV_PYTHON), "-m", "pip"]
    try:
        if importlib.util.find_spec("ensurepip") is not None:
            venv.create(VENV, with_pip=True)
            return [str(VENV_PYTHON), "-m", "pip"]
        venv.create(VENV, with_pip=False)
    except (OSError, subprocess.CalledProcessError) as problem:
        sys.exit(f"The environment cannot be made in {VENV}: {problem}.")
    if runs(Path(sys.executable), "-m", "pip", "--python", str(VENV_PYTHON), "--version"):
        return [sys.executable, "-m", "pip", "--python", str(VENV_PYTHON)]
    sys.exit("This Python comes without venv and pip. On Debian and Ubuntu: apt install python3-venv")


def runs(*command: object) -> bool:
    """Say whether a command ends well."""
    return subprocess.run([str(part) for part in command], capture_output=True).returncode == 0  # noqa: S603


def keep_a_secret(command: str) -> None:
    """Make a secret once and keep it with the embedded database; an installation on PostgreSQL gives its own."""
    from launchgate.core.environment import Environment

    environment = Environment(dotenv=Path(os.environ.get("DOTENV") or ROOT / ".env"))
    if environment.given("SECRET_KEY") or (environment.given("DATABASE_URL") and command != "up"):
        return
    secret = Path(environment.text("DATA_DIR", str(ROOT / "var"))) / "secret_key"
    if secret.exists():
        return
    try:
        secret.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = secret.with_name(f"secret_key.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(64))
        # Whole or not at all: another command that starts now must not read half a secret.
        with contextlib.suppress(FileExistsError):
            secret.hardlink_to(fresh)
        fresh.unlink()
    except OSError as problem:
        sys.exit(f"DATA_DIR: nothing can be kept in {secret.parent}: {problem.strerror}.")


def say(sentence: str) -> None:
    """Tell the person at the terminal what takes its time."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
