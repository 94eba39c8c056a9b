"""What must always hold of promises, questions and insights, as far as a database can show it."""

from django.db.models import CharField, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from launchgate.core.invariants import Checked, shows
from launchgate.customers.collisions import standing_of
from launchgate.customers.models import Insight, Promise, Question
from launchgate.launches.models import Gate, Launch, Turn


@shows(1, "a submitted gate stands on the insights that it asks for", things="gates that ask for insights")
def gates_are_heard() -> Checked:
    """Check that gates in review or signed have insights of as many kinds as they ask for."""
    asking = Gate.objects.filter(insight_kinds__gt=0)
    found = Checked(asking.count())
    standing = Insight.objects.filter(launch=OuterRef("launch"), ended_at=None).order_by().values("launch")
    kinds = Subquery(standing.annotate(kinds=Count("kind", distinct=True)).values("kinds"), IntegerField())
    firm = asking.filter(status__in=[Gate.Status.IN_REVIEW, Gate.Status.SIGNED, Gate.Status.CHANGED])
    few = firm.annotate(heard=Coalesce(kinds, 0)).filter(heard__lt=F("insight_kinds"))
    found.note(f"L-{launch} {kind}: it is submitted with too few insights" for launch, kind in _pairs(few))
    return found


@shows(2, "no launch is public over an open promise, and each launch counts its own", things="promises")
def promises_block() -> Checked:
    """Check the count of open promises on launches, and that none was open when its launch went public."""
    found = Checked(Promise.objects.count())
    still_open = Promise.objects.filter(launch=OuterRef("pk"), status__in=Promise.OPEN).order_by().values("launch")
    number = Coalesce(Subquery(still_open.annotate(times=Count("pk")).values("times"), IntegerField()), 0)
    wrong = Launch.objects.annotate(open_now=number).exclude(open_now=F("open_promises"))
    found.note(f"L-{pk}: it counts other open promises than there are" for pk in wrong.values_list("pk", flat=True))
    over = Promise.objects.filter(
        launch__live_at__isnull=False,
        recorded_at__lt=F("launch__live_at"),
        status=Promise.Status.UNBACKED,
        exception="",
    )
    never = over.filter(item=None).values_list("launch", "pk")
    found.note(f"L-{launch}: promise {pk} had nothing behind it when it went public" for launch, pk in never)
    return found


@shows(2, "promises stand as the answers say on which they rest", things="promises without an exception")
def promises_follow() -> Checked:
    """Check that each promise that no exception covers stands as its answer, or the lack of one, says."""
    rows = Promise.objects.filter(status__in=(*Promise.OPEN, Promise.Status.BACKED))
    found = Checked(rows.count())
    for promise in rows.select_related("customer", "item__answer").iterator(chunk_size=500):
        if standing_of(promise).status != promise.status:
            found.note([f"L-{promise.launch_id}: promise {promise.pk} does not stand as its answer says"])
    return found


@shows(7, "each open promise and question has its turn, and no other has one", things="turns about customers")
def turns_stand() -> Checked:
    """Check that what is open is asked of somebody, exactly once, and that nothing else is."""
    turns = Turn.objects.filter(closed_at=None, kind__in=[Turn.Kind.BACK, Turn.Kind.KEEP, Turn.Kind.ANSWER])
    found = Checked(turns.count())
    running = Q(status__in=Promise.OPEN, asked_at=None)
    asked = Q(status__in=Promise.STANDING, asked_at__isnull=False)
    for model, kind, is_due in (
        (Promise, Turn.Kind.BACK, running),
        (Promise, Turn.Kind.KEEP, asked),
        (Question, Turn.Kind.ANSWER, Q(status=Question.Status.OPEN)),
    ):
        subject = Concat(Value(f"{model._meta.model_name}:"), Cast(OuterRef("pk"), CharField()))
        has_turn = Exists(turns.filter(kind=kind, subject=subject, launch=OuterRef("launch")))
        rows = model._default_manager.all()
        mute, idle = rows.filter(is_due & ~Q(has_turn)), rows.filter(~is_due & Q(has_turn))
        found.note(f"L-{launch}: {model.__name__.lower()} {pk} waits, and nobody is asked" for launch, pk in _ids(mute))
        found.note(f"L-{launch}: {model.__name__.lower()} {pk} is settled, and asked for" for launch, pk in _ids(idle))
    return found


def _pairs(gates) -> list[tuple[int, str]]:  # type: ignore[no-untyped-def]
    return list(gates.values_list("launch_id", "kind"))


def _ids(rows) -> list[tuple[int, int]]:  # type: ignore[no-untyped-def]
    return list(rows.values_list("launch_id", "pk"))
