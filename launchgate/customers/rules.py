"""Who may say what about customers: each rule returns the refusal to raise, or None."""

from django.db.models import QuerySet

from launchgate.core.refusals import Forbidden
from launchgate.customers.models import Insight, Promise, Question
from launchgate.launches import rules
from launchgate.launches.models import Decider, Follow, Launch
from launchgate.launches.places import Places
from launchgate.people.models import Person, Seat
from launchgate.people.queries import functions_by_key, seats_in

SALES = "sales"
FRONT_LINE = (SALES, "customer-care")
# Whoever hears customers as part of their work.
HEARING = (*FRONT_LINE, "product")


def refusal_to_add_insight(actor: Person, launch: Launch) -> Forbidden | None:
    """Refuse unless sales, care, product, a function that decides on the launch, its owner or its sponsor adds it."""
    if actor.pk == launch.sponsor_id or rules.is_owner(actor, launch):
        return None
    deciding = Decider.objects.filter(gate__launch=launch).values("function")
    if (seats_in(actor, *HEARING) | Seat.objects.filter(person=actor, ended_at=None, function__in=deciding)).exists():
        return None
    return Forbidden("Sales, customer care, product, and the functions of this launch add what customers say.")


def refusal_to_correct(actor: Person, insight: Insight) -> Forbidden | None:
    """Refuse unless its author corrects an insight."""
    return None if actor.pk == insight.author_id else Forbidden(f"Only {insight.author}, who wrote it, can correct it.")


def refusal_to_withdraw_insight(actor: Person, insight: Insight, launch: Launch) -> Forbidden | None:
    """Refuse unless its author, or the launch's owner, withdraws an insight."""
    if actor.pk == insight.author_id or rules.is_owner(actor, launch):
        return None
    return Forbidden(f"Only {insight.author}, who wrote it, or {launch.owner}, the owner, can withdraw it.")


def refusal_to_ask(actor: Person, launch: Launch) -> Forbidden | None:
    """Refuse unless somebody of the front line, or who follows the launch, asks a gate a question."""
    if front_line(actor).exists():
        return None
    if Follow.objects.filter(launch=launch, person=actor).exists():
        return None
    return Forbidden("Sales, customer care, and whoever follows the launch ask its gates. Follow it, then ask.")


def front_line(person: Person) -> QuerySet[Seat]:
    """Return the seats of a person from which they talk to customers all day."""
    return seats_in(person, *FRONT_LINE)


def refusal_to_answer(
    actor: Person, question: Question, function_id: int, places: Places, passed_on: list[int]
) -> Forbidden | None:
    """Refuse unless somebody answers who acts for the function that is asked by now."""
    if places.capacity_of(actor, function_id, passed_on=passed_on) is not None:
        return None
    return Forbidden(f"Only the head of {question.function}, or who stands in, answers this question.")


def refusal_to_withdraw_question(actor: Person, question: Question) -> Forbidden | None:
    """Refuse unless whoever asked takes a question back."""
    return None if actor.pk == question.author_id else Forbidden(f"Only {question.author}, who asked, can withdraw it.")


def refusal_to_see_to(
    actor: Person, promise: Promise, launch: Launch, places: Places | None = None
) -> Forbidden | None:
    """Refuse unless the recorder of a promise, the head of sales or who stands in, the owner or the sponsor acts."""
    if actor.pk in (promise.recorder_id, launch.sponsor_id) or rules.is_owner(actor, launch):
        return None
    sales = sales_id()
    if sales is not None and (places or Places(launch, [sales])).capacity_of(actor, sales) is not None:
        return None
    return Forbidden(
        f"{promise.recorder}, who recorded it, the head of sales, or {launch.owner}, the owner, sees to this promise."
    )


def sales_id() -> int | None:
    """Return the function that answers for promises where whoever recorded them is gone: sales, or what it became."""
    return next(iter(functions_by_key(SALES)), None)
