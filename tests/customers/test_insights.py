"""The customer log: who adds to it, what is joined, and what a gate asks for before it is submitted."""

import pytest
from django.core.files.base import ContentFile

from launchgate.core.once import SentTwice
from launchgate.core.refusals import Conflict, Forbidden, Invalid
from launchgate.customers.actions.insights import Said, add_insight, correct_insight, withdraw_insight
from launchgate.customers.finding import said_with
from launchgate.customers.models import Customer, Insight
from launchgate.customers.queries.insights import heard_on
from launchgate.launches.actions.evidence import prove_by_file
from launchgate.launches.actions.lifecycle import stop_launch
from launchgate.launches.actions.submit import submit_gate
from launchgate.launches.models import Gate
from tests.customers.promising import item_on, say_on
from tests.launches.stages import answer_required, gate_of, signed

pytestmark = pytest.mark.django_db


def asking(small, kinds: int = 2) -> Gate:
    """Return the answered first gate of a launch, which asks for insights of so many kinds."""
    gate = gate_of(small.launch(), "input")
    Gate.objects.filter(pk=gate.pk).update(insight_kinds=kinds)
    answer_required(gate, small.owner)
    return gate_of(gate.launch, "input")


@pytest.mark.parametrize("who", ["sales", "deputy", "member", "finance", "owner", "sponsor"])
def test_sales_functions_of_the_launch_owner_and_sponsor_add_to_the_log(small, who):
    launch = small.launch()
    insight = say_on(launch, small.people[who])
    assert (insight.author, insight.launch) == (small.people[who], launch)


@pytest.mark.parametrize("who", ["stranger", "admin", "boss"])
def test_nobody_else_does(small, who):
    with pytest.raises(Forbidden):
        say_on(small.launch(), small.people[who])


def test_the_same_customer_is_one_however_it_is_written(small):
    launch = small.launch()
    say_on(launch, small.owner, customer="Kaufhaus  Nord")
    say_on(launch, small.owner, customer="KAUFHAUS NORD", words="Something else.")
    assert [customer.name for customer in Customer.objects.all()] == ["Kaufhaus Nord"]


def test_the_same_words_of_the_same_customer_are_one_voice_with_two_reports(small):
    launch = small.launch()
    first = say_on(launch, small.owner, words="It is slow!")
    again = say_on(launch, small.people["sales"], kind="churn", words="it is  SLOW")
    say_on(launch, small.owner, customer="Another", words="It is slow!")
    assert again.same_as == first
    heard = heard_on(launch)
    assert (heard.voices, heard.reports) == (2, 3)
    assert heard.finding == "Two voices, three reports: feedback and churn."


def test_other_words_are_joined_where_somebody_says_that_they_say_the_same(small):
    launch = small.launch()
    first = say_on(launch, small.owner, words="It is slow.")
    said = Said("feedback", "Nordmarkt", "We wait for minutes.")
    again = add_insight(launch.pk, said, actor=small.owner, same_as_id=first.pk)
    assert again.same_as == first


