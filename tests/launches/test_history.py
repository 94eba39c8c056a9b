"""The history: audited events in sentences that read well, for a launch and for one gate of it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.http import QueryDict

from launchgate.core import clock
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.comments import comment_on_gate
from launchgate.launches.actions.decide import (
    Wish,
    approve,
    approve_with_conditions,
    send_back,
    withdraw_signature,
)
from launchgate.launches.actions.edit import change_target_date, follow_launch, hand_over
from launchgate.launches.actions.evidence import add_evidence, prove_by_note
from launchgate.launches.actions.exceptions import override_gate, reopen_gate
from launchgate.launches.actions.hand_offs import bounce_hand_off, reply_to_bounce
from launchgate.launches.actions.lifecycle import hold_launch
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.history import latest_entries, read_history
from launchgate.launches.models import Comment, HandOff, Item, Launch
from launchgate.launches.revision_sentences import REVISION_SENTENCES
from launchgate.launches.sentences import SENTENCES
from tests.launches.small import START, Small
from tests.launches.test_desk import in_review
from tests.launching import gate_of, in_days

pytestmark = pytest.mark.django_db

LAUNCHES = Path(__file__).parents[2] / "launchgate" / "launches"
EVENT = re.compile(r'"((?:launch|gate|answer|evidence|hand_off|condition|comment|signature)\.[a-z_]+)"')


@pytest.fixture
def small(client, company: Small) -> Small:
    small = company.copy()
    client.force_login(small.owner)
    return small


@pytest.fixture
def launch(small) -> Launch:
    return in_review(small)


def last(launch: Launch) -> str:
    """Return the latest entry of a launch as one line."""
    entry = latest_entries(launch, most=1)[0]
    quote = f": {entry.told.quote}" if entry.told.quote else ""
    follows = f" ({entry.follows})" if entry.follows else ""
    return f"{entry.actor} {entry.told.words}{quote}{follows}"


def sign(small: Small, launch: Launch, function: str = "sales", kind: str = "input") -> None:
    approve(gate_of(launch, kind).pk, small.functions[function].pk, actor=small.people[function])


def test_every_kind_of_event_has_a_sentence():
    recorded = {kind for path in (LAUNCHES / "actions").glob("*.py") for kind in EVENT.findall(path.read_text())}
    spoken_to_people = {"comment.mentioned", "hand_off.bounced_thrice"}
    assert recorded - spoken_to_people <= SENTENCES.keys() | REVISION_SENTENCES.keys()
    assert "gate.approved" in recorded


def test_opening_names_the_sponsor(small):
    assert last(small.launch()) == "Olu Owner opened the launch, with Sam Sponsor as sponsor (Input is open.)"


def test_submission_quotes_the_note(small):
    launch = small.launch()
    gate = gate_of(launch, "input")
    for item in Item.objects.filter(gate=gate, is_required=True):
        answer_item(item.pk, "12", actor=small.owner)
    submit_gate(gate.pk, actor=small.owner, note="Ask me about the pilot.")
    assert last(launch) == "Olu Owner asked for signatures on Input: Ask me about the pilot."


def test_signature_names_the_function_and_quotes_the_sentence(small, launch):
    sign(small, launch)
    assert last(launch) == "Sal Sales signed Input for Sales: input is right: 12."


def test_last_signature_tells_what_followed(small, launch):
    sign(small, launch)
    sign(small, launch, "care")
    assert last(launch).endswith("(Input is signed. Build is open. Price is open.)")


def test_conditions_are_counted(small, launch):
    gate, sales = gate_of(launch, "input"), small.functions["sales"]
    with clock.at(START):
        wish = Wish("Publish the price list", small.people["care"].pk, in_days(5))
        approve_with_conditions(gate.pk, sales.pk, actor=small.people["sales"], wishes=[wish])
    assert last(launch).startswith("Sal Sales signed Input for Sales with one condition:")


def test_send_back_quotes_the_reason(small, launch):
    sales = small.functions["sales"]
    send_back(gate_of(launch, "input").pk, sales.pk, "Too few voices.", actor=small.people["sales"])
    assert last(launch) == "Sal Sales sent Input back for Sales: Too few voices."


def test_override_and_reopening_quote_their_reasons(small, launch):
    override_gate(gate_of(launch, "input").pk, "Agreed by phone.", actor=small.sponsor)
    assert last(launch).startswith("Sam Sponsor let Input pass without its signatures: Agreed by phone.")
    reopen_gate(gate_of(launch, "input").pk, "It was not agreed.", actor=small.sponsor)
    assert last(launch).startswith("Sam Sponsor opened Input again: It was not agreed.")


def test_withdrawal_is_told(small, launch):
    sign(small, launch)
    gate, sales = gate_of(launch, "input"), small.functions["sales"]
    withdraw_signature(gate.pk, sales.pk, actor=small.people["sales"], reason="I mixed it up.")
    assert last(launch) == "Sal Sales withdrew the signature on Input for Sales: I mixed it up."


def test_bounced_hand_off_quotes_question_and_reply(small):
    launch = small.launch()
    gate = gate_of(launch, "input")
    for item in Item.objects.filter(gate=gate, is_required=True):
        answer_item(item.pk, "12", actor=small.owner)
    submit_gate(gate.pk, actor=small.owner, note="All is said.")
    sign(small, launch)
    sign(small, launch, "care")
    hand_off = HandOff.objects.get(to_gate__kind="price")
    bounce_hand_off(hand_off.pk, "Who pays?", actor=small.people["finance"])
    assert last(launch) == "Fin Finance bounced the hand-off from Input to Price with a question: Who pays?"
    reply_to_bounce(hand_off.pk, "The shop does.", actor=small.owner)
    assert last(launch) == "Olu Owner answered the question on the hand-off to Price: The shop does."


def test_moved_target_names_both_days(small, launch):
    with clock.at(START):
        change_target_date(launch.pk, (START + timedelta(days=100)).date(), actor=small.owner)
        assert last(launch) == "Olu Owner moved the target date from Sun 31 May to Wed 10 Jun"


def test_hand_over_names_both_people(small, launch):
    hand_over(launch.pk, "owner", small.people["member"].pk, actor=small.owner)
    assert last(launch) == "Olu Owner handed the ownership over from Olu Owner to Mem Member"


def test_hold_names_the_day_and_quotes_the_reason(small, launch):
    with clock.at(START):
        hold_launch(launch.pk, "The supplier changed.", actor=small.owner, look_again_on=in_days(7))
        assert last(launch) == "Olu Owner put the launch on hold, to look again on Mon 9 Mar: The supplier changed."


def test_following_somebody_else_in_names_them(small, launch):
    follow_launch(launch.pk, actor=small.owner, person_id=small.people["care"].pk)
    assert last(launch) == "Olu Owner let Cara Care follow the launch"


def test_changed_answer_says_so(small, launch):
    item = Item.objects.get(gate__launch=launch, key="demand")
    answer_item(item.pk, "13", actor=small.owner)
    assert last(launch) == "Olu Owner changed the answer to “What about demand?” on Input: 13"


def test_run_of_answers_and_proofs_is_one_entry(small):
    with clock.at(START):
        launch = small.launch()
        for item in Item.objects.filter(gate__launch=launch, gate__kind="input", is_required=True):
            answer_item(item.pk, "12", actor=small.owner)
        add_evidence(item.pk, prove_by_note("Seen."), actor=small.owner)
    entry = latest_entries(launch, most=1)[0]
    assert entry.told.words == "answered two questions and attached one proof on Input"
    assert len(entry.parts) == 3


def test_erased_words_leave_their_event_standing(small, launch):
    comment_on_gate(gate_of(launch, "input").pk, "Call me on 0170 1234.", actor=small.owner)
    Comment.objects.all().delete()
    assert last(launch) == "Olu Owner wrote on Input: The words are no longer kept."


def test_history_of_a_gate_keeps_to_what_concerns_it(small, launch):
    sign(small, launch)
    sign(small, launch, "care")
    follow_launch(launch.pk, actor=small.owner)
    told = [entry.told.words for entry in latest_entries(launch, gate=gate_of(launch, "build"))]
    assert told == ["signed Input for Care"]


def test_history_is_grouped_by_the_readers_days(client, small):
    with clock.at(START.replace(hour=23, minute=30)):
        launch = small.launch()
        page = client.get(f"/launches/{launch.key}/history/")
    assert "Tuesday 3 March" in page.text
    assert "3 Mar 00:30" in page.text


def test_history_turns_pages(client, small, launch):
    for number in range(30):
        comment_on_gate(gate_of(launch, "input").pk, f"Remark {number}", actor=small.owner)
    first = client.get(f"/launches/{launch.key}/history/")
    second = client.get(f"/launches/{launch.key}/history/?{first.context['history'].page.next_query}")
    assert "Remark 29" in first.text
    assert "Remark 4<" not in first.text
    assert "Remark 4<" in second.text


def test_history_escapes_what_people_wrote(client, small, launch):
    comment_on_gate(gate_of(launch, "input").pk, "<script>alert(1)</script>", actor=small.owner)
    assert "<script>alert" not in client.get(f"/launches/{launch.key}/history/").text


def test_history_of_a_confidential_launch_is_not_there_for_strangers(client, small):
    launch = small.launch(is_confidential=True)
    client.force_login(small.people["stranger"])
    assert client.get(f"/launches/{launch.key}/history/").status_code == 404


def test_history_costs_the_same_for_one_entry_and_twenty(small, launch, django_assert_num_queries):
    comment_on_gate(gate_of(launch, "input").pk, "First", actor=small.owner)
    with django_assert_num_queries(3):
        read_history(launch, QueryDict(), size=1)
    for number in range(20):
        comment_on_gate(gate_of(launch, "input").pk, f"Remark {number}", actor=small.owner)
    with django_assert_num_queries(3):
        read_history(launch, QueryDict(), size=20)
