"""A company with a head for every function, and launches brought to a state through the real actions."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile

from launchgate.briefings.actions.plan import save_plan
from launchgate.briefings.actions.read import acknowledge_briefing
from launchgate.briefings.actions.words import BriefingWords
from launchgate.briefings.actions.write import write_briefing
from launchgate.briefings.models import HandOverPlan, Reading
from launchgate.briefings.plan_words import CUSTOMER, PlanStep, PlanWords, Stakeholder
from launchgate.briefings.publishing import INTERNAL
from launchgate.core import clock
from launchgate.customers.actions.insights import Said, add_insight
from launchgate.customers.models import Insight
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.decide import Means, approve
from launchgate.launches.actions.evidence import add_evidence, prove_by_file, prove_by_note
from launchgate.launches.actions.hand_offs import accept_hand_off
from launchgate.launches.actions.open_launch import LaunchFacts, open_launch
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.models import Gate, HandOff, Item, Launch
from launchgate.people.models import Function, Person, Seat
from launchgate.playbooks.actions.installing import install_default_playbook
from launchgate.playbooks.models import ItemKind, Version
from tests.factories import make_person, seat

SAMPLE: dict[str, Any] = {
    ItemKind.TEXT: "Checked with the people concerned.",
    ItemKind.YES_NO: True,
    ItemKind.NUMBER: "12",
    ItemKind.MONEY: {"amount": "49", "currency": "EUR"},
    ItemKind.DATE: "2027-03-15",
    ItemKind.LINK: "https://example.com/plan",
}


@dataclass
class Cast:
    """Everybody whom a launch needs: an owner, a sponsor, and the head of each function of the default playbook."""

    version: Version
    owner: Person
    sponsor: Person
    heads: dict[str, Person] = field(default_factory=dict)

    def function(self, key: str) -> Function:
        """Return a function by its key."""
        return Function.objects.get(key=key)


def make_cast() -> Cast:
    """Install the default playbook and seat a head in each of its functions."""
    version = install_default_playbook()
    heads = {}
    for function in Function.objects.all():
        heads[function.key] = make_person(f"Head of {function.name}")
        seat(heads[function.key], function, Seat.Rank.HEAD)
    return Cast(version, make_person("Ines Calder"), make_person("Joy Wambui", is_executive=True), heads)


def make_launch(cast: Cast, *, tier: int = 2, **changes: Any) -> Launch:
    """Open a launch of the default playbook, owned by the cast's owner."""
    facts: dict[str, Any] = {
        "name": "Aurora Checkout",
        "summary": "One page to pay on.",
        "audience": "Shops in Europe",
        "tier": tier,
        "sponsor_id": cast.sponsor.pk,
        "target_date": clock.now().date() + timedelta(days=60),
    }
    return open_launch(cast.version.pk, LaunchFacts(**facts | changes), actor=cast.owner)


def gate_of(launch: Launch, kind: str) -> Gate:
    """Return a gate of a launch, fresh from the database."""
    return Gate.objects.get(launch=launch, kind=kind)


def answer_all(gate: Gate, actor: Person, *, required_only: bool = True) -> None:
    """Answer the items of a gate with plausible values, and prove those that need it; brief before the last gate."""
    if gate.kind == INTERNAL and not gate.launch.briefings.exists():
        brief(gate.launch, actor)
    items = Item.objects.filter(gate=gate, is_answered=False)
    for item in items.filter(is_required=True) if required_only else items:
        if item.kind == ItemKind.FILE:
            add_evidence(item.pk, prove_by_file(ContentFile(b"%PDF-1.7 a plan", "plan.pdf")), actor=actor)
            continue
        if item.needs_evidence and not item.evidence_count:
            add_evidence(item.pk, prove_by_note("Seen and filed."), actor=actor)
        answer_item(item.pk, item.options[0] if item.kind == ItemKind.CHOICE else SAMPLE[item.kind], actor=actor)


def hear_customers(gate: Gate, actor: Person) -> None:
    """Write down what customers say, of as many kinds as the gate asks for."""
    for kind in Insight.Kind.values[: gate.insight_kinds]:
        add_insight(gate.launch_id, Said(kind, "Kaufhaus Nord", f"We would take it, by {kind}."), actor=actor)


def accept_all(gate: Gate, cast: Cast) -> None:
    """Accept every hand-off to a gate, each as the head of the function that receives it."""
    for hand_off in HandOff.objects.filter(to_gate=gate).exclude(status=HandOff.Status.ACCEPTED):
        accept_hand_off(hand_off.pk, actor=cast.heads[hand_off.function.key])


def submit(gate: Gate, cast: Cast, note: str = "What you need to know.") -> Gate:
    """Bring an open gate into review."""
    accept_all(gate, cast)
    answer_all(gate, cast.owner)
    hear_customers(gate, cast.owner)
    return submit_gate(gate.pk, actor=cast.owner, note=note)


def sign_all(gate: Gate, cast: Cast, *, reading: bool = True) -> None:
    """Sign a gate in review as the head of each function that still has to; who is briefed then reads."""
    for decider in gate.deciders.filter(is_through=False).select_related("function"):
        means = Means.PASSWORD if gate.asks_password else Means.SESSION
        approve(gate.pk, decider.function_id, actor=cast.heads[decider.function.key], means=means)
    asked = Reading.objects.filter(briefing__launch=gate.launch, is_read=False, out="")
    for one in asked.select_related("person") if reading else ():
        acknowledge_briefing(one.pk, actor=one.person)


def brief(launch: Launch, actor: Person) -> None:
    """Write what the internal-launch gate asks for: a briefing for marketing, and the customer's hand-over plan."""
    marketing = Function.objects.get(key="marketing")
    write_briefing(launch.pk, BriefingWords("For marketing", "It comes.", (marketing.pk,)), actor=actor)
    if not HandOverPlan.objects.filter(launch=launch).exists():
        plan_hand_over(launch, actor)


def plan_hand_over(launch: Launch, actor: Person) -> None:
    """Write a customer's hand-over plan with somebody on each side and a step."""
    us, them = Stakeholder("Kofi Mensah", "leads"), Stakeholder("Ann Buyer", "decides", side=CUSTOMER)
    save_plan(launch.pk, PlanWords("Welcome.", (us, them), (PlanStep("Kick-off", in_days(20)),)), actor=actor)


def pass_gate(launch: Launch, kind: str, cast: Cast) -> Gate:
    """Take an open gate through review to signed."""
    sign_all(submit(gate_of(launch, kind), cast), cast)
    return gate_of(launch, kind)


def pass_gates_until(launch: Launch, kind: str, cast: Cast) -> Gate:
    """Pass every gate before this one, and return it open."""
    for gate in Gate.objects.filter(launch=launch).order_by("order", "pk"):
        if gate.kind == kind:
            break
        pass_gate(launch, gate.kind, cast)
    return gate_of(launch, kind)


def in_days(days: int) -> date:
    """Return the date this many days from today (UTC)."""
    return clock.now().date() + timedelta(days=days)
