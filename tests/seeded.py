"""The demo company, seeded once per run by the real command: tests look at it, or change a copy of it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from django.conf import settings
from django.db import connection

from launchgate.core.private_servers import postgresql_folder
from tests.processes import environment_of, manage


@dataclass(frozen=True)
class SeededDemo:
    """A demo company in a database of the kind on which the run stands."""

    folder: Path
    database: str

    @property
    def mails(self) -> list[Path]:
        """Return the mails that left while it was seeded."""
        return [path for path in (self.folder / "mail").glob("**/*") if path.is_file()]

    @contextmanager
    def looked_at(self) -> Iterator[None]:
        """Let the tests' connection lead to it; what they change has to be undone."""
        ours = connection.settings_dict["NAME"]
        connection.close()
        connection.settings_dict["NAME"] = _name_of(self.database)
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = ours

    @contextmanager
    def copied(self, folder: Path) -> Iterator[str]:
        """Copy database and files, to be changed, and give the DATABASE_URL of the copy; files come into the folder."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        with _new_database(folder, like=self.database) as database:
            yield database

    def pour_into(self, database: str, folder: Path) -> None:
        """Copy database and files into an empty database on another PostgreSQL server, and into this folder."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        source, target = (url.replace("postgres://", "postgresql://") for url in (self.database, database))
        programs = postgresql_folder()
        dump = subprocess.run([programs / "pg_dump", "--no-owner", source], check=True, capture_output=True)
        pour = [programs / "psql", "--quiet", "--set", "ON_ERROR_STOP=1", target]
        subprocess.run(pour, input=dump.stdout, check=True, capture_output=True)


@contextmanager
def seeding_demo(folder: Path) -> Iterator[SeededDemo]:
    """Seed a demo company in a new database, with its files in this folder."""
    with _new_database(folder) as database:
        environment = environment_of(folder, database)
        manage(environment, "migrate", "--verbosity", "0")
        manage(environment, "seed_demo", "--yes")
        yield SeededDemo(folder, database)


@contextmanager
def _new_database(folder: Path, like: str = "") -> Iterator[str]:
    """Give the DATABASE_URL of a new database; a file in the folder is there, or comes with the first connection."""
    if settings.IS_SQLITE:
        yield f"sqlite:///{folder}/db.sqlite3"
        return
    server, name = os.environ["TEST_POSTGRESQL_URL"], f"demo_{uuid4().hex}"
    template = f" TEMPLATE {_name_of(like)}" if like else ""
    with psycopg.connect(server.replace("postgres://", "postgresql://"), autocommit=True) as at_server:
        at_server.execute(f"CREATE DATABASE {name}{template}")  # type: ignore[arg-type]
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            at_server.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


def _name_of(database: str) -> str:
    """Return what Django calls NAME: the database on the server, or the path of the file."""
    path = urlsplit(database).path
    return path if settings.IS_SQLITE else path.removeprefix("/")
