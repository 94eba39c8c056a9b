"""seed_demo: the demo company and its launches."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from launchgate.core.heartbeats import telling_the_past
from launchgate.core.refusals import Refusal
from launchgate.demo.bulk import multiply_launches
from launchgate.demo.company import PASSWORD
from launchgate.demo.seed import seed_demo
from launchgate.launches.models import Launch

FINISHED_BY_HAND = 12


class Command(BaseCommand):
    help = "Founds the demo company and its launches through the real actions, with dates in the past."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--launches", type=int, default=0, help="running launches in all; more than the stories are copied in bulk"
        )
        parser.add_argument("--finished", type=int, default=4, help="launches that became public earlier")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same data")
        parser.add_argument("--yes", action="store_true", help="seed although DEBUG is off")

    def handle(self, *, launches: int, finished: int, seed: int, yes: bool, **options: Any) -> None:
        if not settings.DEBUG and not yes:
            raise CommandError(
                "DEBUG is off, so this may be a real company, and everybody of the demo has the same password. "
                "Add --yes if you mean it."
            )
        try:
            with telling_the_past():
                people = seed_demo(finished=min(finished, FINISHED_BY_HAND), seed=seed)
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        multiply_launches(running=launches, finished=finished, seed=seed)
        count = Launch.objects.count()
        self.stdout.write(f"{len(people)} people and {count} launches; every password is {PASSWORD}.")
