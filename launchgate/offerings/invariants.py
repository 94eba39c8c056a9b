"""What must always hold of exceptions, as far as a database can show it."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import CharField, Count, Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from launchgate.audit.models import Event
from launchgate.core.invariants import Checked, shows
from launchgate.customers.models import Promise
from launchgate.customers.naming import key_of
from launchgate.launches.models import Turn
from launchgate.offerings.ground import wants_of
from launchgate.offerings.models import Dismissal, ExceptionRequest, Statement
from launchgate.offerings.rules import OPERATIONS
from launchgate.people.erasure import is_mark
from launchgate.people.queries import functions_by_key

NAME = ExceptionRequest._meta.model_name
# Rows that are written once, each by one action, whose event names them as its subject.
WITNESSED: tuple[tuple[str, type[Model]], ...] = (
    ("exception.asked", ExceptionRequest),
    ("exception.voiced", Statement),
    ("standard.dismissed", Dismissal),
)


@shows(2, "no launch went public while an exception of it was not decided", things="exceptions of public launches")
def public_launches() -> Checked:
    """Check that every exception asked for before its launch went public was decided or over by then."""
    before = ExceptionRequest.objects.filter(launch__live_at__isnull=False, requested_at__lt=F("launch__live_at"))
    found = Checked(before.count())
    late = Q(decided_at__gt=F("launch__live_at")) | Q(decided_at=None, ended_at__gt=F("launch__live_at"))
    late |= Q(decided_at=None, ended_at=None)
    rows = before.filter(late).values_list("launch_id", "pk")
    found.note(f"L-{launch_id}: public while E-{pk} was not decided" for launch_id, pk in rows)
    return found


@shows(3, "exceptions decided by nobody who asked for them, once all were heard", things="decided exceptions")
def decisions() -> Checked:
    """Check that nobody spoke on or decided what they asked for, and that every voice was heard before."""
    decided = ExceptionRequest.objects.exclude(decided_at=None)
    found = Checked(decided.count())
    own = decided.filter(decided_by=F("requester")).values_list("pk", flat=True)
    found.note(f"E-{pk}: decided by whoever asked for it" for pk in own)
    spoke = Statement.objects.filter(person=F("voice__exception__requester"))
    found.note(f"E-{pk}: whoever asked spoke on it" for pk in spoke.values_list("voice__exception", flat=True))
    unheard = decided.filter(voices__statement=None, voices__silent_at=None).values_list("pk", flat=True)
    found.note(f"E-{pk}: decided before all voices were heard" for pk in unheard)
    return found


@shows(2, "what counts as promised by exception has an exception that holds", things="promises by exception")
def covered_promises() -> Checked:
    """Check that every promise by exception is covered by one that is approved and has not expired."""
    covered = Promise.objects.filter(status=Promise.Status.EXCEPTED)
    found = Checked(covered.count())
    holds = ExceptionRequest.objects.filter(promise=OuterRef("pk"), status=ExceptionRequest.Status.APPROVED)
    bare = covered.exclude(Exists(holds)).values_list("launch_id", "pk")
    found.note(f"L-{launch}: promise {pk} counts as covered by an exception that holds no more" for launch, pk in bare)
    return found


@shows(2, "exceptions are kept under the customer whom they name", things="exceptions")
def customers() -> Checked:
    """Check that every exception belongs to the customer of the name that its requester wrote, unless it is erased."""
    found = Checked()
    rows = ExceptionRequest.objects.values_list("pk", "customer_name", "customer__key").order_by("pk")
    for pk, name, key in rows.iterator(chunk_size=2000):
        found.looked_at += 1
        if not is_mark(name) and key != key_of(name):
            found.note([f"E-{pk}: kept under another customer than {name}"])
    return found


@shows(4, "each exception, voice and dismissal has its one event (trace)", things="exceptions, voices, dismissals")
def events() -> Checked:
    """Check that rows which actions write have exactly one event each."""
    found = Checked()
    for kind, model in WITNESSED:
        found.looked_at += model._default_manager.count()
        found.note(_witnessed(kind, model))
    return found


@shows(7, "exceptions ask exactly for the voices and the decision that they wait for", things="undecided exceptions")
def turns() -> Checked:
    """Check that every undecided exception has its turns open, and that nobody is asked about any other."""
    rows = ExceptionRequest.objects.filter(status__in=ExceptionRequest.UNDECIDED)
    found = Checked(rows.count())
    operations_id = next(iter(functions_by_key(OPERATIONS)), None)
    open_slots: dict[str, set[str]] = defaultdict(set)
    for subject, slot in Turn.objects.filter(subject__startswith=f"{NAME}:", closed_at=None).values_list(
        "subject", "slot"
    ):
        open_slots[subject].add(slot)
    for row in rows.select_related("requester").prefetch_related("voices__statement"):
        voices = list(row.voices.all())
        # Where operations was closed meanwhile, an executive decides from the next action on.
        fitting = [{want.slot for want in wants_of(row, voices, deciding)} for deciding in (operations_id, None)]
        if (row.status == ExceptionRequest.Status.HEARD) != all(voice.is_heard for voice in voices):
            found.note([f"{row.key}: its status and its voices say different things"])
        if open_slots.pop(row.subject, set()) not in fitting:
            found.note([f"{row.key}: it is not asked for exactly what it waits for"])
    found.note(f"{subject}: somebody is asked about it, and it waits for nothing" for subject in open_slots)
    return found


def _witnessed(kind: str, model: type[Model]) -> Iterator[str]:
    label = model._meta.model_name
    told = Event.objects.filter(kind=kind).order_by()
    named = model._default_manager.annotate(
        named=Concat(Value(f"{label}:"), Cast("pk", CharField()), output_field=CharField(max_length=60))
    )
    subjects: QuerySet = told.values_list("subject", flat=True)
    rows = named.order_by().values_list("named", flat=True)
    yield from (f"{subject} has no event" for subject in rows.difference(subjects))
    yield from (f"{subject} is gone, and its event is not" for subject in subjects.difference(rows))
    twice = told.values("subject").annotate(times=Count("pk")).filter(times__gt=1)
    yield from (f"{subject} has {times} events" for subject, times in twice.values_list("subject", "times"))
