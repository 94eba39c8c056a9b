"""News of exceptions for whoever asked for them: queued in the action, put into words when it is sent."""

from collections.abc import Callable

from launchgate.core.templatetags.launchgate import long_day
from launchgate.launches.news import UNDO
from launchgate.offerings.about import title_of
from launchgate.offerings.models import ExceptionRequest
from launchgate.outbox.models import Message
from launchgate.outbox.queue import Queued, queue_messages
from launchgate.outbox.rendering import Rendered, Way, renders
from launchgate.people.models import Person

S = ExceptionRequest.Status
Row = tuple[str, str]


def tell_requester(exception: ExceptionRequest, kind: str, actor: Person | None) -> None:
    """Queue news of an exception for whoever asked for it, and for the owner of its launch."""
    people = {exception.requester_id} | ({exception.launch.owner_id} if exception.launch else set())
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
            rows = ExceptionRequest.objects.visible_to(message.person).select_related("decided_by", "requester")
            exception = rows.filter(pk=int(message.subject.partition(":")[2]), status=status).first()
            if exception is None:
                return None
            lead, facts = telling(exception)
            return Rendered(
                subject=f"The exception {title_of(exception)} {VERBS[kind]}",
                lead=lead,
                path=exception.get_absolute_url(),
                rows=[(label, text) for label, text in facts if text],
                button="See the exception",
                foot=f"{_who(exception, message.person)} asked for it.",
                way=Way.INBOX,
                context={"eyebrow": "News"},
            )

    return register


def _who(exception: ExceptionRequest, reader: Person) -> str:
    return "You" if reader.pk == exception.requester_id else exception.requester.name


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
    return lead, []
