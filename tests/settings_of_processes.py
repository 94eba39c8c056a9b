"""Settings of the processes that tests start: the product's own, with nothing that takes time only to be safe."""

from launchgate.settings import *  # noqa: F403
from launchgate.settings import DATABASES, IS_SQLITE

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if IS_SQLITE:
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
