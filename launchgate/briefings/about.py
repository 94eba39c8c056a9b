"""What turns of this room are about: reading a briefing, and answering a reader's question."""

from collections.abc import Collection, Mapping

from django.urls import reverse

from launchgate.briefings.actions.read import ask_about_briefing
from launchgate.briefings.models import Briefing, ReaderQuestion, Reading
from launchgate.launches.about import About, asks_about, tells_about
from launchgate.launches.phrases import shortened

asks_about("reading")(ask_about_briefing)
LOCKED, READ = "The public launch waits until enough colleagues have read it.", "Customers may ask about it any day."


@tells_about("reading")
def about_readings(ids: Collection[int]) -> Mapping[int, About]:
    """Tell which briefings are to be read."""
    rows = Reading.objects.filter(pk__in=ids).select_related("briefing__launch")
    return {
        row.pk: About(
            title=_titled(row.briefing),
            path=row.briefing.get_absolute_url(),
            effect=LOCKED if row.briefing.locks else READ,
        )
        for row in rows
    }


def _titled(briefing: Briefing) -> str:
    """Return the title with the launch, which is named once where the title has it."""
    name = briefing.launch.name
    return f"“{briefing.title}”" if name in briefing.title else f"“{briefing.title}” on {name}"


@tells_about("readerquestion")
def about_questions(ids: Collection[int]) -> Mapping[int, About]:
    """Tell what readers asked."""
    rows = ReaderQuestion.objects.filter(pk__in=ids).select_related("reading__briefing__launch", "reading__person")
    return {
        row.pk: About(
            title=f"“{shortened(row.text, 80)}” on {row.reading.briefing.launch}",
            path=f"{reverse('briefings:read', args=[row.reading.briefing_id])}#question-{row.pk}",
            effect=f"{row.reading.person.name} asked it about “{row.reading.briefing.title}”.",
        )
        for row in rows
    }
