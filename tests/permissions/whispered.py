"""Confidential launches with something of everything that rooms write down, each word of which says so."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from launchgate.core import clock
from launchgate.customers.actions.insights import Said, add_insight
from launchgate.customers.actions.promises import Kept, back_promise, say_if_kept
from launchgate.customers.actions.questions import ask_gate
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.comments import comment_on_gate
from launchgate.launches.actions.decide import send_back
from launchgate.launches.actions.evidence import prove_by_file
from launchgate.launches.actions.exceptions import override_gate
from launchgate.launches.actions.lifecycle import go_live, hold_launch, stop_launch
from launchgate.launches.models import Item, Launch
from launchgate.reviews.actions.lessons import LessonFacts, write_lesson
from launchgate.reviews.actions.opening import open_due_reviews
from launchgate.reviews.actions.reviews import close_review, find_outcome, read_target
from launchgate.reviews.models import Review
from tests.customers.promising import promise_on
from tests.launching import gate_of, make_launch, plan_hand_over, submit
from tests.offerings.asking import hear_all, make_exception
from tests.permissions.world import FIRST, World
from tests.permissions.world_reviews import reviewed_kind
from tests.reviews.aims import aim

# Stands in every text of theirs, and in no other.
MARK = "Zanzibar"
WORTH = {"amount": "777777", "currency": "EUR"}
# What else is asked for is like this too: it is told of no confidential launch that somebody wants the same.
ALIKE = "Delivery within 48 hours on weekends"


def whisper(world: World) -> None:
    """Bring confidential launches into the world: one on its way, one on hold, one stopped, one that was reviewed."""
    owner = world.cast.owner
    _work_on(_secret(world, "on its way"), world)
    held = _secret(world, "on hold")
    hold_launch(held.pk, f"{MARK} waits.", actor=owner, look_again_on=clock.now().date() + timedelta(days=9))
    stopped = _secret(world, "stopped")
    stop_launch(stopped.pk, f"{MARK} sank.", actor=owner)
    _learn(world, stopped, f"launch:{stopped.pk}")
    _review(world)


def _secret(world: World, state: str) -> Launch:
    own = {"name": f"{MARK} {state}", "summary": f"{MARK} by the sea.", "audience": f"{MARK} shops"}
    return make_launch(world.cast, tier=3, is_confidential=True, **own)


def _work_on(launch: Launch, world: World) -> None:
    """Write something of everything on a launch, up to a lesson of a gate that was sent back and then overridden."""
    cast, owner, gate = world.cast, world.cast.owner, gate_of(launch, FIRST)
    proof = prove_by_file(ContentFile(b"%PDF-1.7 x", f"{MARK}.pdf"))
    said: dict[str, Any] = {"number": "777777", "unit": MARK, "gate_id": gate.pk, "proof": proof}
    add_insight(launch.pk, Said("conversation", f"{MARK} Foods", f"{MARK}, please.", **said), actor=owner)
    add_insight(launch.pk, Said("churn", "Kaufhaus Nord", f"{MARK} words."), actor=owner)
    ask_gate(gate.pk, f"{MARK} when?", actor=cast.heads["sales"])
    promise_on(launch, owner, "scope", customer=f"{MARK} Ltd", words=f"{MARK} in spring.", worth=WORTH)
    promise = promise_on(launch, owner, "scope", words=f"{MARK} to Nord.", worth=WORTH).promise
    asked = {"customer": f"{MARK} Foods", "what": f"{ALIKE}, {MARK}", "promise_id": promise.pk}
    make_exception(owner, launch_id=launch.pk, **asked)
    hear_all(make_exception(owner, launch_id=launch.pk, what=ALIKE, why=MARK), cast)
    aim(launch, kind="own", name=f"{MARK} measure", source=f"{MARK} survey")
    comment_on_gate(gate.pk, f"@Otto Outside, {MARK}!", actor=owner)
    submit(gate, cast, note=f"{MARK} note")
    care = cast.function("customer-care").pk
    sent_back = send_back(gate.pk, care, f"{MARK} is missing.", actor=cast.heads["customer-care"])
    _learn(world, launch, f"decision:{sent_back.pk}")
    plan_hand_over(launch, owner)
    override_gate(gate.pk, f"{MARK} is small.", actor=cast.sponsor)


def _review(world: World) -> None:
    """Break a promise of a public launch, miss its target and a fact, and learn from both."""
    owner = world.cast.owner
    with clock.at(clock.now() - timedelta(days=40)):
        launch = _secret(world, "public")
        target, item = aim(launch, kind="nps"), reviewed_kind(launch)
        answer_item(item.pk, "777777", actor=owner)
        text = Item.objects.filter(gate=item.gate_id, kind="text")[0]
        answer_item(text.pk, MARK, actor=owner)
        promise = promise_on(launch, owner, "scope", customer=f"{MARK} Ltd", words=MARK, worth=WORTH).promise
        back_promise(promise.pk, text.pk, actor=owner)
        for gate in launch.gates.order_by("order"):
            override_gate(gate.pk, f"{MARK} is small.", actor=world.cast.sponsor)
        go_live(launch.pk, actor=owner)
    say_if_kept(promise.pk, Kept(False, clock.now().date(), f"{MARK}, no."), actor=owner)
    open_due_reviews()
    review = Review.objects.get(launch=launch)
    read_target(review.pk, target.pk, Decimal(1), MARK, actor=owner)
    find_outcome(review.pk, item.pk, "1", is_held=False, actor=owner)
    close_review(review.pk, f"{MARK} taught.", actor=owner)
    _learn(world, launch, f"promise:{promise.pk}")


def _learn(world: World, launch: Launch, source: str) -> None:
    care = world.cast.function("customer-care").pk
    words = (f"{MARK} stood.", f"{MARK} was untried.", f"Was {MARK} tried?")
    facts = LessonFacts(source, *words, FIRST, care, tags=("vans", MARK.lower()))
    write_lesson(launch.pk, facts, actor=world.cast.owner)
