"""Who owns, sponsors and follows a launch."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from launchgate.core.htmx import wants_fragment
from launchgate.core.once import once_of, require_unsent
from launchgate.core.redirects import see_other
from launchgate.launches import rules
from launchgate.launches.actions.edit import follow_launch, hand_over, unfollow_launch
from launchgate.launches.forms.launch_people import FollowerForm, HandOverForm
from launchgate.launches.models import Launch
from launchgate.launches.queries.launch import followers_of, may_do
from launchgate.launches.views.loading import launch_or_404, reader_of
from launchgate.people.models import Person

HAND_OVER = "launches/hand_over/page.html"
FOLLOWERS, ADD_FOLLOWER = "launches/detail/_followers.html", "launches/follow/page.html"
FOLLOWER_ID = "follower_%s"


@require_http_methods(["GET", "HEAD", "POST"])
def launch_hand_over(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Hand ownership or sponsorship to somebody else."""
    reader = reader_of(request)
    launch = launch_or_404(request, launch_id)
    sent = request.POST if request.method == "POST" else None
    form = HandOverForm(sent, launch=launch, initial={"role": request.GET.get("role", "owner")})
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["person"]
        hand_over(launch.pk, form.cleaned_data["role"], to.pk, actor=reader, once=once_of(request))
        messages.success(request, f"{launch.name} was handed over to {to.name}.")
        return see_other(_page_or_desk(launch, reader))
    require_unsent(once_of(request))
    if refusal := rules.refusal_to_hand_over(reader, launch, "launch"):
        raise refusal
    return render(request, HAND_OVER, {"launch": launch, "form": form}, status=422 if form.errors else 200)


@require_POST
def launch_follow(request: HttpRequest, launch_id: int) -> HttpResponse:
    """Follow a launch, or let somebody else follow it."""
    launch = launch_or_404(request, launch_id)
    form = FollowerForm(request.POST, people=_not_following(launch), auto_id=FOLLOWER_ID)
    if not form.is_valid():
        return _followers(request, launch, form=form)
    person = form.cleaned_data["person"]
    follow_launch(launch.pk, actor=reader_of(request), person_id=person.pk if person else None)
    return _followers(request, launch, f"{person.name if person else 'You'} will hear what happens on this launch.")


@require_POST
def launch_unfollow(request: HttpRequest, launch_id: int) -> HttpResponse:
    """No longer follow a launch, or end somebody else's following."""
    launch = launch_or_404(request, launch_id)
    form = FollowerForm(request.POST, people=Person.objects.filter(follows__launch=launch), auto_id=FOLLOWER_ID)
    if not form.is_valid():
        return _followers(request, launch, "They did not follow this launch any more.")
    person = form.cleaned_data["person"]
    unfollow_launch(launch.pk, actor=reader_of(request), person_id=person.pk if person else None)
    return _followers(request, launch, f"{person.name if person else 'You'} will no longer hear of this launch.")


def follower_context(launch: Launch, reader: Person, form: FollowerForm | None = None) -> dict[str, object]:
    """Return what the list of followers shows."""
    follows = followers_of(launch)
    return {
        "launch": launch,
        "follows": follows,
        "is_following": any(follow.person_id == reader.pk for follow in follows),
        "may": may_do(launch, reader),
        "follower_form": form or FollowerForm(people=_not_following(launch), auto_id=FOLLOWER_ID),
    }


def _not_following(launch: Launch) -> QuerySet[Person]:
    return Person.objects.filter(is_active=True).exclude(follows__launch=launch)


def _followers(request: HttpRequest, launch: Launch, words: str = "", form: FollowerForm | None = None) -> HttpResponse:
    """Answer with the list where htmx asked for it, else with the page of the launch."""
    reader = reader_of(request)
    status = 422 if form is not None else 200
    if wants_fragment(request) and launch.is_visible_to(reader):
        return render(request, FOLLOWERS, follower_context(launch, reader, form), status=status)
    if form is not None:
        return render(request, ADD_FOLLOWER, {"launch": launch, "form": form}, status=status)
    messages.success(request, words)
    return see_other(_page_or_desk(launch, reader))


def _page_or_desk(launch: Launch, reader: Person) -> str:
    """Return the page of a launch, or the desk for whoever may no longer see it after what they did."""
    return launch.get_absolute_url() if launch.is_visible_to(reader) else "launches:desk"
