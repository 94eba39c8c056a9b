"""The digest: one mail with everything that waits for a person, and what was told to them as deputy or sponsor.

It is written by the sweep, and put into words when it is sent: from what waits then, whatever it was that came due.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db.models import F, Q, QuerySet, prefetch_related_objects
from django.urls import reverse

from launchgate.core import clock
from launchgate.core.templatetags.launchgate import long_day
from launchgate.launches.about import read_about
from launchgate.launches.models import Gate, Launch, Step, Turn
from launchgate.launches.phrases import put_off_by_progress
from launchgate.launches.risk import Yardstick
from launchgate.outbox.mail import absolute
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import NotBefore, Rendered, renders
from launchgate.people.calendar import calendar_of
from launchgate.people.company import calendar_along, hours_along, the_company
from launchgate.people.models import Person, Seat
from launchgate.playbooks.policies import Policy
from launchgate.reminders.facts import TurnFacts
from launchgate.reminders.gathering import GATHERS, KIND
from launchgate.reminders.links import link_to_turn, ways_to_answer
from launchgate.reminders.models import Nudge
from launchgate.reminders.quiet import LOOKS_AGAIN, Hours, opening

ROLES: dict[str, str] = {Step.Kind.DEPUTY: "deputy", Step.Kind.SPONSOR: "sponsor"}
RELATED = ("launch__version", "gate", "function", "condition__gate", "hold", "asked_by", "holder")
SHOWN = 12
# A desk that is longer than this is not sorted to its end for a mail that shows its beginning.
READ = 200


@dataclass(frozen=True)
class Entry:
    """Something that waits, in words: what, by when, and in lines of label and text what hangs on it."""

    title: str
    lead: str
    rows: list[tuple[str, str]]
    url: str
    button: str
    is_late: bool
    ways: list[tuple[str, str]] = field(default_factory=list)
    other_ways: str = ""


@dataclass
class Digest:
    """What one person's digest tells now: their own turns, the worst first, and those told to them; and its hours."""

    person: Person
    since: datetime
    closures: Sequence[date] = ()
    count: int = 0
    own: list[TurnFacts] = field(default_factory=list)
    told: list[tuple[TurnFacts, Nudge]] = field(default_factory=list)
    news: list[Message] = field(default_factory=list)
    nudges: dict[int, list[Nudge]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, message: Message) -> "Digest":
        """Read what there is to tell; the number of statements does not depend on how much it is."""
        person, now = message.person, clock.now()
        digest = cls(person, message.created_at)
        waiting = running().filter(holder=person).filter(Q(rests_until=None) | Q(rests_until__lte=now))
        own = list(waiting.annotate(**hours_along()).order_by("opened_at", "pk")[:READ])
        digest.count = len(own) if len(own) < READ else waiting.count()
        told = _still_so(person, digest._told_to_them())
        turns = own + [nudge.turn for nudge in told]
        prefetch_related_objects(turns, "pauses")
        read_about(turns)
        gates: dict[int, list[Gate]] = defaultdict(list)
        for gate in Gate.objects.filter(launch__in={turn.launch_id for turn in turns}).order_by("order", "pk"):
            gates[gate.launch_id].append(gate)
        yardstick = Yardstick(now, calendar_along(own[0]) if own else calendar_of(the_company()))
        digest.closures = yardstick.calendar.closures
        facts = {turn.pk: TurnFacts(turn, gates[turn.launch_id or 0], yardstick) for turn in turns}
        digest.own = sorted((facts[turn.pk] for turn in own), key=_weight)
        digest.told = [(facts[nudge.turn_id], nudge) for nudge in told]
        for nudge in Nudge.objects.filter(turn__in=turns).select_related("person").order_by("step"):
            digest.nudges[nudge.turn_id].append(nudge)
        digest.news = _visible(Message.objects.filter(person=person, is_for_digest=True, read_at=None), person)
        return digest

    def _told_to_them(self) -> QuerySet[Nudge]:
        """Return the nudges by which deputy or sponsor is still to be told of what waits for somebody else."""
        told = Nudge.objects.filter(person=self.person, is_untold=True)
        still = told.filter(turn__in=running()).exclude(turn__holder=self.person)
        seen = Launch.objects.visible_to(self.person)
        visible = still.filter(Q(turn__launch=None) | Q(turn__launch__in=seen))
        related = (f"turn__{name}" for name in RELATED)
        return visible.select_related(*related).order_by("turn__opened_at", "turn", "step")

    @property
    def has_cause(self) -> bool:
        """Say whether something came due for this digest that is still true."""
        return bool(self.told or self.news) or any(
            nudge.written_at >= self.since and (nudge.kind in ROLES) == (nudge.person_id != self.person.pk)
            for facts in self.own
            for nudge in self.nudges[facts.turn.pk]
        )

    @property
    def only_launch(self) -> int | None:
        """Return the launch that all of it is about, None where it is about several or about none."""
        facts = [*self.own, *(facts for facts, _ in self.told)]
        launches = {one.turn.launch_id for one in facts} | {news.data.get("launch") for news in self.news}
        return launches.pop() if len(launches) == 1 else None

    @property
    def has_paused_cause(self) -> bool:
        """Say whether what was told to them stands still, and has to be told when it runs on."""
        told = Nudge.objects.filter(person=self.person, is_untold=True, written_at__gte=self.since)
        return told.filter(turn__closed_at=None, turn__paused_at__isnull=False).exists()

    def note_told(self) -> None:
        """Write down that it has left: its news, and what it told as deputy or sponsor, is in no other digest."""
        Message.objects.filter(pk__in=[news.pk for news in self.news]).update(is_for_digest=False)
        Nudge.objects.filter(pk__in=[nudge.pk for _, nudge in self.told]).update(is_untold=False)

    @property
    def hours(self) -> Hours:
        """Return the hours in which it may come: the widest that the playbooks concerned leave."""
        policies = self._policies
        return Hours(min(p.quiet_until for p in policies), max(p.quiet_from for p in policies))

    @property
    def _policies(self) -> list[Policy]:
        """Return the policies of what it tells, the first first; the usual one where it is only news."""
        return [facts.policy for facts in (*self.own, *(facts for facts, _ in self.told))] or [Policy()]

    def opening(self, moment: datetime) -> datetime:
        """Return the moment itself, or when the digest may come where it may not then."""
        hour = self.person.digest_at or self._policies[0].digest_at
        moments = opening(self.person, moment, self.hours.around(hour), self.closures, at=hour)
        return moments if moments == moment else moments + GATHERS

    def last_of_the_day(self, now: datetime) -> datetime | None:
        """Return when the last comes due of what else is to be told today, in the hours for mails, if anything is."""
        zone = calendar_of(self.person).zone
        closes = datetime.combine(now.astimezone(zone).date(), self.hours.closes, zone)
        ahead = Step.objects.filter(person=self.person, at__gt=now, at__lt=closes, number__gt=F("turn__step"))
        runs = ahead.filter(turn__closed_at=None, turn__paused_at=None).exclude(kind=Step.Kind.LAST)
        return runs.order_by("-at").values_list("at", flat=True).first()


