"""What must always hold of briefings: who is asked, who is not, and that nothing went public over a lock."""

from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from launchgate.briefings.blockers import too_few_readers
from launchgate.briefings.models import Briefing, ReaderQuestion, Reading, Receipt
from launchgate.core.invariants import Checked, shows
from launchgate.launches.models import Launch, Turn

ASKS = (Launch.Status.ACTIVE, Launch.Status.HELD, Launch.Status.LIVE, Launch.Status.REVIEWED)


@shows(2, "asked to go public only when enough have read, or the lock is waived", things="published briefings")
def locks() -> Checked:
    """Check that nobody is asked to make a launch public while too few have read a briefing of it."""
    published = Briefing.objects.filter(status=Briefing.Status.PUBLISHED)
    found = Checked(published.count())
    ready = Turn.objects.filter(closed_at=None, kind=Turn.Kind.GO_LIVE).select_related("launch")
    for turn in ready.filter(Exists(published.filter(launch=OuterRef("launch")))):
        found.note(f"L-{turn.launch_id}: asked to go public, though {sentence}" for sentence in _locked(turn))
    return found


@shows(7, "each reader who is to read is asked once, and nobody else", things="readings")
def readings() -> Checked:
    """Check that open turns to read are those of readers who count and have not read, each with its own."""
    found = Checked(Reading.objects.count())
    subject = Concat(Value("reading:"), Cast("pk", CharField()), output_field=CharField())
    turns = Turn.objects.filter(closed_at=None, kind=Turn.Kind.ACKNOWLEDGE, subject=OuterRef("asked_as"))
    rows = Reading.objects.annotate(asked_as=subject, is_open=Exists(turns))
    asked = Q(is_read=False, out="", briefing__launch__status__in=ASKS)
    found.note(
        f"L-{launch_id}: nobody is asked about reading {pk}"
        for launch_id, pk in rows.filter(asked, is_open=False).values_list("briefing__launch", "pk")
    )
    found.note(
        f"L-{launch_id}: reading {pk} is asked, though it is not to be"
        for launch_id, pk in rows.filter(is_open=True).exclude(asked).values_list("briefing__launch", "pk")
    )
    receipts = Receipt.objects.filter(reading=OuterRef("pk"))
    unread = Reading.objects.filter(is_read=True).exclude(Exists(receipts))
    found.note(f"reading {pk} counts as read, and nobody acknowledged it" for pk in unread.values_list("pk", flat=True))
    return found


@shows(7, "each reader's question is asked once until it is answered", things="questions of readers")
def questions() -> Checked:
    """Check that open questions have an open turn, and answered ones have none."""
    found = Checked(ReaderQuestion.objects.count())
    subject = Concat(Value("readerquestion:"), Cast("pk", CharField()), output_field=CharField())
    turns = Turn.objects.filter(closed_at=None, kind=Turn.Kind.ANSWER, subject=OuterRef("asked_as"))
    rows = ReaderQuestion.objects.annotate(
        asked_as=subject, is_open=Exists(turns), launch_id=F("reading__briefing__launch")
    )
    open_ones = Q(answered_at=None, reading__briefing__launch__status__in=ASKS)
    wrong = rows.filter(open_ones, is_open=False) | rows.filter(is_open=True).exclude(open_ones)
    found.note(
        f"L-{launch_id}: question {pk} and its turn say different things"
        for launch_id, pk in wrong.values_list("launch_id", "pk")
    )
    return found


def _locked(turn: Turn) -> list[str]:
    return too_few_readers(turn.launch) if turn.launch else []
