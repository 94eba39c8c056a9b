"""The page on which a newer playbook version is taken or left, and what tells people that there is one."""

from datetime import timedelta

import pytest
from django.urls import reverse

from launchgate.core import clock
from launchgate.core.refusals import Conflict, Invalid
from launchgate.launches.actions.lifecycle import stop_launch
from launchgate.launches.actions.revise import leave_version, take_version
from launchgate.launches.history import latest_entries
from launchgate.launches.models import Gate, Launch, Revision
from launchgate.outbox.delivery import deliver_messages
from launchgate.outbox.models import Message
from tests.launches.gate_pages import send
from tests.launches.published import gate_with, item_with, published, with_gate, with_item, without_item
from tests.launches.small import Small
from tests.launches.stages import all_signed, gate_of, signed

ADDED = "What about extra?"


@pytest.fixture
def offered(small: Small) -> Launch:
    """Return a launch whose first gate is signed, and whose playbook has a newer version with one question more."""
    launch = signed(small.launch(), "input", small).launch
    published(small, with_item(small, "input", "extra"))
    return launch


def url(launch: Launch, name: str = "playbook", *more: int) -> str:
    return reverse(f"launches:{name}", args=[launch.key, *more])


def page(client, person, launch: Launch, name: str = "playbook", query: str = "") -> str:
    client.force_login(person)
    return " ".join(client.get(f"{url(launch, name)}{query}").content.decode().split())


def told(small: Small, kind: str) -> set[str]:
    return set(Message.objects.filter(kind=kind).values_list("person__name", flat=True))


def test_launch_page_says_that_a_newer_version_is_there(client, small, offered):
    assert "Version 2 of its playbook is published." in page(client, small.people["member"], offered, "detail")


def test_page_names_what_is_added(client, small, offered):
    shown = page(client, small.owner, offered)
    assert "One question is added." in shown
    assert ADDED in shown


def test_page_names_what_is_removed(client, small):
    launch = small.launch()
    published(small, without_item("input", "terms"))
    assert "<del>What about terms?</del>" in page(client, small.owner, launch)


def test_page_shows_old_and_new_words(client, small):
    launch = small.launch()
    published(small, item_with("input", "demand", unit="a year", function_id=small.functions["care"].pk))
    shown = page(client, small.owner, launch)
    assert "<dt>Unit</dt><dd><del>nothing</del> <ins>a year</ins>" in shown
    assert "<dt>Answered by</dt><dd><del>Sales</del> <ins>Care</ins>" in shown


def test_page_says_who_will_have_to_look_again(client, small):
    launch = all_signed(small)
    published(small, item_with("build", "shape", text="Which shape?", relied_on_by=(small.functions["sales"].pk,)))
    shown = page(client, small.owner, launch)
    assert "Care looks again at Build." in shown
    assert "Sales looks again at Tell." in shown
    assert "Finance need not look again." in shown


def test_page_says_which_gates_open_again(client, small):
    launch = all_signed(small)
    published(small, with_item(small, "build", "extra", is_required=True))
    assert "Build opens again, to be answered and submitted." in page(client, small.owner, launch)


def test_page_says_what_the_launch_keeps(client, small):
    launch = small.launch()
    published(small, with_gate("build", "legal"), gate_with("tell", order=4))
    shown = page(client, small.owner, launch)
    assert "Legal is a new gate. Launches on their way do not get it." in shown
    assert "Tell has another place in the order in this version. Here that stays as it is." in shown


@pytest.mark.parametrize(
    "change",
    [
        item_with("build", "shape", options=("more", "less")),
        item_with("input", "terms", is_required=True),
        item_with("input", "words", is_material=True),
        item_with("input", "demand", needs_evidence=True, relied_on_by=()),
        without_item("input", "terms"),
        item_with("build", "shape", is_material=False),
    ],
)
def test_what_the_page_foretells_is_what_happens(client, small, change):
    launch = all_signed(small)
    version = published(small, change)
    shown = page(client, small.owner, launch)
    take_version(launch.pk, version.pk, actor=small.owner)
    for gate in launch.gates.prefetch_related("deciders__function"):
        assert (f"{gate.name} opens again" in shown) == (gate.status == Gate.Status.OPEN)
        stale = [row.function.name for row in gate.deciders.all() if not row.is_through]
        words = f"{' and '.join(stale)} look{'' if len(stale) > 1 else 's'} again at {gate.name}."
        assert (f"again at {gate.name}." in shown) == bool(stale)
        assert not stale or words in shown


def test_owner_takes_it_on_the_page(client, small, offered):
    answer = send(client, small.owner, url(offered, "version_take", 2))
    assert (answer.status_code, answer.url) == (303, f"/launches/{offered.key}/")
    assert Launch.objects.get(pk=offered.pk).version.number == 2


def test_taking_it_twice_by_one_form_takes_it_once(client, small, offered):
    for _ in range(2):
        answer = send(client, small.owner, url(offered, "version_take", 2), {"once": "a"})
        assert answer.status_code == 303
    assert Revision.objects.filter(status=Revision.Status.TAKEN).count() == 1


