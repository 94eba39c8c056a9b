"""Settings, all from the environment; .env.example lists every variable and docs/operations.md explains them."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from launchgate.core.environment import Environment, mail_host
from launchgate.core.mail_providers import event_settings

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(dotenv=Path(os.environ.get("DOTENV") or BASE_DIR / ".env"))

# Where the embedded database, proof files, mails in files and the generated secret are kept.
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var"))).absolute()

DEBUG = env.flag("DEBUG", default=False)
BASE_URL = env.web_address("BASE_URL", default="http://localhost:8000")
IS_HTTPS = BASE_URL.startswith("https://")
ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS", default=sorted({"localhost", "127.0.0.1", "[::1]", urlsplit(BASE_URL).hostname or "localhost"})
)

# `manage.py` keeps a generated secret in DATA_DIR for the embedded default; production gives its own.
_kept_secret = DATA_DIR / "secret_key"
if env.given("SECRET_KEY"):
    SECRET_KEY = env.text("SECRET_KEY")
elif _kept_secret.is_file():
    SECRET_KEY = _kept_secret.read_text(encoding="ascii").strip()
elif DEBUG:
    SECRET_KEY = "only-for-development-" + "x" * 40
else:
    raise ImproperlyConfigured("SECRET_KEY is not set: give at least 50 random characters, or SECRET_KEY_FILE.")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is too short: give at least 50 random characters.")

INSTALLED_APPS = [
    "launchgate.core.admin_app.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "axes",
    "launchgate.core",
    "launchgate.audit",
    "launchgate.people",
    "launchgate.outbox",
    "launchgate.playbooks",
    "launchgate.launches",
    "launchgate.reminders",
    "launchgate.customers",
    "launchgate.offerings",
    "launchgate.briefings",
    "launchgate.reviews",
    "launchgate.readiness",
    "launchgate.api",
    "launchgate.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "launchgate.core.middleware.VaryByFragment",
    "launchgate.core.middleware.ControlCharactersRefused",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "launchgate.core.middleware.SignInRequired",
    "launchgate.core.middleware.PersonsTimeZone",
    "django.contrib.messages.middleware.MessageMiddleware",
    "launchgate.core.middleware.RefusalsShown",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "launchgate.urls"
WSGI_APPLICATION = "launchgate.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "launchgate.core.context_processors.frame",
            ],
            "builtins": ["launchgate.core.templatetags.launchgate"],
        },
    }
]

# The database. SQLite: one writer at a time, decided at BEGIN, and nothing lost when the power goes.
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.database("DATABASE_URL", default=f"sqlite:///{DATA_DIR}/db.sqlite3"),
}
IS_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if IS_SQLITE:
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    )
else:
    DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
    of_database = DATABASES["default"].setdefault("OPTIONS", {})
    # A statement that a kept connection has seen before is not planned again.
    of_database.update(server_side_binding=True, prepare_threshold=2)
    # None is compiled: that pays off after seconds, and took 18 of them for the ledger, which then ran in milliseconds.
    of_database["options"] = f"-c jit=off {of_database.get('options', '')}".strip()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People and sessions.
AUTH_USER_MODEL = "people.Person"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "launches:desk"
LOGOUT_REDIRECT_URL = "people:sign_in"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "launchgate.core.views.form_expired"

# Too many wrong passwords: one address from one place waits, and nobody else.
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = AXES_DISABLE_ACCESS_LOG = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "launchgate.people.views.sign_in.address_tried"
AXES_CLIENT_IP_CALLABLE = "launchgate.people.views.sign_in.address_of_client"
AXES_LOCKOUT_CALLABLE = "launchgate.people.views.sign_in.locked_out"
AXES_VERBOSE = False

# The way here.
SECURE_SSL_REDIRECT = IS_HTTPS and not DEBUG
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", default=0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False
IS_BEHIND_PROXY = env.flag("BEHIND_PROXY", default=False)
if IS_BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Language and time.
LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files: style sheets and scripts that everybody may read; proof that only those may read who see the launch.
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "evidence"
# For how long a password that was given again counts, on gates that ask for it.
SIGNING_WINDOW_MINUTES = env.number("SIGNING_WINDOW_MINUTES", default=10, least=1)
# So many launches may pass with the question of a lesson before it is proposed for removal because it caught nothing.
LESSON_IDLE_LAUNCHES = env.number("LESSON_IDLE_LAUNCHES", default=10, least=1)
EVIDENCE_MAX_BYTES = env.number("EVIDENCE_MAX_MB", default=25, least=1) * 1_000_000
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG

# Mail.
MAIL_PROVIDER = ""
ANYMAIL: dict[str, Any] = {}
vars().update(env.mail_server("EMAIL_URL", default=f"filemail://{DATA_DIR}/mail"))
# With what a provider shows that it is who reports returned mails; without a secret nobody can.
MAIL_EVENTS_SECRET = env.text("MAIL_EVENTS_SECRET", "")
if MAIL_EVENTS_SECRET and len(MAIL_EVENTS_SECRET) < 20:
    raise ImproperlyConfigured("MAIL_EVENTS_SECRET is too short: give at least 20 random characters.")
ANYMAIL = ANYMAIL | event_settings(MAIL_PROVIDER, MAIL_EVENTS_SECRET, env.text("MAIL_EVENTS_SIGNING_KEY", ""))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM", f"LaunchGate <launchgate@{mail_host(BASE_URL)}>")
# Hosts beside those of Slack and Teams to which people may let their messages be posted.
CHAT_HOSTS = env.words("CHAT_HOSTS")
# How long a message that a worker took up is its own: longer than any hand-over to the mail server with its time-outs.
DELIVERY_LEASE_SECONDS = env.number("DELIVERY_LEASE_SECONDS", default=180, least=5)

# For how many days the links in mails about turns work; who follows one signs in all the same.
TURN_LINK_DAYS = env.number("TURN_LINK_DAYS", default=30, least=1)

# After how many days the messages of launches that are over are deleted; 0 keeps them for ever.
MESSAGE_RETENTION_DAYS = env.number("MESSAGE_RETENTION_DAYS", default=0)

# Tasks: a message is only a wake-up; the database says what is due.
_broker = env.choice_of_scheme("BROKER_URL", ("embedded", "redis", "rediss"), default="embedded://")
IS_EMBEDDED_BROKER = _broker.startswith("embedded:")
CELERY_BROKER_URL = "embedded://database" if IS_EMBEDDED_BROKER else _broker
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": env.number("TASK_LEASE_SECONDS", default=900, least=5),
}
if not IS_EMBEDDED_BROKER:
    CELERY_BROKER_TRANSPORT_OPTIONS.update(socket_connect_timeout=2, socket_timeout=10)
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = not IS_EMBEDDED_BROKER
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "launchgate": {"level": env.one_of("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), default="INFO")},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # An address that leads nowhere is the visitor's matter, not a fault of ours.
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
