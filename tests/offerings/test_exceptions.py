"""Exceptions: three voices, then a decision; with a launch and without, the same."""

from datetime import date, timedelta

import pytest

from launchgate.audit.models import Event
from launchgate.audit.verify import Walked
from launchgate.core import clock
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.launches.actions.lifecycle import stop_launch
from launchgate.launches.models import Turn
from launchgate.offerings.actions.asking import withdraw_exception
from launchgate.offerings.actions.deciding import approve_exception, decline_exception, expire_exceptions
from launchgate.offerings.actions.voices import say_voice
from launchgate.offerings.models import ExceptionRequest, Statement
from launchgate.outbox.models import Message
from launchgate.outbox.rendering import render
from launchgate.people.actions.erasure import erase_person
from launchgate.people.actions.persons import deactivate_person
from tests.factories import make_person
from tests.launches.checking import check
from tests.launching import Cast, make_launch
from tests.offerings.asking import VOICES, hear_all, make_exception, open_turns, say
from tests.offerings.conftest import START
from tests.offerings.making import make_offering

S = ExceptionRequest.Status
ENDS = date(2027, 3, 1)


@pytest.fixture(params=["company", "launch"])
def asked(request: pytest.FixtureRequest, cast: Cast) -> ExceptionRequest:
    """Return an exception that somebody of no function asked for, on a launch and on none."""
    launch = make_launch(cast) if request.param == "launch" else None
    return make_exception(make_person("Otto Outside"), launch_id=launch.pk if launch else None)


def chain_of(exception: ExceptionRequest) -> str:
    return f"launch:{exception.launch_id}" if exception.launch_id else "company:1"


def test_all_three_voices_are_asked_at_once(cast: Cast, asked: ExceptionRequest):
    assert open_turns(asked) == [("voice", key, cast.heads[key].name) for key in VOICES]


def test_each_voice_closes_its_own_turn(cast: Cast, asked: ExceptionRequest):
    say(asked, cast, "sales")
    assert [key for _, key, _ in open_turns(asked)] == ["customer-care", "operations"]
    assert Turn.objects.get(subject=asked.subject, function__key="sales").outcome == Turn.Outcome.DONE


def test_operations_decides_when_no_voice_says_no(cast: Cast, asked: ExceptionRequest):
    hear_all(asked, cast)
    assert open_turns(asked) == [("decide", "operations", cast.heads["operations"].name)]


def test_an_executive_decides_when_a_voice_says_no(cast: Cast, asked: ExceptionRequest):
    hear_all(asked, cast, against=True)
    assert open_turns(asked) == [("decide", "", cast.sponsor.name)]
    with pytest.raises(Forbidden, match="an executive decides"):
        approve_exception(asked.pk, ENDS, actor=cast.heads["operations"])
    assert approve_exception(asked.pk, ENDS, actor=cast.sponsor).status == S.APPROVED


def test_a_change_of_mind_moves_the_decision_and_stays_on_the_record(cast: Cast, asked: ExceptionRequest):
    hear_all(asked, cast)
    say(asked, cast, "sales", "no", "The carrier says no.")
    assert open_turns(asked) == [("decide", "", cast.sponsor.name)]
    said = Statement.objects.filter(voice__exception=asked, voice__function__key="sales")
    assert list(said.values_list("answer", flat=True)) == ["yes", "no"]


def test_nothing_is_decided_before_all_are_heard(cast: Cast, asked: ExceptionRequest):
    say(asked, cast, "sales")
    with pytest.raises(Conflict, match="Customer care and Operations still have to answer"):
        approve_exception(asked.pk, ENDS, actor=cast.heads["operations"])


def test_a_decided_exception_hears_no_other_voice(cast: Cast, asked: ExceptionRequest):
    hear_all(asked, cast)
    approve_exception(asked.pk, ENDS, "Only on Saturdays.", actor=cast.heads["operations"])
    with pytest.raises(Conflict, match="approved already"):
        say(asked, cast, "sales", "no")
    assert open_turns(asked) == []


