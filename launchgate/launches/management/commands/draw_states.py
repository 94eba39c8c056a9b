"""draw_states: write docs/states.md from the tables of transitions."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from launchgate.launches.drawing import draw

PAGE = settings.BASE_DIR / "docs" / "states.md"


class Command(BaseCommand):
    help = "Draws docs/states.md from launchgate/launches/transitions.py."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 when the page differs")

    def handle(self, *, check: bool, **options: Any) -> None:
        drawn = draw()
        if not check:
            PAGE.write_text(drawn, encoding="utf-8")
            self.stdout.write(f"{PAGE.name} is drawn.")
        elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != drawn:
            self.stdout.write("docs/states.md is not what transitions.py says. Run: python3 manage.py draw_states")
            raise SystemExit(1)
