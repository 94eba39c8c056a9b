"""What is seen of the reminders of a simulated time: each mail when it comes, each turn at the end of the day."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet

from launchgate.launches.models import Launch, Step, Turn
from launchgate.outbox.models import Message
from launchgate.people.models import Person
from launchgate.playbooks.models import Version
from launchgate.playbooks.policies import Policy, policy_for
from launchgate.reminders.models import Nudge
from tests.reminders.postman import Mail
from tests.reminders.staff import Staff, there, whole_days, works_on

TOLD = (Step.Kind.DEPUTY, Step.Kind.SPONSOR)
START = datetime(2026, 3, 2, tzinfo=UTC)
# How many whole working days a reminder may be behind the day that the policy gives.
LEEWAY = 2


@dataclass(frozen=True)
class Outage:
    """From when to when something was away: the worker, the broker or the mail server."""

    what: str
    starts: datetime
    ends: datetime


class Witness:
    """Notes whatever should not have happened, and counts."""

    def __init__(self, staff: Staff, outages: list[Outage]) -> None:
        self.staff, self.outages = staff, outages
        self.faults: list[str] = []
        self.kinds: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.seen: set[str] = set()
        self.lasts: set[tuple[int, int, int]] = set()
        self.digests: Counter[tuple[int, str]] = Counter()
        self.reminded: dict[int, datetime] = {}
        self.read_until: dict[int, datetime] = {}
        self.held: dict[int, tuple[int, datetime]] = {}
        self.to_absent: Counter[str] = Counter()
        self.playbooks: dict[int, Version] = {}
        self.late: dict[bool, timedelta] = {False: timedelta(), True: timedelta()}
        self.late_days: dict[bool, int] = {False: 0, True: 0}
        self.past_policy = self.counted = 0

    def read(self, mails: Iterable[Mail]) -> None:
        """Look at mails at the moment at which they were sent: nothing has changed since."""
        for mail in mails:
            message = Message.objects.select_related("person").get(pk=mail.message)
            self.kinds[message.kind] += 1
            for key in (mail.message_id, message.once):
                self.expect(key not in self.seen, mail, message, f"{key} was sent before")
                self.seen.add(key)
            self.expect(mail.address == message.person.email, mail, message, f"it went to {mail.address}")
            self.to_absent[message.kind] += self.staff.is_away(message.person, mail.at)
            if message.kind == "digest":
                self._read_digest(mail, message)
                continue
            self._check_hours(mail, message, {message.data["launch"]})
            if message.kind in ("turn.asked", "turn.reminder"):
                self._read_single(mail, message)

    def _read_single(self, mail: Mail, message: Message) -> None:
        turn = Turn.objects.get(pk=int(message.subject.removeprefix("turn:")))
        self.expect(turn.closed_at is None and turn.paused_at is None, mail, message, "its turn does not run")
        self.expect(turn.holder_id == message.person_id, mail, message, "somebody else holds its turn")
        if message.kind == "turn.reminder":
            last = (turn.pk, message.data["step"], message.person_id)
            self.expect(last not in self.lasts, mail, message, f"the last reminder {last} came twice")
            self.lasts.add(last)
            self.reminded[message.person_id] = mail.at
            for nudge in Nudge.objects.filter(turn=turn, step=last[1], person=last[2]):
                self._note_lateness(message.person, nudge.due_at, mail.at)

    def _read_digest(self, mail: Mail, message: Message) -> None:
        reader = message.person
        own = running().filter(holder=reader)
        came = Nudge.objects.filter(person=reader, turn__in=running())
        told = came.filter(kind__in=TOLD)
        about = {*own.values_list("launch", flat=True), *told.values_list("turn__launch", flat=True)}
        since = self.read_until.get(reader.pk)
        news = Message.objects.filter(person=reader, kind__startswith="news.", status=Message.Status.SENT)
        is_news = news.filter(settled_at__gte=since or START).exists()
        self.expect(bool(about) or is_news, mail, message, "nothing waits for its reader, was told to them or is new")
        self._check_hours(mail, message, about, reader.digest_at)
        day = there(reader, mail.at).date().isoformat()
        self.digests[reader.pk, day] += 1
        self.expect(self.digests[reader.pk, day] == 1, mail, message, f"it is not the first on {day}")
        fresh = came.exclude(kind=Step.Kind.LAST).filter(written_at__gt=since or START)
        for due_at in fresh.values_list("due_at", flat=True):
            self._note_lateness(reader, due_at, mail.at)
        self.read_until[reader.pk] = self.reminded[reader.pk] = mail.at

    def _check_hours(self, mail: Mail, message: Message, about: set[int], chosen: time | None = None) -> None:
        local = there(message.person, mail.at)
        playbooks = [self._playbook_of(launch_id) for launch_id in about]
        # A digest of nothing but news comes in the usual hours.
        opens = min((version.quiet_until for version in playbooks), default=time(7))
        closes = max((version.quiet_from for version in playbooks), default=time(19))
        if chosen is not None:
            # The hour that somebody chose for the digest joins those that their launches leave.
            opens, closes = min(opens, chosen), max(closes, chosen.replace(hour=chosen.hour + 1))
        self.expect(works_on(message.person, local.date()), mail, message, f"{local.date()} is a day off")
        fits = opens <= local.time() < closes
        self.expect(fits, mail, message, f"{local.time()} is not within {opens} to {closes}")

    def _playbook_of(self, launch_id: int) -> Version:
        if launch_id not in self.playbooks:
            self.playbooks[launch_id] = Version.objects.get(launches=launch_id)
        return self.playbooks[launch_id]

    def _note_lateness(self, reader: Person, due_at: datetime, at: datetime) -> None:
        met_outage = any(outage.starts < at and due_at < outage.ends for outage in self.outages)
        self.late[met_outage] = max(self.late[met_outage], at - due_at)
        is_same_day = there(reader, due_at).date() == there(reader, at).date()
        days = 0 if is_same_day else whole_days(reader, due_at, at, []) + 1
        self.late_days[met_outage] = max(self.late_days[met_outage], days)

    def end_day(self, now: datetime) -> None:
        """Look at every turn that waits: past its policy, its holder was reminded, or it is recorded why not."""
        outage = max((o.ends for o in self.outages if o.ends <= now), default=None)
        nudges: dict[int, list[Nudge]] = defaultdict(list)
        along = ("launch__version", "gate", "condition__gate", "hold", "holder")
        turns = list(running().select_related(*along).prefetch_related("pauses", "rests"))
        for nudge in Nudge.objects.filter(turn__in=turns):
            nudges[nudge.turn_id].append(nudge)
        for turn in turns:
            held = self.held.get(turn.pk)
            if held is None or held[0] != turn.holder_id:
                # What was passed on before anybody looked was never held by somebody else at the end of a day.
                since = turn.opened_at if held is None and not turn.passed_on else now
                held = self.held[turn.pk] = (turn.holder_id or 0, since)
            self._look_at(turn, nudges[turn.pk], held[1], outage, now)

    def _look_at(self, turn: Turn, nudges: list[Nudge], held: datetime, outage: datetime | None, now: datetime) -> None:
        holder = turn.holder
        assert holder is not None
        gate = turn.gate or (turn.condition.gate if turn.condition else None)
        policy = policy_for(turn.launch.version, gate.kind if gate else "", turn.launch.tier)
        pauses = [(pause.started_at, pause.ended_at or now) for pause in turn.pauses.all()]

        if self._is_undisturbed(turn, held, outage):
            ran, came = whole_days(holder, turn.opened_at, now, pauses), sum(n.person_id == holder.pk for n in nudges)
            self._check_count(turn, policy, ran, came)

        def is_within(since: datetime | None, days: int) -> bool:
            return since is not None and whole_days(holder, since, now, pauses) < days + LEEWAY

        if is_within(turn.opened_at, policy.grace_days):
            return
        self.past_policy += 1
        own = [nudge for nudge in nudges if nudge.person_id == holder.pk]
        first = min((nudge.written_at for nudge in own), default=None)
        mailed = self.reminded.get(holder.pk)
        if first and mailed and mailed >= first:
            self.reasons["reminded"] += 1
            return
        day = turn.condition.due_on if turn.kind == Turn.Kind.CLEAR else turn.hold and turn.hold.look_again_on
        own_day = datetime.combine(day, time.max, now.tzinfo) if day else None
        for reason, since, days in (
            ("a day of its own", own_day, 0),
            ("progress", turn.progress_at, policy.spacing_days),
            ("rest", turn.rests_until, 0),
            ("another holder", held if held > turn.opened_at else None, policy.spacing_days),
            ("an outage", outage, 0),
            ("a pause", max((end for _, end in pauses), default=None), 0),
        ):
            if is_within(since, days):
                self.reasons[reason] += 1
                return
        if first is None and any(nudge.kind == Step.Kind.LAST for nudge in nudges):
            self.reasons["the ladder ended with the holder before"] += 1
            return
        self.faults.append(f"{now:%F %H:%M} {turn.slot} {turn.pk} of {holder} since {turn.opened_at:%F %H:%M}: nothing")

    def _is_undisturbed(self, turn: Turn, held: datetime, outage: datetime | None) -> bool:
        """Say whether nothing ever put a turn's reminders off, so that their number follows from the policy alone."""
        is_plain = turn.kind not in (Turn.Kind.CLEAR, Turn.Kind.RESUME) and not turn.pauses.all()
        is_same = held == turn.opened_at and not turn.passed_on and (outage is None or outage < turn.opened_at)
        return is_plain and is_same and turn.progress_at is None and not turn.rests.all()

    def _check_count(self, turn: Turn, policy: Policy, ran: int, came: int) -> None:
        """Expect neither fewer reminders than the policy gives by now, nor more."""
        days = [policy.grace_days + number * policy.spacing_days for number in range(policy.reminder_cap)]
        least, most = sum(day + LEEWAY <= ran for day in days), sum(day <= ran + 1 for day in days)
        self.counted += 1
        if not least <= came <= most:
            self.faults.append(f"{turn.slot} {turn.pk} ran {ran} days: {came} reminders, not {least} to {most}")

    def expect(self, is_so: bool, mail: Mail, message: Message, what: str) -> None:
        """Note a fault of a mail unless it is so."""
        if not is_so:
            self.faults.append(f"{mail.at:%F %H:%M} {message.kind} {message.pk} to {message.person}: {what}")

    def figures(self) -> dict[str, Any]:
        """Return what was seen, in figures."""
        turns, nudges = Turn.objects.count(), Nudge.objects.count()
        reminded = Nudge.objects.values("turn").distinct().count()
        return {
            "launches_public": Launch.objects.filter(status=Launch.Status.LIVE).count(),
            "turns": turns,
            "turns_reminded_of": reminded,
            "nudges": nudges,
            "deputies_and_sponsors_not_told": Nudge.objects.filter(is_untold=True, turn__in=running()).count(),
            "nudges_per_turn": round(nudges / max(turns, 1), 2),
            "mails": dict(sorted(self.kinds.items())),
            "mails_to_the_absent": dict(+self.to_absent),
            "digests_per_person_and_day_at_most": max(self.digests.values(), default=0),
            "latest_hours": round(self.late[False].total_seconds() / 3600, 2),
            "latest_working_days": self.late_days[False],
            "latest_working_days_over_an_outage": self.late_days[True],
            "latest_hours_over_an_outage": round(self.late[True].total_seconds() / 3600, 2),
            "turn_days_past_policy": self.past_policy,
            "turn_days_with_reminders_counted": self.counted,
            "why": dict(self.reasons),
        }


def running() -> QuerySet[Turn]:
    """Return the turns that run and are somebody's."""
    return Turn.objects.filter(closed_at=None, paused_at=None, holder__isnull=False)
