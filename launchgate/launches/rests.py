"""What a page says of open turns beside who holds them: why it is not the head, and until when they rest."""

from collections.abc import Sequence

from launchgate.core import clock
from launchgate.core.templatetags.launchgate import long_day
from launchgate.launches.about import read_about
from launchgate.launches.holders import policy_of
from launchgate.launches.models import Rest, Turn
from launchgate.launches.phrases import shortened
from launchgate.launches.stand_ins import why_held
from launchgate.people.models import Person

LONGEST_REASON = 160
OF_POLICY = ("turn__launch__version", "turn__gate", "turn__condition__gate")


def standing_of(turns: Sequence[Turn], *, reader: Person | None = None) -> dict[int, str]:
    """Return the sentences by the ids of the turns, as `why_held` does, with the rests that go on.

    Turns need what `why_held` needs. One statement more where anything rests.
    """
    sentences, rests = why_held(turns, reader=reader), rests_of(turns)
    return {pk: " ".join(filter(None, (sentences.get(pk), rests.get(pk)))) for pk in sentences.keys() | rests.keys()}


def rests_of(turns: Sequence[Turn]) -> dict[int, str]:
    """Return for turns that rest who asked for it, until when, why, and how often that was.

    For example "Priya Kaul asked for time until Tuesday 1 December: The figures come then. (1 of 2).".
    """
    now = clock.now()
    resting = {turn.pk: turn for turn in turns if turn.rests_until is not None and turn.rests_until > now}
    if not resting:
        return {}
    sentences, times = {}, dict.fromkeys(resting, 0)
    rests = list(Rest.objects.filter(turn__in=resting).select_related("person", *OF_POLICY))
    read_about([rest.turn for rest in rests])
    for rest in rests:
        times[rest.turn_id] += 1
        count = f"{times[rest.turn_id]} of {policy_of(rest.turn).snooze_cap}"
        reason = shortened(rest.reason, LONGEST_REASON)
        sentences[rest.turn_id] = f"{rest.person.name} asked for time until {long_day(rest.until)}: {reason} ({count})."
    return sentences
