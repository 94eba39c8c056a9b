"""Finding what an address names, for those who may see it: everything else is a page that is not there."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from launchgate.briefings.models import Briefing, ReaderQuestion
from launchgate.launches.models import Launch
from launchgate.launches.views.loading import reader_of

ALONG = ("launch__owner", "launch__sponsor", "launch__version", "edition__author", "waived_by")


def briefing_or_404(request: HttpRequest, briefing_id: int) -> Briefing:
    """Return a briefing of a launch that the reader may see."""
    return get_object_or_404(_briefings().filter(launch__in=_seen(request)), pk=briefing_id)


def readable_or_404(request: HttpRequest, briefing_id: int) -> Briefing:
    """Return a briefing that the reader may read: its launch is open to them, or they belong to its audience."""
    mine = Q(status=Briefing.Status.PUBLISHED, readings__person=reader_of(request))
    readable = Briefing.objects.filter(mine | Q(launch__in=_seen(request)), pk=briefing_id)
    return get_object_or_404(_briefings().filter(pk__in=readable.values("pk")))


def question_or_404(request: HttpRequest, question_id: int) -> ReaderQuestion:
    """Return a reader's question about a briefing of a launch that the reader may see."""
    questions = ReaderQuestion.objects.filter(reading__briefing__launch__in=_seen(request))
    return get_object_or_404(questions.select_related("reading"), pk=question_id)


def _briefings() -> QuerySet[Briefing]:
    return Briefing.objects.exclude(status=Briefing.Status.DROPPED).select_related(*ALONG)


def _seen(request: HttpRequest) -> QuerySet[Launch]:
    return Launch.objects.visible_to(reader_of(request))
