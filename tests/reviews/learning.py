"""Lessons that tests write, through the real actions."""

from typing import Any

from launchgate.launches.actions.lifecycle import stop_launch
from launchgate.launches.models import Launch
from launchgate.playbooks.actions import publish_version, start_draft
from launchgate.reviews.actions.lessons import LessonFacts, take_lesson, write_lesson
from launchgate.reviews.models import Lesson
from tests.launches.small import Small


def stopped(small: Small, **changes: Any) -> Launch:
    """Return a launch that was stopped."""
    own = {"name": "Depot", "summary": "Boards that show the load.", "audience": "Carriers"}
    launch = small.launch(**own | changes)
    stop_launch(launch.pk, "Nobody could go back.", actor=small.owner)
    return Launch.objects.get(pk=launch.pk)


def facts_of(launch: Launch, small: Small, **changes: Any) -> LessonFacts:
    """Return the facts of a lesson from the stop of a launch, with these changed."""
    given: dict[str, Any] = {
        "source": f"launch:{launch.pk}",
        "happened": "Vans stood still for a morning.",
        "why": "Going back was never tried.",
        "item_text": "Was going back tried?",
        "gate_kind": "input",
        "function_id": small.functions["care"].pk,
        "tags": ("Vans",),
    }
    return LessonFacts(**given | changes)


def learned(small: Small, *, launch: Launch | None = None, **changes: Any) -> Lesson:
    """Return a lesson that somebody wrote from a stop."""
    launch = launch or stopped(small)
    return write_lesson(launch.pk, facts_of(launch, small, **changes), actor=small.people["member"])


def taken(small: Small, lesson: Lesson) -> None:
    """Take a lesson into the playbook, and let launches from now on follow that version."""
    admin = small.people["admin"]
    draft = start_draft(small.version.playbook_id, actor=admin)
    take_lesson(lesson.pk, draft.pk, actor=admin)
    small.version = publish_version(draft.pk, actor=admin)
