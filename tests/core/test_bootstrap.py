"""manage.py on a bare checkout: it makes its environment, or says in one sentence what is missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = [pytest.mark.once, pytest.mark.apart]

SYSTEM_PYTHON = Path(sys.base_prefix) / "bin" / "python3"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that has manage.py and its requirements and no environment yet."""
    for name in ("manage.py", "requirements.txt", "requirements-dev.txt", "constraints.txt"):
        shutil.copy(settings.BASE_DIR / name, tmp_path)
    return tmp_path


def run(
    checkout: Path, *arguments: str, python: Path = SYSTEM_PYTHON, **environment: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(python), *arguments],
        cwd=checkout,
        env={"PATH": os.environ["PATH"], "HOME": str(checkout), **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_python_that_is_too_old_is_told_so(checkout: Path) -> None:
    script = "import sys; sys.version_info = (3, 9, 2); sys.version = '3.9.2 (x)'; import manage; manage.main()"

    ended = run(checkout, "-c", script)

    assert ended.returncode == 1
    assert ended.stderr.strip() == "LaunchGate needs Python 3.11 or newer; this is 3.9.2. Try python3.11 manage.py."


def test_a_python_without_venv_and_pip_is_told_how_to_get_them(checkout: Path) -> None:
    hidden = (
        "import importlib.util as u, sys; found = u.find_spec; "
        "u.find_spec = lambda name: None if name == 'ensurepip' else found(name)"
    )
    script = (
        f"{hidden}; import manage; manage.runs = lambda *command: False; sys.argv = ['manage.py', 'up']; manage.main()"
    )

    ended = run(checkout, "-c", script)

    assert ended.returncode == 1
    assert "apt install python3-venv" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.deep
def test_an_index_that_cannot_be_reached_is_told_in_a_sentence(checkout: Path) -> None:
    ended = run(
        checkout,
        "manage.py",
        "check",
        PIP_INDEX_URL="http://127.0.0.1:1/simple",
        PIP_RETRIES="0",
        PIP_CONFIG_FILE=os.devnull,
    )

    assert ended.returncode == 1
    assert "could not be installed" in ended.stderr.splitlines()[-1]
    assert "package index" in ended.stderr.splitlines()[-1]
    assert not (checkout / ".venv" / "installed-requirements.txt").exists()


def test_a_virtual_environment_of_ones_own_is_left_alone_and_told_what_it_lacks(checkout: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    subprocess.run([SYSTEM_PYTHON, "-m", "venv", "--without-pip", own], check=True)

    ended = run(checkout, "manage.py", "check", python=own / "bin" / "python")

    assert ended.returncode == 1
    assert "pip install -r requirements.txt" in ended.stderr
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize("changed", ["requirements.txt", "requirements-dev.txt", "constraints.txt"])
def test_changed_requirements_are_installed_again(checkout: Path, changed: str) -> None:
    script = "import manage; print(manage.is_installed('requirements-dev.txt'))"
    stamp = (
        "import manage; manage.stamp_of('requirements-dev.txt').write_text(manage.fingerprint('requirements-dev.txt'))"
    )
    subprocess.run([SYSTEM_PYTHON, "-m", "venv", "--without-pip", checkout / ".venv"], check=True)
    run(checkout, "-c", stamp)

    assert run(checkout, "-c", script).stdout.strip() == "True"
    with (checkout / changed).open("a") as file:
        file.write("\n# a change\n")
    assert run(checkout, "-c", script).stdout.strip() == "False"
