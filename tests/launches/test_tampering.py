"""One byte changed behind the product's back, in every kind of row: verify_audit finds it and names it."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F, Value
from django.db.models.functions import Concat

from launchgate.audit.models import Event
from launchgate.core import clock
from launchgate.launches.actions.answers import answer_item
from launchgate.launches.actions.comments import comment_on_gate
from launchgate.launches.actions.conditions import report_condition_done
from launchgate.launches.actions.decide import Wish, approve, approve_with_conditions, withdraw_signature
from launchgate.launches.actions.evidence import add_evidence, prove_by_file, prove_by_note
from launchgate.launches.actions.lifecycle import hold_launch, stop_launch
from launchgate.launches.actions.missed import extend_condition, hold_for_missed_conditions
from launchgate.launches.actions.revise import take_version
from launchgate.launches.actions.submit import OfferedItem, submit_gate
from launchgate.launches.models import (
    Answer,
    Comment,
    Condition,
    ConditionProof,
    Decision,
    Evidence,
    Gate,
    Hold,
    Item,
    Launch,
    Offer,
    Submission,
    Vouched,
)
from launchgate.playbooks.models import ItemKind, ItemTemplate
from tests.forging import forging, verify
from tests.launches.published import item_with, published, with_item
from tests.launches.small import START
from tests.launches.stages import answer_required, gate_in, gate_of, item_of, submitted

pytestmark = pytest.mark.both

PDF = b"%PDF-1.7 a plan"


@pytest.fixture
def gate(small) -> Gate:
    """A gate with a proof file and a comment, signed with and without conditions; then the launch is held."""
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    add_evidence(item_of(gate, "demand").pk, prove_by_file(ContentFile(PDF, "plan.pdf")), actor=small.owner)
    comment_on_gate(gate.pk, "Looks good to me.", actor=small.people["member"])
    approve(gate.pk, small.functions["sales"].pk, actor=small.people["sales"], reason="With pleasure.")
    wish = Wish("Train.", small.owner.pk, (START + timedelta(days=5)).date())
    approve_with_conditions(gate.pk, small.functions["care"].pk, actor=small.people["care"], wishes=[wish])
    hold_launch(gate.launch_id, "The shop burnt.", actor=small.sponsor, look_again_on=START.date())
    return gate_of(gate.launch, "input")


def broken(gate: Gate, subject: str, *, kind: str = "") -> str:
    """Return how verify_audit names the event about a row of this gate's launch."""
    events = Event.objects.filter(chain=gate.launch.chain_key, subject=subject, kind__contains=kind)
    return f"BROKEN {gate.launch.chain_key}, event {events.get().number}: "


def test_what_nobody_touched_is_whole(gate):
    code, printed = verify("--files")
    assert (code, printed.count("BROKEN")) == (0, 0)


@pytest.mark.parametrize(
    ("field", "named"),
    [
        ("sentence", "the sentence"),
        ("reason", "the reason"),
        ("printed_name", "the printed name"),
        ("capacity", "the printed name"),
        ("means", "the means"),
    ],
)
def test_a_byte_of_a_signature_is_found(gate, field, named):
    signature = Decision.objects.get(gate=gate, kind="approved")
    Decision.objects.filter(pk=signature.pk).update(**{field: Concat(F(field), Value("x"))})
    found = broken(gate, f"decision:{signature.pk}") + f"its signature was changed: {named}."
    assert found in verify()[1]


@pytest.mark.parametrize(
    ("field", "named"),
    [("person_id", "who decided"), ("function_id", "the function"), ("kind", "what was decided")],
)
def test_a_signature_of_somebody_else_is_found(gate, small, field, named):
    signature = Decision.objects.get(gate=gate, kind="approved")
    other = {
        "person_id": small.people["deputy"].pk,
        "function_id": small.functions["finance"].pk,
        "kind": Decision.Kind.NOT_APPLICABLE,
    }
    Decision.objects.filter(pk=signature.pk).update(**{field: other[field]})
    assert f"was changed: {named}" in verify()[1]


def test_what_a_signature_vouches_for_is_compared(gate):
    vouched = Vouched.objects.filter(decision__gate=gate, decision__kind="approved").earliest("pk")
    Vouched.objects.filter(pk=vouched.pk).update(meaning=F("meaning") + 1)
    named = "its signature was changed: what it vouches for."
    assert broken(gate, f"decision:{vouched.decision_id}") + named in verify()[1]


def test_a_vouched_answer_taken_away_is_found(gate):
    vouched = Vouched.objects.filter(decision__gate=gate, decision__kind="approved").earliest("pk")
    vouched.delete()
    assert broken(gate, f"decision:{vouched.decision_id}") in verify()[1]