def test_a_condition_and_a_no_say_why(cast: Cast, asked: ExceptionRequest):
    for answer, words in (("yes_if", "Say under which condition"), ("no", "Say why not")):
        with pytest.raises(Invalid, match=words):
            say_voice(asked.pk, cast.function("sales").pk, answer, " \u200b", actor=cast.heads["sales"])


def test_another_function_does_not_speak_for_one(cast: Cast, asked: ExceptionRequest):
    with pytest.raises(Forbidden, match="Only the head of Sales"):
        say_voice(asked.pk, cast.function("sales").pk, "yes", actor=cast.heads["finance"])


def test_who_asked_neither_speaks_nor_decides(cast: Cast):
    exception = make_exception(cast.heads["operations"])
    assert ("voice", "operations", cast.sponsor.name) in open_turns(exception)
    with pytest.raises(Forbidden, match="You asked for it"):
        say(exception, cast, "operations")
    say(exception, cast, "sales")
    say(exception, cast, "customer-care")
    say_voice(exception.pk, cast.function("operations").pk, "yes", actor=cast.sponsor)
    with pytest.raises(Forbidden, match="You asked for it, so somebody else decides"):
        approve_exception(exception.pk, ENDS, actor=cast.heads["operations"])
    assert approve_exception(exception.pk, ENDS, actor=cast.sponsor).capacity == "acting"


def test_an_executive_who_asked_leaves_the_decision_to_another(cast: Cast):
    other = make_person("Eva Else", is_executive=True)
    exception = make_exception(cast.sponsor, launch_id=make_launch(cast).pk)
    hear_all(exception, cast, against=True)
    assert open_turns(exception) == [("decide", "", other.name)]


def test_declining_gives_a_reason_and_tells_who_asked(cast: Cast, asked: ExceptionRequest):
    hear_all(asked, cast)
    with pytest.raises(Invalid, match="why it is declined"):
        decline_exception(asked.pk, " ", actor=cast.heads["operations"])
    decline_exception(asked.pk, "No carrier drives on Sundays.", actor=cast.heads["operations"])
    assert Message.objects.filter(kind="news.exception.declined", person=asked.requester).count() == 1


def test_the_last_day_is_not_over(cast: Cast, asked: ExceptionRequest):
    hear_all(asked, cast)
    with pytest.raises(Invalid, match="not over"):
        approve_exception(asked.pk, START.date() - timedelta(days=1), actor=cast.heads["operations"])


def test_an_approved_exception_ends_after_its_last_day_once(cast: Cast, asked: ExceptionRequest):
    hear_all(asked, cast)
    approve_exception(asked.pk, START.date() + timedelta(days=3), actor=cast.heads["operations"])
    with clock.at(START + timedelta(days=3)):
        assert expire_exceptions() == 0
    with clock.at(START + timedelta(days=4)):
        assert expire_exceptions() == 1
        assert expire_exceptions() == 0
    asked.refresh_from_db()
    assert asked.status == S.EXPIRED
    assert Message.objects.filter(kind="news.exception.expired", person=asked.requester).count() == 1


def test_only_who_asked_withdraws_and_only_before_it_is_decided(cast: Cast, asked: ExceptionRequest):
    with pytest.raises(Forbidden, match="Otto Outside asked for it"):
        withdraw_exception(asked.pk, actor=cast.owner)
    withdraw_exception(asked.pk, actor=asked.requester)
    assert open_turns(asked) == []
    with pytest.raises(Conflict, match="withdrawn already"):
        withdraw_exception(asked.pk, actor=asked.requester)


def test_every_action_writes_one_event_on_its_chain(cast: Cast, asked: ExceptionRequest):
    before = Event.objects.count()
    hear_all(asked, cast)
    approve_exception(asked.pk, ENDS, actor=cast.heads["operations"])
    assert Event.objects.count() == before + 4
    kinds = Event.objects.filter(chain=chain_of(asked), kind__startswith="exception.").order_by("number")
    told = ["exception.asked", *["exception.voiced"] * 3, "exception.approved"]
    assert list(kinds.values_list("kind", flat=True)) == told


