"""What a turn asks, and how many: the words that desk, launch page, list and mails share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.urls import reverse
from django.utils.timezone import localdate

from launchgate.core import clock
from launchgate.core.templatetags.launchgate import day, long_day
from launchgate.launches.models import Condition, Hold, Launch, Turn

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


@dataclass(frozen=True)
class Ask:
    """How one kind of turn reads: `task` says what is to be done, `button` leads there, `anchor` is the place.

    What is on no gate is done on `page`, and `about` says what it is about; a task names its gate, or the row of a
    later room.
    """

    task: str
    button: str
    state: str
    anchor: str = ""
    page: str = "launches:detail"
    about: str = ""


ASKS: dict[str, Ask] = {
    Turn.Kind.ACCEPT: Ask("accept the hand-off to {gate}", "Read it", "open", "hand-offs"),
    Turn.Kind.REPLY: Ask("answer a question about the hand-off to {gate}", "Reply", "returned", "hand-offs"),
    Turn.Kind.PREPARE: Ask("prepare and submit {gate}", "Prepare", "open", "checklist"),
    Turn.Kind.CONTRIBUTE: Ask("answer checklist items of {gate}", "Answer", "open", "checklist"),
    Turn.Kind.SIGN: Ask("sign {gate}", "Decide", "review", "sign-off"),
    Turn.Kind.CLEAR: Ask("meet a condition of {gate}", "Mark done", "conditions", "conditions"),
    Turn.Kind.CONFIRM: Ask("confirm a condition of {gate}", "Confirm", "conditions", "conditions"),
    Turn.Kind.EXTEND: Ask("set a missed condition of {gate} a later date", "Extend", "held", "conditions"),
    Turn.Kind.RESUME: Ask("look again at the hold", "Look again", "held", "holds"),
    Turn.Kind.TIER: Ask(
        "decide on another tier", "Decide", "review", "tier", "launches:playbook", "Another tier is proposed. "
    ),
    Turn.Kind.VERSION: Ask(
        "take or leave a newer playbook version",
        "See it",
        "review",
        page="launches:playbook",
        about="A newer version of its playbook is offered. ",
    ),
    Turn.Kind.GO_LIVE: Ask("make it public", "Go public", "approved", "going-public"),
    Turn.Kind.ANSWER: Ask("answer a question: {about}", "Answer", "open"),
    Turn.Kind.BACK: Ask("back the promise {about}", "Back it", "conditions"),
    Turn.Kind.KEEP: Ask("say whether the promise {about} was kept", "Say so", "open"),
    Turn.Kind.VOICE: Ask("speak on the exception {about}", "Speak", "review"),
    Turn.Kind.DECIDE: Ask("decide the exception {about}", "Decide", "review"),
    Turn.Kind.ACKNOWLEDGE: Ask("read and acknowledge {about}", "Read it", "open"),
    Turn.Kind.REVIEW: Ask("write down {about}", "Review", "open"),
}


def task_of(turn: Turn, gate_name: str) -> str:
    """Return what a turn asks for, such as "sign Finance and pricing"; its gate's name where it has one."""
    return ASKS[turn.kind].task.format(gate=gate_name, about=turn.about.title if turn.subject else "the launch")


def task_unnamed(turn: Turn, gate_name: str) -> str:
    """Return what a turn asks for without the words of what it is about, for who may not see them."""
    return " ".join(ASKS[turn.kind].task.format(gate=gate_name, about="").split()).rstrip(":")


def path_of(turn: Turn) -> str:
    """Return where a turn is acted on: its place on the page of its gate, of its launch, or of what it is about."""
    if turn.subject:
        return turn.about.path
    gate = turn.gate or (turn.condition.gate if turn.condition else None)
    key, ask = f"L-{turn.launch_id}", ASKS[turn.kind]
    anchor = ask.anchor
    page = reverse("launches:gate", args=[key, gate.kind]) if gate else reverse(ask.page, args=[key])
    return f"{page}#{anchor}" if anchor else page


