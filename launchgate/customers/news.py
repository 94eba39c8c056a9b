"""News of the customers room, put into words when they are sent."""

from django.urls import reverse

from launchgate.customers.collisions import consequence_of, promised, standing_of
from launchgate.customers.models import Promise, Question
from launchgate.launches.models import Launch
from launchgate.launches.values import words_for
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import Rendered
from launchgate.reminders.news import rendered, tells


@tells("promise.collides")
def promise_collides(launch: Launch, message: Message) -> Rendered | None:
    """Tell which change left a promise without backing, and whose it was, while it is without."""
    along = ("customer", "item__answer__author")
    promise = Promise.objects.filter(pk=_id(message)).select_related(*along).first()
    if promise is None or not promise.is_open:
        return None
    answer = promise.item.answer if promise.item else None
    rows = [("Promised", promised(promise)), ("In words", promise.words)]
    cause = "Its answer changed."
    if promise.item is not None and answer is not None:
        before = promise.item.versions.filter(number__lt=answer.number).order_by("-number").first()
        rows.append(("Before", words_for(promise.item, before.value) if before else ""))
        rows.append(("Now", words_for(promise.item, answer.value)))
        cause = f"{answer.author.name} changed the answer that it stood on."
    headline = f"The promise to {promise.customer} on {launch.name} is no longer backed"
    lead = f"{cause} {standing_of(promise).why} {consequence_of(launch)}"
    return rendered(launch, headline, lead, rows, path=promise.get_absolute_url(), button="See the promise")


@tells("question.answered", in_person=True)
def question_answered(launch: Launch, message: Message) -> Rendered | None:
    """Show the answer to whoever asked."""
    rows = Question.objects.filter(pk=_id(message), status=Question.Status.ANSWERED)
    question = rows.select_related("gate", "answered_by").first()
    if question is None or question.answered_by is None:
        return None
    headline = f"{question.answered_by.name} answered your question about {question.gate.name} of {launch.name}"
    lead = "Tell the customer who waits for it."
    path = reverse("customers:question", args=[launch.key, question.pk])
    said = [("Your question", question.text), ("The answer", question.answer)]
    return rendered(launch, headline, lead, said, path=path, button="See the question")


def _id(message: Message) -> int:
    return int(message.subject.partition(":")[2])