def test_a_byte_of_a_condition_is_found(gate):
    condition = Condition.objects.get()
    Condition.objects.update(text=Concat(F("text"), Value("x")))
    named = "its signature was changed: a condition."
    assert broken(gate, f"decision:{condition.decision_id}") + named in verify()[1]


def test_a_byte_of_an_answer_is_found(gate):
    answer = Answer.objects.get(pk=item_of(gate, "demand").answer_id)
    Answer.objects.filter(pk=answer.pk).update(value=f"{answer.value}1")
    named = "its version of the answer was changed: the value."
    assert broken(gate, f"item:{answer.item_id}", kind="answer") + named in verify()[1]


@pytest.mark.parametrize(("field", "named"), [("meaning", "the meaning"), ("author_id", "the author")])
def test_an_answer_that_means_something_else_is_found(gate, small, field, named):
    answer = Answer.objects.get(pk=item_of(gate, "demand").answer_id)
    Answer.objects.filter(pk=answer.pk).update(**{field: small.people["sales"].pk})
    assert f"its version of the answer was changed: {named}." in verify()[1]


def test_a_signature_that_is_gone_is_found(gate):
    signature = Decision.objects.get(gate=gate, kind="approved")
    gate.deciders.update(decision=None, is_through=False)
    found = broken(gate, f"decision:{signature.pk}")
    signature.delete()
    assert found + "its decision is gone." in verify()[1]


@pytest.mark.parametrize("field", ["title", "note", "url", "sha256"])
def test_a_byte_of_a_proof_is_found(gate, field):
    proof = Evidence.objects.get(kind="file")
    Evidence.objects.filter(pk=proof.pk).update(**{field: getattr(proof, field)[1:] + "x"})
    named = "its proof was changed: its words, link or file."
    assert broken(gate, f"evidence:{proof.pk}") + named in verify()[1]


def test_a_byte_of_a_proof_file_is_found(gate):
    proof = Evidence.objects.get(kind="file")
    with default_storage.open(proof.file.name, "r+b") as file:
        file.write(b"X")
    assert verify()[0] == 0
    named = f"the file of its proof ({proof.file.name}) is not the one that was attached."
    assert broken(gate, f"evidence:{proof.pk}") + named in verify("--files")[1]


def test_a_proof_file_that_is_gone_is_found(gate):
    proof = Evidence.objects.get(kind="file")
    default_storage.delete(proof.file.name)
    named = f"the file of its proof ({proof.file.name}) is gone."
    assert broken(gate, f"evidence:{proof.pk}") + named in verify("--files")[1]


@pytest.mark.parametrize(("model", "field"), [(Comment, "text"), (Submission, "note"), (Hold, "reason")])
def test_a_byte_of_what_somebody_wrote_is_found(gate, model, field):
    row = model.objects.earliest("pk")
    model.objects.filter(pk=row.pk).update(**{field: Concat(F(field), Value("x"))})
    assert broken(gate, f"{model._meta.model_name}:{row.pk}") + "what was written was changed." in verify()[1]


@pytest.mark.parametrize("place", range(0, 400, 37))
def test_a_byte_of_an_event_is_found(gate, place):
    event = Event.objects.filter(chain=gate.launch.chain_key).latest("number")
    text = event.text
    place %= len(text)
    changed = text[:place] + chr(ord(text[place]) ^ 1) + text[place + 1 :]
    with forging():
        Event.objects.filter(pk=event.pk).update(text=changed)
    named = f"BROKEN {event.chain}, event {event.number}: its text is not the one that was hashed."
    assert named in verify()[1]


def test_words_that_claim_to_be_erased_are_not_believed(gate):
    comment = Comment.objects.get()
    Comment.objects.update(text="Erased by law: words of Erased person 1")
    assert broken(gate, f"comment:{comment.pk}") in verify()[1]


@pytest.fixture
def proved(small) -> ConditionProof:
    """The file with which a condition was reported as done."""
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    wish = Wish("Train.", small.people["member"].pk, (START + timedelta(days=5)).date(), needs_evidence=True)
    approve_with_conditions(gate.pk, small.functions["care"].pk, actor=small.people["care"], wishes=[wish])
    proof = prove_by_file(ContentFile(PDF, "plan.pdf"))
    report_condition_done(Condition.objects.get().pk, actor=small.people["member"], proof=proof)
    assert verify("--files")[0] == 0
    return ConditionProof.objects.select_related("condition__gate__launch").get()


def test_a_byte_of_the_proof_of_a_condition_is_found(proved):
    ConditionProof.objects.update(sha256="0" * 64)
    found = broken(proved.condition.gate, f"condition:{proved.condition_id}")
    assert found + "its proof was changed: its words, link or file." in verify()[1]


