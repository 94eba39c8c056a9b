"""What turns about exceptions say of them."""

from collections.abc import Collection, Mapping

from launchgate.core.templatetags.launchgate import duration
from launchgate.launches.about import About, tells_about
from launchgate.launches.phrases import shortened
from launchgate.offerings.models import ExceptionRequest
from launchgate.offerings.rules import LAST_DAYS

LONGEST = 70
SILENT = f"A voice that is not given counts as silent {duration(LAST_DAYS)} later."


@tells_about("exceptionrequest")
def about_exceptions(ids: Collection[int]) -> Mapping[int, About]:
    """Tell exceptions in two statements, however many: who asked may neither speak for a function nor decide."""
    along = ("requester", "sponsor", "version")
    rows = ExceptionRequest.objects.filter(pk__in=ids).select_related(*along).prefetch_related("voices")
    return {row.pk: _about(row) for row in rows}


def _about(row: ExceptionRequest) -> About:
    return About(
        title=title_of(row),
        path=row.get_absolute_url(),
        effect=f"{row.requester.name} cannot answer {shortened(row.customer_name, LONGEST)} before.",
        ends=SILENT if row.status == ExceptionRequest.Status.ASKED else "",
        never=frozenset({row.requester_id}),
        why_never="asked for it",
        late={voice.function_id: [voice.passed_from_id] for voice in row.voices.all() if voice.passed_from_id},
        matter=None if row.launch_id else row,
    )


def title_of(row: ExceptionRequest) -> str:
    """Return how an exception is called in a sentence: “Delivery within 48 hours” for Baltic Foods."""
    return f"“{shortened(row.what, LONGEST)}” for {shortened(row.customer_name, LONGEST)}"
