"""The data that the benchmarks run on: the demo company, multiplied."""

import sys
from datetime import timedelta

from django.core.management import call_command
from django.db import connection

from launchgate.audit.models import Event
from launchgate.audit.record import next_event
from launchgate.core import clock
from launchgate.launches.models import Answer, Decider, Decision, Gate, Item, Launch, Turn, Vouched
from launchgate.launches.vouching import vouched_for
from launchgate.people.models import Company, Function, Person
from launchgate.playbooks.models import ItemKind

ONE_PAGE, MANY_TURNS, SIGN = 25, 1000, Turn.Kind.SIGN


def fill(launches: int) -> None:
    """Migrate the database and seed this many running launches."""
    call_command("migrate", verbosity=0)
    call_command("seed_demo", launches=launches, finished=2, yes=True, verbosity=0, stdout=sys.stderr)
    give_turns("benchmark-page@demo.test", signs=ONE_PAGE, tasks=ONE_PAGE)
    give_turns("benchmark-many@demo.test", signs=MANY_TURNS // 4, tasks=MANY_TURNS * 3 // 4)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def give_turns(email: str, *, signs: int, tasks: int) -> None:
    """Make a person who holds this many turns of each section of the desk (or as many as there are).

    About gates alone: each other room reads its own matters in statements of its own, however many there are, and two
    people's desks compare only where both have something of the same rooms.
    """
    person = Person.objects.create_user(email, name="Somebody Busy")
    taken = Turn.objects.filter(closed_at=None, paused_at=None, subject="", holder__email__endswith="@demo.test")
    taken = taken.exclude(holder__email__startswith="benchmark")
    for turns, count in ((taken.filter(kind=SIGN), signs), (taken.exclude(kind=SIGN), tasks)):
        ids = list(turns.order_by("-pk").values_list("pk", flat=True)[:count])
        Turn.objects.filter(pk__in=ids).update(holder=person)


def lengthen(events: int) -> None:
    """Append to the company's chain, past every rule but those of the chain, until the record has this many events."""
    company, now = Company.objects.get(), clock.now()
    missing = max(0, events - Event.objects.count())
    for start in range(0, missing, 10_000):
        count = min(10_000, missing - start)
        Event.objects.bulk_create(
            next_event("benchmark.written", company, None, "", now, now, {"number": start + place})
            for place in range(count)
        )
    company.save(update_fields=["chain_count", "chain_head"])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE audit_event")


def gates_to_sign(function_key: str) -> list[Gate]:
    """Return gates in review that only this function still has to sign, each of another launch, to be signed once."""
    gates = Gate.objects.filter(
        status=Gate.Status.IN_REVIEW,
        launch__status=Launch.Status.ACTIVE,
        turns__closed_at=None,
        turns__paused_at=None,
        turns__kind=Turn.Kind.SIGN,
        turns__function__key=function_key,
        submission__offered=0,
        # To check a password takes as long as it is meant to, and is no part of signing.
        asks_password=False,
    )
    return list(gates.order_by("-pk").distinct())


def widen(gates: list[Gate], function_key: str, count: int) -> None:
    """Give gates further material items with an answer, until the function vouches for this many on each."""
    function = Function.objects.get(key=function_key)
    for gate in gates:
        missing = count - vouched_for(gate, function.pk).count()
        like = gate.items.select_related("answer").exclude(answer=None)[0]
        items = Item.objects.bulk_create(
            Item(gate=gate, function=function, key=f"wide-{number}", text="Is it so?", position=1000 + number)
            for number in range(missing)
        )
        at = {"author": like.answer.author, "answered_at": like.answer.answered_at}
        answers = Answer.objects.bulk_create(Answer(item=item, number=1, value=True, meaning=1, **at) for item in items)
        for item, answer in zip(items, answers, strict=True):
            item.answer, item.meaning, item.is_answered = answer, 1, True
        Item.objects.bulk_update(items, ["answer", "meaning", "is_answered"])


def items_vouched_for(*, signatures: int) -> list[Item]:
    """Return text items, each of another running launch of the same sponsor, for which so many signatures vouch."""
    items = []
    for launch in Launch.objects.filter(status=Launch.Status.ACTIVE, sponsor__email="ceo@demo.test").order_by("-pk"):
        signed = Decider.objects.filter(gate__launch=launch, is_through=True, decision__kind__in=Decision.SIGNATURES)
        deciders = list(signed.order_by("gate__order", "pk")[:signatures])
        texts = Item.objects.filter(gate__launch=launch, is_material=True, kind=ItemKind.TEXT).exclude(answer=None)
        item = texts.select_related("gate", "answer").order_by("gate__order", "pk").first()
        if item is None or len(deciders) < signatures or item.gate.order > deciders[0].gate.order:
            continue
        Vouched.objects.filter(item=item).delete()
        item.relied_on_by.set({decider.function_id for decider in deciders})
        facts = {"item": item, "answer": item.answer, "meaning": item.meaning, "proof": item.proof}
        Vouched.objects.bulk_create(Vouched(decision=decider.decision, **facts) for decider in deciders)
        items.append(item)
    return items


# Whom the turns that are due wait for: each gets one digest.
READERS = 50
# Copies of one turn, whatever columns it has by now.
MAKE_TURNS = """
INSERT INTO launches_turn (slot, holder_id, next_at, {others})
SELECT 'benchmark:' || n, (%(holders)s)[1 + n %% %(readers)s],
       CASE WHEN n <= %(due)s THEN now() - interval '1 minute' ELSE now() + interval '2 days' END, {others}
FROM launches_turn, generate_series(1, %(open)s) AS n WHERE slot = 'benchmark'
"""
MAKE_STEPS = """
INSERT INTO launches_step (turn_id, number, kind, at, person_id)
SELECT turn.id, number, 'remind', turn.next_at + (number - 1) * interval '2 days', turn.holder_id
FROM launches_turn AS turn, generate_series(1, 4) AS number WHERE turn.slot LIKE 'benchmark:%%'
"""


def _readers() -> list[Person]:
    """Return the people who hold the turns of the sweep, made where there are not enough."""
    missing = READERS - Person.objects.count()
    if missing > 0:
        Person.objects.bulk_create(
            Person(name=f"Reader {number}", email=f"reader.{number}@demo.test") for number in range(missing)
        )
    return list(Person.objects.order_by("pk")[:READERS])


def make_turns(open_turns: int, due: int) -> None:
    """Write turns of one launch straight into the table, of which some are due for a reminder."""
    holders = [person.pk for person in _readers()]
    launch, opened_at = Launch.objects.filter(status=Launch.Status.ACTIVE)[0], clock.now() - timedelta(days=10)
    Turn.objects.create(kind=SIGN, slot="benchmark", launch=launch, capacity="head", opened_at=opened_at)
    own = ("id", "slot", "holder_id", "next_at")
    others = [field.column for field in Turn._meta.concrete_fields if field.column not in own]
    values = {"holders": holders, "readers": READERS, "open": open_turns, "due": due}
    with connection.cursor() as cursor:
        cursor.execute("UPDATE outbox_message SET is_for_digest = FALSE WHERE is_for_digest")
        cursor.execute("UPDATE launches_turn SET next_at = NULL WHERE closed_at IS NULL")
        cursor.execute(MAKE_TURNS.format(others=", ".join(others)), values)
        cursor.execute(MAKE_STEPS)
        cursor.execute("VACUUM ANALYZE launches_turn")
        cursor.execute("VACUUM ANALYZE launches_step")


def make_due_again() -> None:
    """Bring the turns that a sweep claimed back to where they were, without its nudges and messages."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM reminders_nudge WHERE turn_id IN (SELECT id FROM launches_turn WHERE sweep <> '')")
        cursor.execute("DELETE FROM outbox_message WHERE kind = 'digest' AND status = 'queued'")
        cursor.execute(
            "UPDATE launches_turn SET sweep = '', step = 0, next_at = now() - interval '1 minute' "
            "WHERE slot LIKE 'benchmark:%%' AND sweep <> ''"
        )
        for table in ("launches_turn", "reminders_nudge", "outbox_message"):
            cursor.execute(f"VACUUM ANALYZE {table}")
