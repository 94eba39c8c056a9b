"""Settings, all from the environment; .env.example lists every variable."""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="x" * 60)
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [
    "launchgate.core",
    "launchgate.audit",
    "launchgate.people",
    "launchgate.outbox",
    "launchgate.playbooks",
    "launchgate.launches",
    "launchgate.reminders",
    "launchgate.readiness",
    "launchgate.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
]
AUTH_USER_MODEL = "people.Person"
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR}/var/db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "launchgate.urls"
USE_TZ = True