def name_of(turn: Turn) -> str:
    """Return the name of what a turn hangs on: its launch, or what it is about where it is on none."""
    return turn.launch.name if turn.launch else turn.about.title


def counted(number: int, one: str, many: str = "") -> str:
    """Return "One task", "Four tasks", "13 tasks"."""
    noun = one if number == 1 else many or f"{one}s"
    return f"{NUMBERS[number] if number < len(NUMBERS) else number} {noun}"


def listed(names: Sequence[str]) -> str:
    """Return names as a list in a sentence: "Product", "Product and Operations", "Product, Operations and Sales"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def shortened(text: str, most: int) -> str:
    """Return text in one line, cut at a number of characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def unbacked(promises: int) -> str:
    """Return "1 promise open", "3 promises open"; "" for none."""
    return f"{promises:,} promise{'' if promises == 1 else 's'} open" if promises else ""


def overridden(gates: int) -> str:
    """Return "1 gate overridden", "3 gates overridden"; "" for none."""
    return f"{gates:,} gate{'' if gates == 1 else 's'} overridden" if gates else ""


def bounced(times: int) -> str:
    """Return "Bounced once", "Bounced 3 times"; "" for a hand-off that never came back."""
    return f"Bounced {'once' if times == 1 else f'{times} times'}" if times else ""


def why_on_hold(hold: Hold) -> str:
    """Return in words why a launch is on hold: the reason that was given, or which condition was missed."""
    condition = hold.condition
    if condition is None:
        return hold.reason
    return f"“{condition.text.rstrip('.')}” on {condition.gate.name} was not met by {day(condition.due_on)}."


def what_ends(hold: Hold, launch: Launch) -> str:
    """Return in a sentence what ends a hold."""
    condition = hold.condition
    if condition is None:
        return f"To be looked at again on {long_day(hold.look_again_on)}."
    done = f"{condition.owner} says that it is met and {condition.function} confirms"
    if condition.status == Condition.Status.DONE:
        done = f"{condition.function} confirms that it is met"
    return f"This hold ends by itself when {done}, or when {launch.sponsor}, the sponsor, sets a later date."


class Timed(Protocol):
    """What says how a turn's time went: a turn, or what was read of one."""

    kind: str
    step: int
    opened_at: datetime
    next_at: datetime | None
    progress_at: datetime | None
    planned_for: date | None


def why_stalled(turn: Timed) -> str:
    """Return the cause for which a stalled turn is stalled, in lower case, days in the reader's zone."""
    if turn.kind == Turn.Kind.CLEAR:
        return "its day is over"
    if turn.kind == Turn.Kind.RESUME:
        return "the day to look again is over"
    moved_at = turn.progress_at or turn.opened_at
    causes = [f"no progress since {day(moved_at)}"]
    if turn.planned_for is not None and turn.planned_for < localdate(clock.now()):
        over = f"its planned day, {day(turn.planned_for)}, is over"
        # What moved after that day is late, but does not stand still.
        causes = [over] if turn.progress_at and localdate(moved_at) > turn.planned_for else [over, *causes]
    if turn.step and turn.next_at is None:
        causes.append("the last reminder was sent")
    return ", and ".join(filter(None, (", ".join(causes[:-1]), causes[-1])))


def time_told(turn: Turn, *, is_stalled: bool) -> str:
    """Say why a turn is stalled, or that progress put its next reminder off; "" where there is nothing to say."""
    return f"Stalled: {why_stalled(turn)}." if is_stalled else put_off_by_progress(turn)


def put_off_by_progress(turn: Turn) -> str:
    """Say that progress put the next reminder off, while it is still ahead; "" where it did not."""
    if turn.progress_at is None or turn.progress_step is None or turn.progress_step <= turn.step:
        return ""
    return f"The next reminder is put off by progress on {day(turn.progress_at)}."