def running() -> QuerySet[Turn]:
    """Return the turns that somebody can act on now, with what their words need."""
    return Turn.objects.filter(closed_at=None, paused_at=None, holder__isnull=False).select_related(*RELATED)


@renders(KIND)
def digest(message: Message) -> Rendered | NotBefore | None:
    """Tell what waits, the oldest and what blocks most first; nothing when what came due is done."""
    told, now = Digest.of(message), clock.now()
    if not told.has_cause:
        return NotBefore(told.opening(now + LOOKS_AGAIN)) if told.has_paused_cause else None
    if (moment := told.opening(now)) > now:
        return NotBefore(moment)
    if last := told.last_of_the_day(now):
        return NotBefore(last + GATHERS)
    entries = [_entry(facts, told.nudges[facts.turn.pk]) for facts in told.own[:SHOWN]]
    others = [_told_entry(facts, nudge) for facts, nudge in told.told[:SHOWN]]
    news = [(message.headline, absolute(message.path)) for message in told.news[:SHOWN]]
    listed = entries or others
    count = told.count + len(told.told) if listed else len(news)
    title, lead = (listed[0].title, listed[0].lead) if listed else (news[0][0], "Nothing new waits for you.")
    if listed:
        # What comes first is said on top.
        listed[0] = replace(listed[0], lead="")
    hidden = told.count + len(told.told) - len(entries) - len(others)
    return Rendered(
        subject=f"{title}, and {count - 1} more" if count > 1 else title,
        lead=lead,
        path=reverse("launches:desk"),
        button="Open your desk",
        template="outbox/mail/digest",
        foot="One message a day with everything that waits for you.",
        chat_rows=[*((entry.title, entry.lead) for entry in [*entries, *others]), *news],
        on_sent=told.note_told,
        launch_id=told.only_launch,
        context={
            "eyebrow": "What waits for you" if entries else "What waits for others" if others else "News",
            "news": news,
            "entries": entries,
            "told": others,
            "hidden": max(hidden, 0),
            "late": bool(listed) and listed[0].is_late,
        },
    )