def test_only_the_same_customer_says_the_same_again(small):
    launch = small.launch()
    first = say_on(launch, small.owner)
    with pytest.raises(Invalid):
        add_insight(launch.pk, Said("feedback", "Another", "So do we."), actor=small.owner, same_as_id=first.pk)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "rumour"}, "kind"),
        ({"customer": ""}, "customer"),
        ({"words": " \n "}, "words"),
        ({"words": "x" * 4001}, "words"),
        ({"number": "many"}, "number"),
        ({"unit": "x" * 25}, "unit"),
        ({"item_id": 999_999}, "place"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(small, change, field):
    given = {"kind": "feedback", "customer": "Nordmarkt", "words": "It is slow."} | change
    with pytest.raises(Invalid) as refusal:
        add_insight(small.launch().pk, Said(**given), actor=small.owner)
    assert refusal.value.field == field
    assert not Insight.objects.exists()


def test_a_doubled_post_adds_once(small):
    launch = small.launch()
    said = Said("feedback", "Nordmarkt", "It is slow.")
    add_insight(launch.pk, said, actor=small.owner, once="key")
    with pytest.raises(SentTwice):
        add_insight(launch.pk, said, actor=small.owner, once="key")


def test_a_stopped_launch_takes_no_more(small):
    launch = small.launch()
    stop_launch(launch.pk, "Nobody wants it.", actor=small.owner)
    with pytest.raises(Conflict):
        say_on(launch, small.owner)


def test_a_gate_is_not_submitted_before_customers_were_heard(small):
    gate = asking(small)
    with pytest.raises(Conflict, match="Input needs insights of two kinds in the customer log"):
        submit_gate(gate.pk, actor=small.owner)
    say_on(gate.launch, small.owner, "churn")
    with pytest.raises(Conflict, match="There is one kind so far: churn"):
        submit_gate(gate.pk, actor=small.owner)
    say_on(gate.launch, small.owner, "feedback")
    submit_gate(gate.pk, actor=small.owner)
    assert gate_of(gate.launch, "input").status == Gate.Status.IN_REVIEW


def test_the_gate_leads_its_owner_to_the_log_that_it_waits_for(client, small):
    gate = asking(small)
    client.force_login(small.owner)
    side = client.get(gate.get_absolute_url()).text.partition('id="sign-off"')[2]
    assert f'href="/launches/{gate.launch.key}/customers/?gate=input#add"' in side


def test_a_gate_that_asks_for_none_is_submitted_without(small):
    assert signed(small.launch(), "input", small).status == Gate.Status.SIGNED


def test_what_a_submitted_gate_stands_on_is_not_withdrawn(small):
    gate = asking(small)
    say_on(gate.launch, small.owner, "churn")
    last = say_on(gate.launch, small.owner, "feedback")
    submit_gate(gate.pk, actor=small.owner)
    with pytest.raises(Conflict, match="Input is submitted and stands on insights of two kinds"):
        withdraw_insight(last.pk, "A mistake.", actor=small.owner)
    say_on(gate.launch, small.owner, "other")
    withdraw_insight(last.pk, "A mistake.", actor=small.owner)
    last.refresh_from_db()
    assert (last.end_reason, last.ended_by) == ("A mistake.", small.owner)


def test_a_correction_takes_the_place_and_keeps_the_file(small):
    launch = small.launch()
    proof = prove_by_file(ContentFile(b"%PDF-1.7 notes", "notes.pdf"))
    said = Said("feedback", "Nordmarkt", "It is slow.", item_id=item_on(launch, "demand").pk, proof=proof)
    first = add_insight(launch.pk, said, actor=small.owner)
    corrected = correct_insight(first.pk, Said("feedback", "Nordmarkt", "It is very slow."), actor=small.owner)
    first.refresh_from_db()
    assert (first.words, bool(first.ended_at)) == ("It is slow.", True)
    assert corrected.proofs.get().sha256 == proof.sha256
    assert heard_on(launch).reports == 1


def test_only_its_author_corrects_it(small):
    insight = say_on(small.launch(), small.people["sales"])
    with pytest.raises(Forbidden):
        correct_insight(insight.pk, Said("feedback", "Nordmarkt", "Fine."), actor=small.owner)


def test_what_was_corrected_is_not_corrected_again(small):
    insight = say_on(small.launch(), small.owner)
    correct_insight(insight.pk, Said("feedback", "Nordmarkt", "Fine."), actor=small.owner)
    with pytest.raises(Conflict):
        correct_insight(insight.pk, Said("feedback", "Nordmarkt", "Better."), actor=small.owner)


@pytest.mark.both
@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("slow", True),
        ("SLO monday", True),
        ("nordm", True),
        ("quick", False),
        ("nothing slow", False),
        ("nordmarkt slow", True),
        ("aurora nordmarkt mondays", True),
        ("churn slow", False),
        ("feedback slow", True),
        ("Which customers asked for a Monday?", True),
        ("who", False),
        ("& | !", False),
        ("straßenfest", True),
        ("ÖFFNUNG", True),
        ("süßmost", True),
    ],
)
def test_insights_are_found_by_words_kind_customer_and_launch(small, text, is_found):
    words = "It is slow on Mondays. Öffnungszeiten beim Straßenfest!"
    say_on(small.launch(), small.owner, customer="Nordmarkt Süßmost", words=words)
    assert Insight.objects.filter(said_with(text)).exists() == is_found
