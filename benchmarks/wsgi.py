"""The product and its yardsticks as gunicorn serves them."""

from launchgate.wsgi import application

__all__ = ["application"]
