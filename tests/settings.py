"""Settings of the test runs: the product's own, with a throw-away data folder and no slow password hashing."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_data = Path(tempfile.mkdtemp(prefix="launchgate-tests-"))
atexit.register(shutil.rmtree, _data, ignore_errors=True)

os.environ["DATA_DIR"] = str(_data)
os.environ["SECRET_KEY"] = "only-for-tests-" + "x" * 50
os.environ["DEBUG"] = "0"
os.environ["BASE_URL"] = "http://testserver"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["EMAIL_URL"] = "memorymail://"

from launchgate.settings import *  # noqa: E402, F403
from launchgate.settings import DATABASES, IS_SQLITE, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if IS_SQLITE:
    # A file, not memory: threads, and processes that a test starts, then meet the locks that production meets.
    DATABASES["default"]["TEST"] = {"NAME": str(_data / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
