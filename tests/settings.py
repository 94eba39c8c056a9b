"""Settings of the test runs: the product's own, with a throw-away data folder and no slow password hashing.

TEST_ON says on what the run stands: `embedded` (default) or `postgresql`, whose servers `manage.py test` starts and
names in TEST_POSTGRESQL_URL and TEST_REDIS_URL; beside them `apart` and `stack`, which have the tests that mostly wait.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_data = Path(tempfile.mkdtemp(prefix="launchgate-tests-"))
atexit.register(shutil.rmtree, _data, ignore_errors=True)

# Nothing of the person's own installation may reach the tests, least of all its database.
_given = os.environ
for _name in (
    "SECRET_KEY_FILE",
    "DATABASE_URL_FILE",
    "BROKER_URL_FILE",
    "EMAIL_URL_FILE",
    "HSTS_SECONDS",
    "BEHIND_PROXY",
):
    _given.pop(_name, None)
_given["DOTENV"] = os.devnull
_given["DATA_DIR"] = str(_data)
_given["SECRET_KEY"] = "only-for-tests-" + "x" * 50
_given["DEBUG"] = "0"
_given["BASE_URL"] = "http://testserver"
_given["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
_given["EMAIL_URL"] = "memorymail://"
if _given.get("TEST_ON") in ("postgresql", "stack"):
    _given["DATABASE_URL"] = _given["TEST_POSTGRESQL_URL"]
    _given["BROKER_URL"] = _given.get("TEST_REDIS_URL", "embedded://")
else:
    _given["DATABASE_URL"] = f"sqlite:///{_data}/db.sqlite3"
    _given["BROKER_URL"] = "embedded://"

from launchgate.settings import *  # noqa: E402, F403
from launchgate.settings import DATABASES, IS_SQLITE, STORAGES  # noqa: E402

# Nothing is collected for tests, and WhiteNoise warns of a folder that is not there.
STATIC_ROOT = _data / "static"
STATIC_ROOT.mkdir()

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if IS_SQLITE:
    # A file, not memory: threads, and processes that a test starts, then meet the locks that production meets.
    DATABASES["default"]["TEST"] = {"NAME": str(_data / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
