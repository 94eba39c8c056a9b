"""The numbers beside the finding, each with a bar of a dozen blocks at most."""

from collections.abc import Sequence
from dataclasses import dataclass

from launchgate.core.templatetags.launchgate import duration
from launchgate.launches.phrases import overridden
from launchgate.readiness.figures import SOON_DAYS, Figures

MOST_BLOCKS = 12
WIDTH = 100 / MOST_BLOCKS


@dataclass(frozen=True)
class Block:
    """One block of a bar: a state, and where it begins in percent."""

    state: str
    x: str


@dataclass(frozen=True)
class Number:
    """One number: what it counts, of how many, a bar, and what it means; `query` narrows the heat map to it."""

    label: str
    value: str
    of: str
    blocks: list[Block]
    note: str
    query: str = ""


def numbers_of(figures: Figures) -> list[Number]:
    """Return the four numbers: on track, ready, waiting now, and what is planned soon."""
    standing, running = figures.standing, figures.running
    waiting = sum(court.waiting for court in figures.courts)
    stalled = sum(court.stalled for court in figures.courts)
    oldest = max((wait.days for wait in figures.waits), default=None)
    return [
        Number(
            "On track",
            f"{standing['on track']:,}",
            f"of {running:,}",
            blocks(
                ("approved", standing["on track"]),
                ("conditions", standing["behind"]),
                ("held", standing["held"]),
                ("stalled", standing["at risk"]),
            ),
            _rest(figures),
            "state=at-risk" if standing["at risk"] else "",
        ),
        Number(
            "Ready",
            f"{figures.ready:,}",
            f"of {running:,}",
            blocks(("approved", figures.ready), ("waiting", running - figures.ready)),
            _passed(figures),
        ),
        Number(
            "Waiting now",
            f"{waiting:,}",
            "answers",
            blocks(("stalled", stalled), ("review", waiting - stalled)),
            f"{f'{stalled:,}' if stalled else 'None'} stalled, the oldest for {duration(oldest)}"
            if oldest is not None
            else "Nobody is asked anything",
        ),
        Number(
            f"Next {SOON_DAYS} days",
            f"{figures.soon:,}",
            "launch" if figures.soon == 1 else "launches",
            blocks(("stalled", figures.soon_at_risk), ("approved", figures.soon - figures.soon_at_risk)),
            f"{figures.soon_at_risk:,} at risk" if figures.soon_at_risk else "None at risk",
            f"window={SOON_DAYS}" if figures.soon else "",
        ),
    ]


def _passed(figures: Figures) -> str:
    """Return how many launches have passed all gates, and how many gates passed by an override only."""
    ready = "All gates passed, not yet public" if figures.ready else "None has passed all its gates"
    return ", ".join(filter(None, [ready, overridden(figures.overridden)]))


def _rest(figures: Figures) -> str:
    """Return where the launches stand that are not on track."""
    standing = figures.standing
    parts = [
        f"{standing[name]:,} {words}"
        for name, words in (("at risk", "at risk"), ("behind", "behind plan"), ("held", "on hold"))
        if standing[name]
    ]
    return ", ".join(parts) if parts else "Every launch is on plan"


def blocks(*parts: tuple[str, int]) -> list[Block]:
    """Return a bar: a block for each when they are a dozen at most, else a dozen shared out, none left without one."""
    total = sum(count for _, count in parts)
    shares = [count for _, count in parts] if total <= MOST_BLOCKS else _shared_out([count for _, count in parts])
    states = [state for (state, _), share in zip(parts, shares, strict=True) for _ in range(share)]
    return [Block(state, f"{place * WIDTH:.2f}") for place, state in enumerate(states)]


def _shared_out(counts: Sequence[int]) -> list[int]:
    """Share a dozen blocks out by the largest remainders, at least one to each part that is there."""
    total = sum(counts)
    exact = [count * MOST_BLOCKS / total for count in counts]
    shares = [max(int(share), 1) if count else 0 for share, count in zip(exact, counts, strict=True)]
    while (over := sum(shares) - MOST_BLOCKS) != 0:
        wanting = [share - given for share, given in zip(exact, shares, strict=True)]
        if over > 0:
            most = min((place for place, share in enumerate(shares) if share > 1), key=wanting.__getitem__)
            shares[most] -= 1
        else:
            shares[max(range(len(shares)), key=wanting.__getitem__)] += 1
    return shares
