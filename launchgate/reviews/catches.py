"""How often the questions that lessons wrote caught something, and which never did."""

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, Subquery

from launchgate.launches.models import Answer, Condition, Decision, Gate, Item
from launchgate.launches.phrases import counted


@dataclass(frozen=True)
class Catches:
    """On how many launches a question was passed, and on how many of them it caught something."""

    passed: int = 0
    caught: int = 0

    @property
    def words(self) -> str:
        """Return how often it caught something, in a sentence without its point."""
        if not self.passed and not self.caught:
            return "No launch has answered it yet"
        if not self.caught:
            return f"It has caught nothing on {counted(self.passed, 'launch', 'launches').lower()}"
        return f"It caught something on {counted(self.caught, 'launch', 'launches').lower()}"

    @property
    def is_idle(self) -> bool:
        """Say whether it has had its chance and never caught anything."""
        return not self.caught and self.passed >= settings.LESSON_IDLE_LAUNCHES


def catches_of(origins: Collection[str]) -> dict[str, Catches]:
    """Return by origin how often the questions written for it caught something; one statement, none for none.

    A question caught something on a launch where it became a condition, or where its answer changed after the gate on
    which it stands was sent back.
    """
    if not origins:
        return {}
    sent_back = Decision.objects.filter(gate=OuterRef("gate"), kind=Decision.Kind.SENT_BACK).order_by("decided_at")
    later = Answer.objects.filter(item=OuterRef("pk"), is_wording=False, answered_at__gt=OuterRef("sent_back_at"))
    is_caught = Exists(later) | Exists(Condition.objects.filter(item=OuterRef("pk")))
    items = Item.every.filter(origin__in=list(origins)).order_by()
    items = items.annotate(sent_back_at=Subquery(sent_back.values("decided_at")[:1])).annotate(is_caught=is_caught)
    rows = items.values("origin").annotate(
        passed=Count("gate__launch", filter=Q(gate__status__in=Gate.PASSED), distinct=True),
        caught=Count("gate__launch", filter=Q(is_caught=True), distinct=True),
    )
    return {row["origin"]: Catches(row["passed"], row["caught"]) for row in rows}