def test_a_byte_of_the_file_that_proves_a_condition_is_found(proved):
    with default_storage.open(proved.file.name, "r+b") as file:
        file.write(b"X")
    found = broken(proved.condition.gate, f"condition:{proved.condition_id}")
    named = f"the file of its proof ({proved.file.name}) is not the one that was attached."
    assert found + named in verify("--files")[1]


def test_a_byte_of_the_reason_for_a_later_date_is_found(small):
    gate = gate_in(Gate.Status.IN_REVIEW, small)
    wish = Wish("Train.", small.people["member"].pk, (START + timedelta(days=5)).date())
    approve_with_conditions(gate.pk, small.functions["care"].pk, actor=small.people["care"], wishes=[wish])
    with clock.at(START + timedelta(days=9)):
        hold_for_missed_conditions()
        later = (START + timedelta(days=20)).date()
        extend_condition(Condition.objects.get().pk, later, "Ill.", actor=small.sponsor)
        assert verify()[0] == 0
        Hold.objects.update(end_reason="Well.")
        found = broken(gate, f"hold:{Hold.objects.get().pk}", kind="condition.extended")
        assert found + "what was written was changed." in verify()[1]


@pytest.mark.django_db
def test_nothing_is_found_after_actions_by_the_machines_own_clock(company):
    # Without the fixture that sets the clock: a clock that is set does not move within an action.
    small = company.copy()
    gate = gate_of(small.launch(), "input")
    version = published(small, item_with("input", "notes", kind=ItemKind.FILE))
    take_version(gate.launch_id, version.pk, actor=small.owner)
    add_evidence(item_of(gate, "notes").pk, prove_by_file(ContentFile(PDF, "plan.pdf")), actor=small.owner)
    submitted(gate.launch, "input", small)
    care, sales = (small.functions[key].pk for key in ("care", "sales"))
    soon = (clock.now() + timedelta(days=5)).date()
    wish = Wish("Train.", small.people["member"].pk, soon, needs_evidence=True)
    approve_with_conditions(gate.pk, care, actor=small.people["care"], wishes=[wish])
    approve(gate.pk, sales, actor=small.people["sales"])
    report_condition_done(Condition.objects.get().pk, actor=small.people["member"], proof=prove_by_note("Seen."))
    withdraw_signature(gate.pk, sales, actor=small.people["sales"])
    assert verify("--files")[0] == 0


@pytest.mark.parametrize(
    ("field", "value"), [("text", "Is there much demand?"), ("unit", "days"), ("options", ["yes"]), ("help", "No.")]
)
def test_a_question_that_reads_otherwise_is_found(gate, field, value):
    item = item_of(gate, "demand")
    Item.objects.filter(pk=item.pk).update(**{field: value})
    found = broken(gate, f"launch:{gate.launch_id}", kind="opened") + "its question input/demand was changed."
    assert found in verify()[1]


def test_a_question_of_a_later_version_that_reads_otherwise_is_found(small):
    launch = small.launch()
    version = published(small, with_item(small, "input", "extra"))
    revision = take_version(launch.pk, version.pk, actor=small.owner)
    assert verify()[0] == 0
    Item.objects.filter(revision=revision).update(text="Is it not fine?")
    found = broken(gate_of(launch, "input"), f"revision:{revision.pk}") + "its question input/extra was changed."
    assert found in verify()[1]


def test_a_byte_of_a_published_playbook_is_found(small):
    version = published(small, with_item(small, "input", "extra"))
    assert verify()[0] == 0
    ItemTemplate.objects.filter(gate__version=version, key="demand").update(text="Is there much demand?")
    assert "its version of the playbook was changed." in verify()[1]


def test_a_byte_of_why_a_launch_was_stopped_is_found(gate):
    stop_launch(gate.launch_id, "The shop burnt down.", actor=gate.launch.sponsor)
    assert verify()[0] == 0
    Launch.objects.update(stop_reason="The shop did not burn.")
    found = broken(gate, f"launch:{gate.launch_id}", kind="stopped") + "what was written was changed."
    assert found in verify()[1]


def test_a_byte_of_why_an_item_was_offered_is_found(small):
    gate = gate_of(small.launch(), "input")
    answer_required(gate, small.owner)
    answer_item(item_of(gate, "demand").pk, None, actor=small.owner)
    offer = OfferedItem(item_of(gate, "demand").pk, "The dog ate it.", (START + timedelta(days=5)).date())
    submit_gate(gate.pk, actor=small.owner, offers=[offer])
    gate = gate_of(gate.launch, "input")
    assert verify()[0] == 0
    Offer.objects.update(reason="The dog did not eat it.")
    found = broken(gate, f"submission:{gate.submission_id}")
    assert found + "the reason of an item that was offered was changed." in verify()[1]