def test_record_and_invariants_are_content(cast: Cast, asked: ExceptionRequest):
    make_offering(cast)
    other = make_exception(asked.requester, launch_id=asked.launch_id)
    hear_all(asked, cast)
    approve_exception(asked.pk, ENDS, "Only on Saturdays.", actor=cast.heads["operations"])
    say(other, cast, "sales", "no")
    assert list(Walked()) == []
    assert check().startswith("exit 0")


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (ExceptionRequest, {"why": "Other."}),
        (ExceptionRequest, {"expires_on": date(2028, 1, 1)}),
        (Statement, {"answer": "no"}),
    ],
)
def test_what_was_changed_behind_the_record_is_found(cast: Cast, asked: ExceptionRequest, model, change: dict):
    hear_all(asked, cast)
    approve_exception(asked.pk, ENDS, actor=cast.heads["operations"])
    model.objects.update(**change)
    assert "changed" in next(iter(Walked())).reason


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("customer", {"customer": " "}),
        ("what", {"what": "\u200b"}),
        ("what", {"what": "x" * 201}),
        ("why", {"why": ""}),
        ("currency", {"amount": 4}),
        ("amount", {"currency": "EUR"}),
        ("needed_by", {"needed_by": date(2026, 11, 1)}),
        ("offering", {"offering_id": 999_999}),
        ("launch", {"launch_id": 999_999}),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(cast: Cast, field: str, changes: dict):
    with pytest.raises(Invalid) as refused:
        make_exception(cast.owner, **changes)
    assert refused.value.field == field


def test_a_confidential_launch_takes_none_from_who_cannot_see_it(cast: Cast):
    launch = make_launch(cast, is_confidential=True)
    with pytest.raises(Invalid, match="that you can see"):
        make_exception(make_person(), launch_id=launch.pk)


def test_a_stopped_launch_ends_what_is_undecided_on_it(cast: Cast):
    launch = make_launch(cast)
    exception = make_exception(cast.heads["finance"], launch_id=launch.pk)
    stop_launch(launch.pk, "No market.", actor=cast.owner)
    exception.refresh_from_db()
    assert (exception.status, open_turns(exception)) == (S.STOPPED, [])
    with pytest.raises(Conflict, match="stopped"):
        make_exception(cast.heads["finance"], launch_id=launch.pk)


def test_erasing_takes_words_and_names_and_the_record_stays_sound(cast: Cast, asked: ExceptionRequest):
    hear_all(asked, cast)
    admin = make_person(is_administrator=True)
    deactivate_person(asked.requester_id, actor=admin)
    erase_person(asked.requester_id, actor=admin, words=True)
    asked.refresh_from_db()
    assert asked.why.startswith("Erased")
    assert list(Walked()) == []


@pytest.mark.parametrize("decide", [approve_exception, decline_exception])
def test_who_gave_a_voice_hears_how_it_was_decided(cast: Cast, asked: ExceptionRequest, decide):
    hear_all(asked, cast)
    decide(asked.pk, ENDS if decide is approve_exception else "No carrier.", actor=cast.heads["operations"])
    told = Message.objects.filter(kind__startswith="news.exception.").values_list("person__name", flat=True)
    voices = {cast.heads["sales"].name, cast.heads["customer-care"].name}
    # Operations decided, and knows.
    assert set(told) - {cast.owner.name} == {asked.requester.name} | voices
    words = render(Message.objects.get(kind__startswith="news.exception.", person=cast.heads["sales"]))
    assert words.foot == "Otto Outside asked for it, and you gave your voice on it."


@pytest.mark.parametrize("decide", [approve_exception, decline_exception])
def test_who_decides_is_told_of_a_voice_that_changed_meanwhile(cast: Cast, asked: ExceptionRequest, decide):
    hear_all(asked, cast)
    seen = max(Statement.objects.values_list("pk", flat=True))
    say(asked, cast, "customer-care", "yes_if", "If it is by hand.")
    given, operations = (ENDS if decide is approve_exception else "No carrier."), cast.heads["operations"]
    with pytest.raises(Conflict, match="Customer care said something else while you were deciding"):
        decide(asked.pk, given, actor=operations, seen=seen)
    assert decide(asked.pk, given, actor=operations, seen=seen + 1).decided_by == operations
