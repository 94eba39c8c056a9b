"""News of exceptions for whoever asked for them or spoke on them: queued in the action, worded when it is sent."""

from collections.abc import Callable

from django.db.models import QuerySet

from launchgate.core.templatetags.launchgate import long_day
from launchgate.launches.models import Launch
from launchgate.launches.news import UNDO
from launchgate.offerings.about import title_of
from launchgate.offerings.models import ExceptionRequest, Statement
from launchgate.outbox.models import Message
from launchgate.outbox.queue import Queued, queue_messages
from launchgate.outbox.rendering import Rendered, Way, renders
from launchgate.people.models import Person

S = ExceptionRequest.Status
Row = tuple[str, str]
DECISIONS = ("exception.approved", "exception.declined")


def tell_concerned(exception: ExceptionRequest, kind: str, actor: Person | None) -> None:
    """Queue news of an exception for whoever asked for it and its launch's owner; of a decision, for its voices too.

    Whoever spoke and then could not see its launch any more is told nothing: that is decided when it is sent.
    """
    people = {exception.requester_id} | ({exception.launch.owner_id} if exception.launch else set())
    if kind in DECISIONS:
        people |= set(_voices_on(exception).values_list("person_id", flat=True))
    queue_messages(
        [
            Queued(
                kind=f"news.{kind}",
                person_id=person_id,
                subject=exception.subject,
                once=f"{kind}:{exception.subject}:{person_id}",
                data={"launch": exception.launch_id},
                delay=UNDO,
            )
            for person_id in sorted(people - ({actor.pk} if actor else set()))
        ]
    )


def _tells(kind: str, status: str) -> Callable[[Callable[[ExceptionRequest], tuple[str, list[Row]]]], None]:
    """Register the words of a piece of news: a function of the exception, while it still stands so."""

    def register(telling: Callable[[ExceptionRequest], tuple[str, list[Row]]]) -> None:
        @renders(f"news.{kind}")
        def render_news(message: Message) -> Rendered | None:
            along = ("decided_by", "requester", "promise", "launch")
            rows = ExceptionRequest.objects.visible_to(message.person).select_related(*along)
            exception = rows.filter(pk=int(message.subject.partition(":")[2]), status=status).first()
            if exception is not None and exception.launch and exception.launch.status == Launch.Status.STOPPED:
                return None
            if exception is None:
                return None
            lead, facts = telling(exception)
            return Rendered(
                subject=f"The exception {title_of(exception)} {VERBS[kind]}",
                lead=lead,
                path=exception.get_absolute_url(),
                rows=[(label, text) for label, text in facts if text],
                button="See the exception",
                foot=_why_told(exception, message.person),
                way=Way.INBOX,
                context={"eyebrow": "News"},
            )

    return register


def _why_told(exception: ExceptionRequest, reader: Person) -> str:
    if reader.pk == exception.requester_id:
        return "You asked for it."
    spoke = _voices_on(exception).filter(person=reader).exists()
    return f"{exception.requester.name} asked for it{', and you gave your voice on it' if spoke else ''}."


def _voices_on(exception: ExceptionRequest) -> QuerySet[Statement]:
    return Statement.objects.filter(voice__exception=exception)


VERBS = {
    "exception.approved": "is approved",
    "exception.declined": "is declined",
    "exception.expired": "has expired",
}


@_tells("exception.approved", S.APPROVED)
def approved(exception: ExceptionRequest) -> tuple[str, list[Row]]:
    """Tell until when an exception holds, and under which conditions."""
    lead = f"{exception.decided_by} approved it until {long_day(exception.expires_on)}."
    return lead, [("Conditions", exception.conditions)]


@_tells("exception.declined", S.DECLINED)
def declined(exception: ExceptionRequest) -> tuple[str, list[Row]]:
    """Tell why an exception was declined."""
    return f"{exception.decided_by} declined it.", [("Why", exception.reason)]


@_tells("exception.expired", S.EXPIRED)
def expired(exception: ExceptionRequest) -> tuple[str, list[Row]]:
    """Tell that an exception holds no more."""
    lead = f"Its last day was {long_day(exception.expires_on)}. Ask anew if the customer still needs it."
    promise = exception.promise
    bare = promise is not None and promise.is_open and promise.exception == exception.subject
    return lead, [("Its promise", "Nothing stands behind it any more.")] if bare else []
