"""The reviews of a launch: read, filled in by owner and functions, closed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from launchgate.core.once import once_of
from launchgate.core.redirects import see_other
from launchgate.launches.models import Item, Launch
from launchgate.launches.views.loading import launch_or_404, reader_of
from launchgate.reviews.actions import reviews
from launchgate.reviews.forms.reviews import CloseForm, ContributionForm, OutcomeForm, ReadingForm
from launchgate.reviews.models import Contribution, Review, Target
from launchgate.reviews.queries.reviews import read_review

PAGE = "reviews/review/page.html"
UNPROCESSABLE = 422


@require_safe
def review_detail(request: HttpRequest, launch_id: int, day: int) -> HttpResponse:
    """Show a review."""
    return _page(request, *_found(request, launch_id, day))


@require_POST
def review_read(request: HttpRequest, launch_id: int, day: int, target_id: int) -> HttpResponse:
    """Enter the value of a target."""
    launch, review = _found(request, launch_id, day)
    target = get_object_or_404(Target, launch=launch, pk=target_id)
    form = ReadingForm(request.POST, target=target)
    if not form.is_valid():
        return _unfit(request, launch, review, f"target:{target.pk}", form)
    reading = reviews.read_target(
        review.pk, target.pk, actor=reader_of(request), once=once_of(request), **form.cleaned_data
    )
    messages.success(request, f"{target.name} was {'reached' if reading.is_met else 'missed'}.")
    return see_other("reviews:review", launch.key, day)


@require_POST
def review_compare(request: HttpRequest, launch_id: int, day: int, item_id: int) -> HttpResponse:
    """Enter what a signed fact came to."""
    launch, review = _found(request, launch_id, day)
    item = get_object_or_404(Item, gate__launch=launch, pk=item_id)
    form = OutcomeForm(request.POST, item=item)
    if not form.is_valid():
        return _unfit(request, launch, review, f"item:{item.pk}", form)
    given = form.cleaned_data
    reviews.find_outcome(
        review.pk,
        item.pk,
        given["actual"],
        is_held=given["held"] == "yes",
        actor=reader_of(request),
        once=once_of(request),
    )
    messages.success(request, "Written beside what was signed.")
    return see_other("reviews:review", launch.key, day)


@require_POST
def review_contribute(request: HttpRequest, launch_id: int, day: int, contribution_id: int) -> HttpResponse:
    """Say what a function would do differently."""
    launch, review = _found(request, launch_id, day)
    part = get_object_or_404(Contribution, review=review, pk=contribution_id)
    form = ContributionForm(request.POST, prefix=f"c{part.pk}")
    if not form.is_valid():
        return _unfit(request, launch, review, f"contribution:{part.pk}", form)
    reviews.contribute(part.pk, form.cleaned_data["text"], actor=reader_of(request), once=once_of(request))
    messages.success(request, "Thank you. Everybody on the launch can read it.")
    return see_other("reviews:review", launch.key, day)


@require_POST
def review_close(request: HttpRequest, launch_id: int, day: int) -> HttpResponse:
    """Close a review."""
    launch, review = _found(request, launch_id, day)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _unfit(request, launch, review, "close", form)
    closed = reviews.close_review(review.pk, actor=reader_of(request), once=once_of(request), **form.cleaned_data)
    ends = closed.end_reason or day == Review.DAYS[-1]
    messages.success(request, f"The {closed} is closed{'. The launch is reviewed' if ends else ''}.")
    return see_other("reviews:review", launch.key, day)


def _found(request: HttpRequest, launch_id: int, day: int) -> tuple[Launch, Review]:
    launch = launch_or_404(request, launch_id)
    return launch, get_object_or_404(Review.objects.select_related("closed_by"), launch=launch, day=day)


def _page(request: HttpRequest, launch: Launch, review: Review, **bound: Any) -> HttpResponse:
    page = read_review(review, launch, reader_of(request), bound.get("sent"))
    context = {"launch": launch, "page": page, "review": review, "close_form": bound.get("close") or CloseForm()}
    return render(request, PAGE, context, status=UNPROCESSABLE if bound else 200)


def _unfit(request: HttpRequest, launch: Launch, review: Review, about: str, form: Any) -> HttpResponse:
    """Show the page again with what was typed; whoever may not send the form is told so instead."""
    if about.startswith("contribution:"):
        part = Contribution.objects.select_related("function").get(pk=int(about.partition(":")[2]))
        refusal = reviews.refusal_to_contribute(reader_of(request), part, launch)
    else:
        refusal = reviews.refusal_to_review(reader_of(request), launch)
    if refusal:
        raise refusal
    reviews.require_open(review, launch)
    return _page(request, launch, review, sent={about: form}, close=form if about == "close" else None)
