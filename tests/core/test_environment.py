"""Settings from the environment: a wrong one stops the start with a sentence that names the variable."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from launchgate.core.environment import Environment, mail_host

pytestmark = [pytest.mark.once, pytest.mark.apart]

SECRET = "s" * 60


def start(data_dir: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Start a command in a process of its own, with nothing in its environment but what is given."""
    environment = {"PATH": os.environ["PATH"], "DOTENV": os.devnull, "DATA_DIR": str(data_dir), **variables}
    command = [sys.executable, str(django_settings.BASE_DIR / "manage.py"), "check"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "perhaps"),
        ("DATABASE_URL", "mysql://somebody:secret@host/name"),
        ("BROKER_URL", "amqp://somebody:secret@host"),
        ("EMAIL_URL", "pigeon://somebody:secret@host"),
        ("EMAIL_URL", "smtp://host:99999"),
        ("BASE_URL", "launchgate.example"),
        ("HSTS_SECONDS", "-1"),
        ("TASK_LEASE_SECONDS", "soon"),
        ("LOG_LEVEL", "loud"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY_FILE", "/nowhere/secret"),
    ],
)
def test_a_wrong_value_stops_the_start_in_one_sentence(tmp_path: Path, name: str, value: str) -> None:
    given = {"SECRET_KEY": SECRET, name: value}
    if name == "SECRET_KEY_FILE":
        del given["SECRET_KEY"]

    ended = start(tmp_path, **given)

    assert ended.returncode == 1
    assert ended.stderr.startswith("LaunchGate cannot start: ")
    assert name in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "secret@" not in ended.stderr


def test_every_variable_is_explained_in_the_example() -> None:
    read = re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", (django_settings.BASE_DIR / "launchgate/settings.py").read_text())
    explained = re.findall(r"^([A-Z_]+)=", (django_settings.BASE_DIR / ".env.example").read_text(), re.MULTILINE)

    assert sorted(set(read)) == sorted(explained)


def test_an_installation_on_postgresql_has_to_give_its_own_secret(tmp_path: Path) -> None:
    ended = start(tmp_path, DATABASE_URL="postgres://launchgate@db/launchgate")

    assert ended.returncode == 1
    assert "SECRET_KEY is not set" in ended.stderr


def test_the_embedded_default_keeps_a_secret_that_nobody_else_can_read(tmp_path: Path) -> None:
    data = tmp_path / "data"

    assert start(data).returncode == 0

    secret = data / "secret_key"
    kept = secret.read_text()
    assert len(kept) >= 50
    assert secret.stat().st_mode & 0o077 == 0
    assert start(data).returncode == 0
    assert secret.read_text() == kept


def test_a_value_may_come_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("from the file\n")
    monkeypatch.setenv("A_SECRET_FILE", str(tmp_path / "secret"))

    assert Environment().text("A_SECRET") == "from the file"


def test_the_environment_goes_before_the_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIVEN_TWICE", "in the environment")
    monkeypatch.setenv("GIVEN_ONCE", "")
    monkeypatch.delenv("GIVEN_ONCE")
    (tmp_path / ".env").write_text("GIVEN_TWICE=in the file\nGIVEN_ONCE=in the file\n")

    environment = Environment(dotenv=tmp_path / ".env")

    assert environment.text("GIVEN_TWICE") == "in the environment"
    assert environment.text("GIVEN_ONCE") == "in the file"


def test_mails_in_files_go_to_the_folder_that_is_named(tmp_path: Path) -> None:
    config = Environment().mail_server("A_MAIL_SERVER", default=f"filemail://{tmp_path}/mail")

    assert config["EMAIL_FILE_PATH"] == f"{tmp_path}/mail"


@pytest.mark.parametrize(
    ("base_url", "host"),
    [
        ("https://gates.example.com/", "gates.example.com"),
        ("http://127.0.0.1:8000", "[127.0.0.1]"),
        ("http://[::1]:8000", "[IPv6:::1]"),
    ],
)
def test_an_address_in_numbers_stands_in_brackets_behind_the_at(base_url: str, host: str) -> None:
    assert mail_host(base_url) == host
