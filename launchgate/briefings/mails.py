"""What readers are told beside their turns: that somebody asks again, an answer, and a correction."""

from launchgate.briefings.models import BriefingText, ReaderNudge, ReaderQuestion, Reading
from launchgate.launches.models import Launch, Turn
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import NotBefore, Rendered, Way, renders
from launchgate.reminders.rendering import asked_again


@renders("briefing.nudged")
def reader_nudged(message: Message) -> Rendered | NotBefore | None:
    """Ask a reader again, unless they have read it meanwhile or are not asked any more."""
    nudge = ReaderNudge.objects.filter(pk=message.data["nudge"]).select_related("reading", "nudged_by").first()
    turn = Turn.objects.filter(slot=nudge.reading.slot, closed_at=None).first() if nudge else None
    return asked_again(message, turn, nudge.nudged_by.name) if nudge and turn else None


@renders("news.briefing.answered")
def reader_answered(message: Message) -> Rendered | None:
    """Show the answer to the reader who asked, whether they may see the launch or not."""
    along = ("answered_by", "reading__briefing")
    question = ReaderQuestion.objects.select_related(*along).filter(pk=int(message.subject.partition(":")[2])).first()
    if question is None or question.answered_by is None:
        return None
    briefing = question.reading.briefing
    return Rendered(
        subject=f"{question.answered_by.name} answered your question about “{briefing}”",
        lead="All its readers see both.",
        path=f"{briefing.get_absolute_url()}#question-{question.pk}",
        rows=[("Your question", question.text), ("The answer", question.answer)],
        button="See the briefing",
        foot="You asked it.",
        way=Way.INBOX,
        context={"eyebrow": "News"},
    )


@renders("news.briefing.corrected")
def briefing_corrected(message: Message) -> Rendered | None:
    """Tell somebody who has read a briefing what a correction changed, while that is the latest edition.

    Whoever belongs to the audience reads the briefing, whether they may see its launch or not.
    """
    along = ("author", "briefing__launch")
    edition = BriefingText.objects.select_related(*along).filter(pk=int(message.subject.partition(":")[2])).first()
    if edition is None or edition.pk != edition.briefing.edition_id:
        return None
    briefing = edition.briefing
    reads = Reading.objects.filter(briefing=briefing, person=message.person, is_read=True)
    if briefing.launch.status == Launch.Status.STOPPED or not reads.exists():
        return None
    return Rendered(
        subject=f"“{briefing}” was corrected",
        lead=f"{edition.author.name} corrected what you have read. You need not acknowledge it again.",
        path=briefing.get_absolute_url(),
        rows=[("What changed", edition.change), ("Launch", briefing.launch.name)],
        button="See the difference",
        foot="You have read an earlier edition.",
        way=Way.INBOX,
        context={"eyebrow": "News"},
    )
