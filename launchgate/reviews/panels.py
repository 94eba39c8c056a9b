"""What this room shows on the pages of launches and gates."""

from dataclasses import dataclass

from launchgate.launches.models import Decision, Gate, Launch
from launchgate.launches.openings import Opening
from launchgate.launches.panels import Panel, shows_on_gate, shows_on_launch, shows_on_opening
from launchgate.offerings.opening import NAME as OFFERING
from launchgate.people.models import Person
from launchgate.playbooks.hooks import Panel as VersionPanel
from launchgate.playbooks.hooks import shows_on_version
from launchgate.playbooks.models import Version
from launchgate.reviews.matching import fitting_lessons
from launchgate.reviews.models import Fit, Lesson
from launchgate.reviews.queries.lessons import idle_items, is_unlearned, learned_from
from launchgate.reviews.queries.targets import aims_of


@shows_on_launch
def targets_on_launch(launch: Launch, reader: Person) -> Panel | None:
    """Show the targets that every function of the launch carries."""
    aims = aims_of(launch)
    return Panel("reviews/panels/_targets.html", aims, is_beside=True) if aims else None


@shows_on_gate
def targets_on_gate(gate: Gate, reader: Person) -> Panel | None:
    """Show the same targets to whoever decides on a gate."""
    aims = aims_of(gate.launch)
    return Panel("reviews/panels/_gate_targets.html", aims) if aims else None


@dataclass(frozen=True)
class Teaching:
    """Something that can teach: its name as a source of lessons, and the lessons that it taught so far."""

    source: str
    lessons: list[Lesson]


@shows_on_launch
def lesson_of_a_stop(launch: Launch, reader: Person) -> Panel | None:
    """Ask for the lesson of a launch that was stopped, as long as nobody has written any."""
    if not is_unlearned(launch):
        return None
    return Panel("reviews/panels/_write_lesson.html", Teaching(f"launch:{launch.pk}", []))


@shows_on_gate
def lesson_of_a_gate(gate: Gate, reader: Person) -> Panel | None:
    """Show what the last time taught that a gate was sent back, and offer to write a lesson from it."""
    if gate.status == Gate.Status.WAITING or (gate.submission is not None and gate.submission.number == 1):
        return None
    sent_back = Decision.objects.filter(gate=gate, kind=Decision.Kind.SENT_BACK).order_by("pk")
    last = sent_back.values_list("pk", flat=True).last()
    if last is None:
        return None
    source = f"decision:{last}"
    return Panel("reviews/panels/_write_lesson.html", Teaching(source, learned_from(source, reader)))


@shows_on_gate
def lessons_to_look_at(gate: Gate, reader: Person) -> Panel | None:
    """Lead the owner from a gate that is being prepared to the lessons that wait to be looked at."""
    if gate.status != Gate.Status.OPEN or reader.pk != gate.launch.owner_id:
        return None
    count = Fit.objects.filter(launch=gate.launch_id, looked_at=None).count()
    return Panel("reviews/panels/_to_look_at.html", count) if count else None


@shows_on_opening
def lessons_that_fit(opening: Opening, reader: Person) -> Panel | None:
    """Show to whoever opens a launch the lessons that fit what was filled in so far."""
    lessons = fitting_lessons(opening.words, reader, opening.answers.get(OFFERING))
    return Panel("reviews/panels/_fitting.html", lessons) if lessons else None


@shows_on_version
def idle_questions(version: Version, reader: Person) -> VersionPanel | None:
    """Propose to remove the questions of lessons that never caught anything."""
    idle = idle_items(version, reader)
    return VersionPanel("reviews/panels/_idle.html", idle) if idle else None
