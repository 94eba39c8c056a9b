"""The product's settings, with the yardstick views beside the product's own addresses."""

from launchgate.settings import *  # noqa: F403
from launchgate.settings import BASE_DIR, TEMPLATES

ROOT_URLCONF = "benchmarks.urls"
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], BASE_DIR / "benchmarks" / "templates"]
