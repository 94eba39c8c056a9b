"""The web application as gunicorn starts it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "launchgate.settings")
application = get_wsgi_application()
