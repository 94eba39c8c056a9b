"""The web application as gunicorn starts it."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "launchgate.settings")
application = get_wsgi_application()
# What is loaded by now stays for ever: the collector need not go through it again while requests are answered.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
