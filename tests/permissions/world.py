"""One company with a launch in each state that a page of the permission matrix needs, and somebody for every role."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from launchgate.core import clock
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.applicable import declare_item_not_applicable
from launchgate.launches.actions.comments import comment_on_gate
from launchgate.launches.actions.conditions import report_condition_done
from launchgate.launches.actions.decide import Wish, approve, approve_with_conditions
from launchgate.launches.actions.evidence import add_evidence, prove_by_note
from launchgate.launches.actions.hand_offs import bounce_hand_off
from launchgate.launches.actions.lifecycle import hold_launch, stop_launch
from launchgate.launches.actions.missed import hold_for_condition
from launchgate.launches.actions.revise import propose_tier
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.models import Condition, ConditionProof, HandOff, Item, Launch
from launchgate.outbox.delivery import deliver_messages
from launchgate.people.actions.absences import enter_absence
from launchgate.people.actions.assistants import name_assistant
from launchgate.people.models import Person, Seat
from launchgate.playbooks.actions import publish_version, start_draft
from launchgate.playbooks.models import ItemKind
from launchgate.playbooks.policies import Policy
from launchgate.reminders.quiet import Hours, opening
from tests.factories import make_person, seat
from tests.launching import (
    Cast,
    accept_all,
    answer_all,
    gate_of,
    hear_customers,
    make_cast,
    make_launch,
    pass_gate,
    sign_all,
    submit,
)
from tests.permissions.briefed import brief_people
from tests.permissions.world_customers import bring_customers
from tests.permissions.world_offerings import add_offerings
from tests.permissions.world_reviews import bring_reviews

ROLES = ("anonymous", "outsider", "member", "head", "owner", "sponsor", "executive", "administrator")
FIRST, SECOND = "customer-input", "product"


@dataclass
class World:
    """Launches by the state they are in, and people by role. The head is customer care's, the member is in sales."""

    cast: Cast
    people: dict[str, Person]
    launches: dict[str, Launch]
    rows: dict[str, int] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def sign_in(self) -> None:
        """Let everybody sign in, once for all that they ask."""
        for role, person in self.people.items():
            browser = Client()
            browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            self.sessions[role] = browser.cookies[settings.SESSION_COOKIE_NAME].value

    def ask(self, role: str, method: str, path: str, data: dict[str, object]) -> HttpResponse:
        """Return the answer that somebody of this role gets."""
        browser = Client(raise_request_exception=False)
        if role != "anonymous":
            browser.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        answer = browser.get(path, data) if method == "GET" else browser.post(path, data)
        if answer.streaming:
            # A file is closed once it is read.
            b"".join(answer)
        return answer


def make_world() -> World:
    """Build the company and its launches through the real actions."""
    cast = make_cast()
    member = make_person("Sam Seller")
    seat(member, cast.function("sales"), Seat.Rank.MEMBER)
    people = {
        "outsider": make_person("Otto Outside"),
        "member": member,
        "head": cast.heads["customer-care"],
        "owner": cast.owner,
        "sponsor": cast.sponsor,
        "executive": make_person("Eva Else", is_executive=True),
        "administrator": make_person("Ada Admin", is_administrator=True),
    }
    launches = {name: make_launch(cast, tier=3, name=name.capitalize()) for name in ("open", "review", "done")}
    launches["secret"] = make_launch(cast, tier=3, name="Secret", is_confidential=True)
    launches |= {
        name: make_launch(cast, tier=3, name=name.capitalize())
        for name in (
            *("handed", "bounced", "held", "signed", "reworded", "conditional", "reported", "missed", "stopped"),
        )
    }
    launches |= {name: make_launch(cast, tier=2, name=name.capitalize()) for name in ("tiered", "proposed")}
    launches |= {name: make_launch(cast, tier=3, name=name.capitalize()) for name in ("briefed", "drafted")}
    launches["secret briefed"] = make_launch(cast, tier=3, name="Whispered", is_confidential=True)
    world = World(cast, people, launches)
    _bring_into_states(world)
    bring_reviews(world)
    add_offerings(world)
    bring_customers(world)
    world.sign_in()
    return world


