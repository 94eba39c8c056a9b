"""Exceptions that are alike: found on both databases by the same measure, and what three of them propose."""

import pytest
from django.test import Client

from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.offerings.actions.asking import withdraw_exception
from launchgate.offerings.actions.standards import dismiss_standard
from launchgate.offerings.likeness import likeness, proposals, similar_to
from launchgate.offerings.models import Dismissal, ExceptionRequest, Offering
from launchgate.offerings.queries.standards import draft_of, proposals_for
from tests.factories import make_person
from tests.launching import Cast, make_launch
from tests.offerings.asking import make_exception

LATE = ("on weekdays", "on Saturdays", "in December")

pytestmark = pytest.mark.both


def ask_for(cast: Cast, *days: str, **changes: object) -> list[ExceptionRequest]:
    """Ask for telephone help on these days, which are alike."""
    return [make_exception(cast.owner, what=f"Telephone help until 22:00 {day}", **changes) for day in days]


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        ("Delivery within 48 hours", "Delivered in 48 hours, please", True),
        ("Delivery within 48 hours", "Invoices on paper", False),
        ("the and for", "the and for", False),
    ],
)
def test_likeness_counts_the_words_that_matter(one: str, other: str, are_alike: bool):
    assert (likeness(one, other) >= 0.5) is are_alike


def test_the_most_alike_comes_first(cast: Cast):
    for what in ("A visit on Sundays", "Telephone help", "Telephone help until 22:00"):
        make_exception(cast.owner, what=what)
    found = similar_to("telephone helps until 22:00 o'clock", ExceptionRequest.objects.all())
    assert [row.what for row in found] == ["Telephone help until 22:00", "Telephone help"]


@pytest.mark.parametrize("text", ["", "a", "'); DROP TABLE x; --", "!!! & | <-> :* \\", "%_%", "\u200b", "x" * 5000])
def test_whatever_is_typed_finds_something_or_nothing(cast: Cast, text: str):
    make_exception(cast.owner)
    assert similar_to(text, ExceptionRequest.objects.all()) == []


def test_three_alike_propose_a_standard_and_two_do_not(cast: Cast):
    ask_for(cast, *LATE[:2])
    assert proposals_for(cast.heads["operations"]) == []
    first = ask_for(cast, LATE[2])[0].root
    [proposal] = proposals_for(cast.heads["operations"])
    assert (proposal.root, proposal.count) == (first, 3)


def test_what_was_withdrawn_proposes_nothing(cast: Cast):
    asked = ask_for(cast, *LATE)
    withdraw_exception(asked[1].pk, actor=cast.owner)
    assert proposals(ExceptionRequest.objects.all()) == {}


def test_a_standard_is_proposed_to_those_who_keep_the_catalogue(cast: Cast):
    ask_for(cast, *LATE)
    assert proposals_for(cast.heads["sales"]) == []


def test_what_a_reader_may_not_see_is_not_counted(cast: Cast):
    launch = make_launch(cast, is_confidential=True)
    ask_for(cast, *LATE[:2])
    ask_for(cast, LATE[2], launch_id=launch.pk)
    everything = ExceptionRequest.objects.all()
    assert list(proposals(everything).values()) == [3]
    assert proposals(ExceptionRequest.objects.visible_to(make_person("Sten Stranger"))) == {}


def test_a_draft_that_all_will_read_holds_no_word_about_a_confidential_launch(cast: Cast):
    launch = make_launch(cast, is_confidential=True)
    first = ask_for(cast, LATE[0], launch_id=launch.pk, why="Nobody knows of it yet.")[0]
    ask_for(cast, *LATE[1:])
    draft = draft_of(first.pk, cast.heads["operations"])
    assert LATE[1] in draft["name"]
    assert LATE[0] not in "".join(draft.values())
    assert "Nobody knows" not in draft["training"]


def test_one_click_drafts_a_standard_of_what_they_asked(cast: Cast):
    first = ask_for(cast, *LATE)[0]
    draft = draft_of(first.pk, cast.heads["operations"])
    assert draft["name"] == first.what
    assert all(day in draft["summary"] for day in LATE)
    browser = Client()
    browser.force_login(cast.heads["operations"], backend="django.contrib.auth.backends.ModelBackend")
    page = browser.get(f"/offerings/new/?like={first.pk}")
    assert first.what in page.content.decode()
    sent = {**draft, "audience": "Shops", "training": "Read me."}
    assert browser.post(f"/offerings/new/?like={first.pk}", sent).status_code == 303
    assert Offering.objects.get().made_of == first
    assert proposals_for(cast.heads["operations"]) == []


def test_a_dismissed_standard_comes_back_when_as_many_more_have_come(cast: Cast):
    first, operations = ask_for(cast, *LATE)[0], cast.heads["operations"]
    dismiss_standard(first.pk, "Winter only.", actor=operations)
    assert proposals_for(operations) == []
    ask_for(cast, "in May", "in June", "in July")
    [proposal] = proposals_for(operations)
    assert proposal.count == 6


def test_dismissing_says_why_and_is_for_those_who_keep_the_catalogue(cast: Cast):
    first, operations = ask_for(cast, *LATE)[0], cast.heads["operations"]
    with pytest.raises(Invalid, match="Say why"):
        dismiss_standard(first.pk, " ", actor=operations)
    with pytest.raises(Forbidden, match="Only operations"):
        dismiss_standard(first.pk, "No.", actor=cast.heads["sales"])
    dismiss_standard(first.pk, "Winter only.", actor=operations)
    with pytest.raises(Conflict, match="No standard is proposed"):
        dismiss_standard(first.pk, "Winter only.", actor=operations)
    assert Dismissal.objects.count() == 1


@pytest.mark.parametrize(("typed", "says"), [(" ", "Say why"), ("x" * 2_001, "it has 2001")])
def test_a_reason_that_does_not_fit_is_refused_where_it_was_typed(client, cast: Cast, typed: str, says: str):
    first = ask_for(cast, *LATE)[0]
    client.force_login(cast.heads["operations"])
    answer = client.post(f"/exceptions/{first.pk}/dismiss/", {"reason": typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert typed.strip() in page
    assert '<details class="confirm" open>' in page
    assert Dismissal.objects.count() == 0