def test_history_tells_what_was_taken_and_who_looks_again(small, offered):
    take_version(offered.pk, offered.version.playbook.versions.get(number=2).pk, actor=small.owner)
    words = latest_entries(offered)[0].told.words
    assert words == (
        "took version 2 of the playbook in place of version 1: one question added; Care and Sales look again"
    )


def test_owner_follower_and_sponsor_hear_that_it_was_taken(small, offered):
    take_version(offered.pk, offered.version.playbook.versions.get(number=2).pk, actor=small.people["sales"])
    assert told(small, "news.launch.revised") == {"Olu Owner", "Sam Sponsor"}


def test_leaving_it_needs_a_reason(client, small, offered):
    answer = send(client, small.owner, url(offered, "version_leave", 2), {"reason": " "})
    assert answer.status_code == 422
    assert "Say why the launch does without it." in answer.content.decode()


def test_what_was_left_is_not_offered_again(client, small, offered):
    send(client, small.owner, url(offered, "version_leave", 2), {"reason": "It would be late."})
    assert "of its playbook is published" not in page(client, small.owner, offered, "detail")
    assert "It would be late." in page(client, small.owner, offered)
    assert latest_entries(offered)[0].told.quote == "It would be late."


def test_what_was_left_can_still_be_taken(small, offered):
    version = offered.version.playbook.versions.get(number=2)
    leave_version(offered.pk, version.pk, "It would be late.", actor=small.owner)
    take_version(offered.pk, version.pk, actor=small.owner)
    assert Launch.objects.get(pk=offered.pk).version == version


def test_what_was_left_is_not_left_twice(small, offered):
    version = offered.version.playbook.versions.get(number=2)
    leave_version(offered.pk, version.pk, "It would be late.", actor=small.owner)
    with pytest.raises(Conflict, match="left already"):
        leave_version(offered.pk, version.pk, "No.", actor=small.owner)


def test_the_version_after_one_that_was_left_is_offered(client, small, offered):
    leave_version(offered.pk, offered.version.playbook.versions.get(number=2).pk, "Late.", actor=small.owner)
    published(small, with_item(small, "input", "more"))
    assert "Version 3 of its playbook is published." in page(client, small.owner, offered, "detail")


def test_reason_that_nobody_can_see_is_none(small, offered):
    with pytest.raises(Invalid):
        leave_version(offered.pk, offered.version.playbook.versions.get(number=2).pk, "  ", actor=small.owner)


def test_heads_are_told_of_a_version_that_is_published(small, django_capture_on_commit_callbacks):
    small.launch()
    with django_capture_on_commit_callbacks(execute=True):
        published(small, with_item(small, "input", "extra"))
    assert told(small, "news.playbook.published") == {"Sal Sales", "Cara Care", "Fin Finance"}


def test_nobody_is_told_for_a_launch_that_runs_no_more(small, django_capture_on_commit_callbacks):
    stop_launch(small.launch().pk, "No use.", actor=small.owner)
    with django_capture_on_commit_callbacks(execute=True):
        published(small, with_item(small, "input", "extra"))
    assert not told(small, "news.playbook.published")


def test_news_leads_to_the_page(small, django_capture_on_commit_callbacks):
    launch = small.launch()
    with django_capture_on_commit_callbacks(execute=True):
        published(small, with_item(small, "input", "extra"))
    deliver_messages()
    news = Message.objects.filter(headline="Aurora: version 2 of its playbook is published")
    assert [message.path for message in news] == [url(launch)] * 3


def test_mail_about_a_version_that_was_taken_meanwhile_is_dropped(
    small, mailoutbox, django_capture_on_commit_callbacks
):
    launch = small.launch()
    with django_capture_on_commit_callbacks(execute=True):
        version = published(small, with_item(small, "input", "extra"))
    take_version(launch.pk, version.pk, actor=small.owner)
    deliver_messages()
    assert not [letter for letter in mailoutbox if "is published" in letter.subject]


def test_gate_page_says_that_a_question_came_after_the_signature(client, small, offered):
    take_version(offered.pk, offered.version.playbook.versions.get(number=2).pk, actor=small.owner)
    client.force_login(small.people["care"])
    shown = client.get(gate_of(offered, "input").get_absolute_url()).content.decode()
    signatures = shown.split("Signatures</h3>")[1]
    assert ADDED in signatures
    assert "Not vouched for then." in signatures
    assert "Sign the difference for Care" in shown


def test_gate_page_shows_the_question_as_it_read_when_it_was_signed(client, small):
    launch = signed(small.launch(), "input", small).launch
    for hours, text in enumerate(("Demand a year?", "Demand a month?"), start=1):
        version = published(small, item_with("input", "demand", text=text))
        with clock.at(clock.now() + timedelta(hours=hours)):
            take_version(launch.pk, version.pk, actor=small.owner)
    client.force_login(small.people["care"])
    shown = client.get(gate_of(launch, "input").get_absolute_url()).content.decode()
    assert "<del>What about demand?</del> Demand a month?" in shown
    assert "The same answer, to a question in other words." in shown