def told_sentence(nudge: Nudge) -> str:
    """Say whom an escalation has told, as what, and when."""
    return f"{nudge.person.name}, {ROLES[nudge.kind]}, was told on {long_day(nudge.written_at)}."


def _weight(facts: TurnFacts) -> tuple[int, int, datetime, int]:
    """Return what sorts: the longest waiting first, and of those that wait as long, what blocks most."""
    return -int(facts.days), -len(facts.waiting_gates), facts.turn.opened_at, facts.turn.pk


def _entry(facts: TurnFacts, nudges: Iterable[Nudge]) -> Entry:
    rows = [("Since", facts.since)]
    if facts.stalled:
        rows.append(("Stalled", facts.stalled))
    if told := " ".join(told_sentence(nudge) for nudge in nudges if nudge.kind in ROLES):
        rows.append(("Also told", told))
    if put_off := put_off_by_progress(facts.turn):
        rows.append(("Reminders", put_off))
    ways = ways_to_answer(facts.turn, facts.holder)
    return Entry(
        title=facts.waits,
        lead=f"You are asked to {facts.doing_by}. {facts.blocks}",
        rows=rows,
        url=absolute(facts.path),
        button=facts.button,
        is_late=facts.is_late,
        ways=ways,
        other_ways=absolute(link_to_turn(facts.turn.pk, facts.holder.pk)) if ways else "",
    )


def _told_entry(facts: TurnFacts, nudge: Nudge) -> Entry:
    holder = facts.holder.name
    # What went to somebody later has not waited for them all that time.
    open_for = "" if facts.turn.held_at is None else "open for "
    return Entry(
        title=f"{facts.named} waits for {holder}, {open_for}{facts.waited}",
        lead=f"{holder} was asked on {long_day(facts.turn.held_since)} to {facts.doing_by}. {facts.blocks}",
        rows=[
            *([("Stalled", facts.stalled)] if facts.stalled else []),
            ("Told to you", f"As {ROLES[nudge.kind]}. {holder} is told that you know."),
            ("What you can do", _remedy(facts, nudge.kind)),
        ],
        url=absolute(facts.path),
        button="See where it stands",
        is_late=True,
    )


def _remedy(facts: TurnFacts, kind: str) -> str:
    turn, gate = facts.turn, facts.gate
    if kind == Step.Kind.SPONSOR:
        overrides = " You can also override the gate and say why." if gate and not gate.is_passed else ""
        return f"Talk to {facts.holder.name}.{overrides}"
    if turn.kind != Turn.Kind.SIGN or (gate and gate.deputies_sign):
        return f"Do it in place of {facts.holder.name}, or talk to them."
    return f"Talk to {facts.holder.name}; only the head signs this gate."


def _visible(news: QuerySet[Message], person: Person) -> list[Message]:
    """Return the news of launches that a person may see, oldest first."""
    rows = list(news.order_by("pk")[:READ])
    asked = Launch.objects.visible_to(person).filter(pk__in={row.data.get("launch") for row in rows})
    seen = set(asked.values_list("pk", flat=True)) if rows else set()
    return [row for row in rows if row.data.get("launch") is None or row.data["launch"] in seen]


def _still_so(person: Person, told: Iterable[Nudge]) -> list[Nudge]:
    """Return the nudges of somebody who still is what they were told as."""
    ranks = [Seat.Rank.HEAD, Seat.Rank.DEPUTY]
    seats = Seat.objects.filter(person=person, ended_at=None, rank__in=ranks)
    functions = set(seats.values_list("function_id", flat=True))
    return [
        nudge
        for nudge in told
        if (
            nudge.turn.matter.sponsor_id == person.pk
            if nudge.kind == Step.Kind.SPONSOR
            else nudge.turn.function_id in functions
        )
    ]
