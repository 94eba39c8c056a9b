"""What turns about promises and questions say: the title, where they are acted on, and what waits for them."""

from collections.abc import Collection, Mapping

from django.urls import reverse

from launchgate.customers.collisions import consequence_of, promised, standing_of
from launchgate.customers.models import Promise, Question
from launchgate.launches.about import About, tells_about
from launchgate.launches.phrases import shortened

LONGEST = 80


@tells_about("promise")
def promises(ids: Collection[int]) -> Mapping[int, About]:
    """Tell promises, and why they are open."""
    along = ("customer", "launch", "item__answer")
    return {promise.pk: _promise(promise) for promise in Promise.objects.filter(pk__in=ids).select_related(*along)}


def _promise(promise: Promise) -> About:
    title = f"to {promise.customer} ({promised(promise)}) on {promise.launch}"
    effect = f"{promise.customer} counts on it."
    if promise.is_open:
        effect = f"{standing_of(promise).why} {consequence_of(promise.launch)}"
    return About(title, promise.get_absolute_url(), effect)


@tells_about("question")
def questions(ids: Collection[int]) -> Mapping[int, About]:
    """Tell questions of the front line."""
    rows = Question.objects.filter(pk__in=ids).select_related("author", "launch")
    return {question.pk: _question(question) for question in rows}


def _question(question: Question) -> About:
    title = f"“{shortened(question.text, LONGEST)}” on {question.launch}"
    path = reverse("customers:question", args=[f"L-{question.launch_id}", question.pk])
    return About(title, path, f"{question.author} waits for it, and so does a customer.")
