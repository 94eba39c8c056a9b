"""What a hand-over plan says, as plain values: checked when it is saved, and kept as JSON."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from launchgate.core.refusals import Invalid
from launchgate.launches.words import checked_length, one_line

US, CUSTOMER = "us", "customer"
SIDES = {US: "Us", CUSTOMER: "The customer"}
STEP, BRING = "step", "bring"
MOST = 50
LONGEST_WELCOME = 4000


@dataclass(frozen=True)
class Stakeholder:
    """Somebody who takes part in the hand-over; who is not `shown` stays off the page for the customer."""

    name: str
    role: str = ""
    contact: str = ""
    side: str = US
    shown: bool = True


@dataclass(frozen=True)
class PlanStep:
    """A next step, or something that the customer brings: what, by which day, and who. The key stays when it moves."""

    what: str
    on: date
    side: str = US
    kind: str = STEP
    key: str = ""


@dataclass(frozen=True)
class PlanWords:
    """All that a plan says."""

    welcome: str = ""
    stakeholders: tuple[Stakeholder, ...] = ()
    steps: tuple[PlanStep, ...] = field(default=())

    @property
    def missing(self) -> list[str]:
        """Return what a plan lacks to be complete."""
        sides = {one.side for one in self.stakeholders}
        lacks = [
            ("who takes part on our side", US not in sides),
            ("who takes part on the customer’s side", CUSTOMER not in sides),
            ("a next step with its day", not any(step.kind == STEP for step in self.steps)),
        ]
        return [what for what, is_missing in lacks if is_missing]

    def of_kind(self, kind: str) -> list[PlanStep]:
        """Return the steps of a kind, the earliest first."""
        return sorted((step for step in self.steps if step.kind == kind), key=lambda step: (step.on, step.key))

    def as_json(self) -> dict[str, Any]:
        """Return the plan as it is kept."""
        return {
            "welcome": self.welcome,
            "stakeholders": [asdict(one) for one in self.stakeholders],
            "steps": [asdict(step) | {"on": step.on.isoformat()} for step in self.steps],
        }

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "PlanWords":
        """Return the plan that was kept."""
        return cls(
            content.get("welcome", ""),
            tuple(Stakeholder(**one) for one in content.get("stakeholders", ())),
            tuple(PlanStep(**step | {"on": date.fromisoformat(step["on"])}) for step in content.get("steps", ())),
        )


def checked_plan(words: PlanWords, used: Collection[str] = ()) -> PlanWords:
    """Return a plan without outer space, each step with a key of its own; raises Invalid for what does not fit.

    No new step gets one of the keys that were `used` before, which say what was done of steps that left since.
    """
    if len(words.stakeholders) > MOST or len(words.steps) > MOST:
        raise Invalid(f"A plan has at most {MOST} people and {MOST} steps. Keep it to a page.", field="welcome")
    return PlanWords(
        checked_length(words.welcome, "welcome", LONGEST_WELCOME),
        tuple(_checked_stakeholder(one) for one in words.stakeholders),
        _with_keys((_checked_step(step) for step in words.steps), used),
    )


def _checked_stakeholder(one: Stakeholder) -> Stakeholder:
    name = one_line(one.name, "stakeholders", 120)
    if not name or one.side not in SIDES:
        raise Invalid(
            "Give everybody who takes part a name, or the role by which they are known.", field="stakeholders"
        )
    role, contact = one_line(one.role, "stakeholders", 120), one_line(one.contact, "stakeholders", 200)
    return replace(one, name=name, role=role, contact=contact)


def _checked_step(step: PlanStep) -> PlanStep:
    what = one_line(step.what, "steps", 300)
    if not what or step.side not in SIDES or step.kind not in (STEP, BRING):
        raise Invalid("Say of each step what is done, and by whom.", field="steps")
    if not 2000 <= step.on.year <= 2200:
        raise Invalid("Give each step a day that can be.", field="steps")
    return replace(step, what=what, side=CUSTOMER if step.kind == BRING else step.side)


def _with_keys(steps: Iterable[PlanStep], used: Collection[str]) -> tuple[PlanStep, ...]:
    """Return the steps, each with its key; a new one gets the next number that no other has, or had."""
    given = list(steps)
    numbers = [int(key[1:]) for key in (*used, *(step.key for step in given)) if _is_key(key)]
    free, keyed, taken = max(numbers, default=0) + 1, [], set()
    for step in given:
        if not _is_key(step.key) or step.key in taken:
            step, free = replace(step, key=f"s{free}"), free + 1
        taken.add(step.key)
        keyed.append(step)
    return tuple(keyed)


def _is_key(key: str) -> bool:
    return key[:1] == "s" and key[1:].isdecimal() and key.isascii() and len(key) <= 7
