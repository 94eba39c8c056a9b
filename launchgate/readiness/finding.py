"""What the dashboard says first: how many launches are behind plan, who holds them, and who has waited longest."""

from collections.abc import Sequence
from dataclasses import dataclass

from launchgate.core.templatetags.launchgate import duration
from launchgate.launches.models import Turn
from launchgate.launches.phrases import listed
from launchgate.readiness.figures import Court, Figures
from launchgate.readiness.waits import Wait

WORDS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)

OWNERS_SPOKEN = "the owners"
MOST_NAMED = 3

# What a turn is, said of whoever holds it; {gate} is the gate's name.
HAS_HAD: dict[str, str] = {
    Turn.Kind.ACCEPT: "has had the hand-off to {gate} to accept",
    Turn.Kind.REPLY: "has had a question on {gate} to answer",
    Turn.Kind.PREPARE: "has had {gate} to prepare",
    Turn.Kind.CONTRIBUTE: "has had items of {gate} to answer",
    Turn.Kind.SIGN: "has had {gate} to sign",
    Turn.Kind.CLEAR: "has had a condition of {gate} to meet",
    Turn.Kind.CONFIRM: "has had a condition of {gate} to confirm",
    Turn.Kind.GO_LIVE: "has had it ready for the public",
}


@dataclass(frozen=True)
class Finding:
    """The finding: `says` how it stands, `urgent` who holds it up, `because` names the oldest wait."""

    says: str
    urgent: str
    because: str


def find(figures: Figures) -> Finding:
    """Return the finding in words, such as "Three of sixteen launches are behind plan. Finance holds two of them.".

    Where none is behind, it tells how many are at risk; where none is either, that all are on plan.
    """
    running, at_risk, because = figures.running, figures.standing["at risk"], _because(figures.waits)
    if not running:
        return Finding("No launch is running.", "", "")
    if figures.behind:
        shares = [(court, court.launches_behind) for court in figures.courts]
        return Finding(_says(running, figures.behind, "behind plan"), _held_by(shares, figures.behind), because)
    if at_risk:
        shares = [(court, court.launches_stalled) for court in figures.courts]
        because = " ".join(filter(None, ["None is behind its plan yet.", because]))
        return Finding(_says(running, at_risk, "at risk"), _held_by(shares, at_risk), because)
    return Finding(_says(running, running, "on plan"), "", because)


def owed(owing: Sequence[tuple[str, int]]) -> str:
    """Say how many promises on public launches nothing backs any more, and on which; "" where there are none."""
    total = sum(count for _, count in owing)
    if not total:
        return ""
    names, more = [name for name, _ in owing[:MOST_NAMED]], len(owing) - MOST_NAMED
    where = listed([*names, f"{more:,} more"] if more > 0 else names)
    if total == 1:
        return f"One promise to a customer of a public launch is not backed any more: {where}."
    return f"{number(total).capitalize()} promises to customers of public launches are not backed any more: {where}."


def number(count: int, of: int = 0) -> str:
    """Return a number as a word up to twenty; in digits where it stands beside one that is larger."""
    return WORDS[count] if max(count, of) < len(WORDS) else f"{count:,}"


def _says(running: int, count: int, how: str) -> str:
    """Say how many of the running launches are behind plan, at risk or on plan."""
    if running == 1:
        return f"The one running launch is {how}."
    if count == running:
        return f"{'Both' if running == 2 else f'All {number(running)}'} launches are {how}."
    return f"{number(count, running).capitalize()} of {number(running)} launches {'is' if count == 1 else 'are'} {how}."


def _held_by(shares: Sequence[tuple[Court, int]], total: int) -> str:
    """Say which function holds most of so many launches; nothing when three or more hold as many."""
    most = max((share for _, share in shares), default=0)
    holders = [court for court, share in shares if share == most]
    if not most or len(holders) > 2:
        return ""
    names = listed([court.name if court.function_id else OWNERS_SPOKEN for court in holders])
    names = names[0].upper() + names[1:]
    is_many = len(holders) > 1 or holders[0].function_id is None
    if total == 1:
        return f"{names} {'hold' if is_many else 'holds'} it."
    verb = "each hold" if len(holders) > 1 else "hold" if is_many else "holds"
    share = ("both" if total == 2 else "all") if most == total else number(most, total)
    return f"{names} {verb} {share} of them."


def _because(waits: Sequence[Wait]) -> str:
    oldest = max(waits, key=lambda wait: wait.days, default=None)
    if oldest is None or oldest.days < 1:
        return ""
    return f"{oldest.about.launch.name} has waited longest: {oldest.holder_name} {said_of(oldest)}."


def said_of(wait: Wait, *, of_function: bool = False) -> str:
    """Return what its holder has had to do and for how long: "has had Product to sign for 3 working days".

    Of a holder who came later it is not said that they had it all the time; of its function it is.
    """
    words, spent = HAS_HAD[wait.kind].format(gate=wait.about.gate), duration(wait.days)
    return f"{words} for {spent}" if of_function or not wait.held_at else f"{words}; it has waited for {spent}"
