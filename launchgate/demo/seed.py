"""Seeding: found the company, then let its launches happen day by day through the real actions."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from launchgate.core import clock
from launchgate.core.refusals import Conflict
from launchgate.customers.actions.keeping import ask_if_kept
from launchgate.demo.beyond import exceptions
from launchgate.demo.box import catalogue
from launchgate.demo.company import PASSWORD, found_company
from launchgate.demo.lessons import look_at_lessons, teach_by_a_stop
from launchgate.demo.outcomes import outcome_of, set_targets
from launchgate.demo.portfolio import STORIES, Story
from launchgate.demo.public import becomes_public_and_is_reviewed
from launchgate.demo.telling import take_steps
from launchgate.demo.walk import Steps, Walk, World, simulate
from launchgate.offerings.actions.deciding import expire_exceptions
from launchgate.offerings.actions.voices import count_silent_voices, pass_silent_voices
from launchgate.outbox.delivery import deliver_messages
from launchgate.people.calendar import calendar_of
from launchgate.people.company import the_company
from launchgate.people.models import Function, Person
from launchgate.playbooks.models import Version
from launchgate.reminders.gathering import GATHERS
from launchgate.reminders.sweep import sweep_reminders
from launchgate.reviews.actions.opening import open_due_reviews

NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"
LONGEST_STORY = timedelta(days=90)
# Before the stories: one launch that ended badly, and from which all others learn.
EARLIER = timedelta(days=18)
FINISHED_EVERY = timedelta(days=3)
NAMES = ("Shelf Labels", "Contactless Tips", "Refund Desk", "Staff Planner", "Price Tags 2", "Night Orders")


def seed_demo(*, finished: int = 0, seed: int = 1) -> list[Person]:
    """Found the demo company and tell its stories up to now; return its people.

    `finished` adds launches that became public earlier, one every three days into the past. The same seed on the same
    day gives the same company. Raises Conflict when there are people already.
    """
    if Person.objects.exists():
        raise Conflict("The demo company is for an empty database, and this one has people in it.")
    now = clock.now()
    hashed = make_password(PASSWORD)
    first_day = now - LONGEST_STORY - finished * FINISHED_EVERY
    with clock.at(first_day - EARLIER):
        people = found_company(hashed)
    world = World(
        people,
        Version.objects.exclude(published_at=None).latest("pk"),
        calendar_of(the_company()),
        {function.key: function for function in Function.objects.all()},
    )
    _learn_early(world, seed, first_day)
    walks = [*_finished(world, finished, seed, now), *(_walk(world, story, seed, now) for story in STORIES)]
    walks += [*catalogue(world, now), *exceptions(world, now)]

    def each_day() -> None:
        remind_and_deliver()
        take_steps(people["care"])

    simulate(walks, world.calendar, now, each_day)
    return list(people.values())


def _learn_early(world: World, seed: int, first_day: datetime) -> None:
    """Tell the launch that taught something first; the others follow the playbook that asks about it."""
    story = Story(
        "Depot Boards",
        "Boards that show each van its load and its gate.",
        "Carriers with 20 to 200 vans",
        tier=2,
        owner="pm2",
        opened=0,
        target=60,
        happens=teach_by_a_stop,
    )
    start = _walk(world, story, seed, first_day - EARLIER + timedelta(days=1))
    simulate([start], world.calendar, first_day, remind_and_deliver)
    world.version = Version.objects.exclude(published_at=None).latest("pk")


def remind_and_deliver() -> None:
    """Do what worker and beat would have done that day; the mails of the past are marked as sent and go nowhere."""
    ask_if_kept()
    open_due_reviews()
    sweep_reminders()
    pass_silent_voices()
    count_silent_voices()
    expire_exceptions()
    with clock.at(clock.now() + GATHERS):
        deliver_messages(through=NO_MAIL)


def _walk(world: World, story: Story, seed: int, now: datetime) -> tuple[datetime, Steps]:
    rng = Random(f"{seed}:{story.name}")  # noqa: S311 - a story, not a secret
    walk = Walk(world, rng, world.people[story.owner], world.people[story.sponsor])
    start = datetime(now.year, now.month, now.day, 8, tzinfo=UTC) - timedelta(days=story.opened)
    target = world.calendar.shift((now + timedelta(days=story.target)).date(), 0)
    return world.calendar.add_days(start, rng.uniform(0, 0.5)), _tell(walk, story, target)


def _tell(walk: Walk, story: Story, target: date) -> Steps:
    walk.open(
        story.name,
        story.summary,
        story.audience,
        tier=story.tier,
        target=target,
        confidential=story.is_confidential,
        offering=story.offering,
    )
    yield walk.rng.uniform(0.1, 0.5)
    set_targets(walk)
    if not story.leaves_lessons:
        look_at_lessons(walk)
    yield from story.happens(walk)


def _earlier_name(index: int) -> str:
    """Return the name of one of the launches before the stories; the second round of names is numbered."""
    name, again = NAMES[index % len(NAMES)], index // len(NAMES)
    return f"{name} {again + 1}" if again else name


def _finished(world: World, count: int, seed: int, now: datetime) -> Iterator[tuple[datetime, Steps]]:
    """Return launches that became public before the stories began, with their times drawn at random."""
    owners = ("pm", "pm2", "pm3")
    for number in range(count):
        rng = Random(f"{seed}:finished:{number}")  # noqa: S311 - a story, not a secret
        opened = LONGEST_STORY.days + number * FINISHED_EVERY.days
        name = _earlier_name(count - number - 1)
        told = outcome_of(name)
        story = Story(
            name=name,
            summary=told.summary,
            audience=told.audience,
            tier=rng.choice([2, 3, 3]),
            owner=rng.choice(owners),
            opened=opened,
            target=-opened + rng.randint(30, 48),
            happens=becomes_public_and_is_reviewed,
        )
        yield _walk(world, story, seed, now)