def _bring_into_states(world: World) -> None:
    cast, launches, rows = world.cast, world.launches, world.rows
    first_item = Item.objects.filter(gate=gate_of(launches["open"], FIRST), function__key="sales").first()
    assert first_item is not None
    rows["item"] = first_item.pk
    rows["evidence"] = add_evidence(first_item.pk, prove_by_note("Seen."), actor=cast.owner).pk
    needless = Item.objects.filter(gate=gate_of(launches["open"], FIRST)).exclude(pk=first_item.pk).first()
    assert needless is not None
    rows["needless item"] = needless.pk
    declare_item_not_applicable(needless.pk, "Nobody sells it there.", actor=world.people["head"])
    submit(gate_of(launches["review"], FIRST), cast)
    for name in ("handed", "bounced", "signed", "reworded"):
        pass_gate(launches[name], FIRST, cast)
    rows["reworded"] = _reworded(world)
    rows["handed"] = HandOff.objects.get(to_gate__launch=launches["handed"]).pk
    bounced = HandOff.objects.get(to_gate__launch=launches["bounced"])
    rows["bounced"] = bounce_hand_off(bounced.pk, "Which?", actor=cast.heads["product"]).pk
    look_again = clock.now().date() + timedelta(days=9)
    hold_launch(launches["held"].pk, "We wait.", actor=cast.owner, look_again_on=look_again)
    for name in ("conditional", "reported", "missed"):
        rows[name] = _condition(world, launches[name])
    with clock.at(clock.now() + timedelta(days=16)):
        hold_for_condition(rows["missed"])
    _stop(world, launches["stopped"])
    report_condition_done(rows["reported"], actor=world.people["member"], proof=prove_by_note("Two were asked."))
    rows["proof"] = ConditionProof.objects.get().pk
    for gate in launches["done"].gates.order_by("order"):
        accept_all(gate, cast)
        answer_all(gate, cast.owner)
        hear_customers(gate, cast.owner)
        submit_gate(gate.pk, actor=cast.owner)
        sign_all(gate, cast)
    brief_people(world)
    rows["absence"] = _absence(world)
    answer_all(gate_of(launches["open"], FIRST), cast.owner)
    hear_customers(gate_of(launches["open"], FIRST), cast.owner)
    outsider = world.people["outsider"]
    comment_on_gate(gate_of(launches["open"], FIRST).pk, "@Otto Outside, look.", actor=cast.owner)
    with clock.at(opening(outsider, clock.now() + timedelta(minutes=2), Hours.of(Policy()), ())):
        deliver_messages()
    propose_tier(launches["proposed"].pk, 3, "It is small.", actor=cast.owner)
    administrator = world.people["administrator"]
    publish_version(start_draft(cast.version.playbook_id, actor=administrator).pk, actor=administrator)
    rows["message"] = outsider.outbox_messages.get().pk


def _reworded(world: World) -> int:
    """Word the answer to a text anew that was signed."""
    gate = gate_of(world.launches["reworded"], FIRST)
    item = Item.objects.filter(gate=gate, kind=ItemKind.TEXT, is_material=True, is_answered=True)[0]
    return answer_item(item.pk, f"{item.value} Indeed.", actor=world.cast.owner, is_wording=True).pk


def _condition(world: World, launch: Launch) -> int:
    cast = world.cast
    gate = submit(gate_of(launch, FIRST), cast)
    wish = Wish("Ask two more.", world.people["member"].pk, clock.now().date() + timedelta(days=9))
    care, sales = cast.function("customer-care"), cast.function("sales")
    approve_with_conditions(gate.pk, care.pk, actor=cast.heads["customer-care"], wishes=[wish])
    approve(gate.pk, sales.pk, actor=cast.heads["sales"])
    return Condition.objects.get(gate=gate).pk


def _absence(world: World) -> int:
    """Enter when the member is away next week; the executive is the member's assistant."""
    member, days = world.people["member"], (clock.now().date() + timedelta(days=each) for each in (7, 9))
    name_assistant(member.pk, actor=member, assistant_id=world.people["executive"].pk)
    starts_on, ends_on = days
    return enter_absence(member.pk, actor=member, starts_on=starts_on, ends_on=ends_on).pk


def _stop(world: World, launch: Launch) -> None:
    """Stop a launch with something of everything: an answer, a proof, a condition, a question about a hand-off."""
    rows, owner = world.rows, world.cast.owner
    item = Item.objects.filter(gate=gate_of(launch, FIRST), function__key="sales").first()
    assert item is not None
    rows["stopped item"] = item.pk
    rows["stopped evidence"] = add_evidence(item.pk, prove_by_note("Seen."), actor=owner).pk
    rows["stopped"] = _condition(world, launch)
    hand_off = HandOff.objects.get(to_gate__launch=launch)
    rows["stopped hand-off"] = bounce_hand_off(hand_off.pk, "Which?", actor=world.cast.heads["product"]).pk
    stop_launch(launch.pk, "Nobody wants it.", actor=owner)
