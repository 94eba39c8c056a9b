"""One sentence for each kind of event on a launch; the actor's name stands before it."""

from dataclasses import replace
from datetime import date
from typing import Any

from launchgate.core.templatetags.launchgate import day
from launchgate.launches.models import Answer
from launchgate.launches.phrases import counted, shortened
from launchgate.launches.telling import GONE, SENTENCES, Fact, Lookup, Sentence, Told, tells
from launchgate.launches.values import why_not_applicable, words_for

LONGEST_ANSWER = 140


def _gate(fact: Fact, rows: Lookup) -> str:
    return rows.gate_name(fact["data"].get("gate"))


def _for(fact: Fact, rows: Lookup) -> str:
    """Return " for Sales" where a function spoke whose name is not the gate's own."""
    name = rows.function_name(fact)
    return "" if name in _gate(fact, rows) else f" for {name}"


def _quote(row: Any, name: str) -> str:
    return getattr(row, name) if row is not None else GONE


def _quoted(state: str, words: str, field: str) -> Sentence:
    """Make a sentence about a gate, whose subject holds the words to quote."""

    def sentence(fact: Fact, rows: Lookup) -> Told:
        return Told(state, words.format(gate=_gate(fact, rows), on=_for(fact, rows)), _quote(rows.subject(fact), field))

    return sentence


def _decided(state: str, words: str, field: str) -> Sentence:
    """Make a sentence as `_quoted` does, with the signature that stands under it."""
    quoted = _quoted(state, words, field)
    return lambda fact, rows: replace(quoted(fact, rows), signed=_signature(fact, rows))


def _signature(fact: Fact, rows: Lookup) -> str:
    """Return what stands under a decision: "Priya Kaul for Marcus Dent, Finance, delegate, signed with password"."""
    decision = rows.subject(fact)
    if decision is None:
        return ""
    means = decision.get_means_display()
    how = f"signed {means}" if decision.kind in decision.SIGNATURES else means
    parts = (decision.printed_name, rows.function_name(fact), decision.get_capacity_display().lower(), how)
    return ", ".join(filter(None, parts))


SENTENCES |= {
    "gate.taken_back": lambda fact, rows: Told("returned", f"took the submission of {_gate(fact, rows)} back"),
    "gate.approved": _decided("approved", "signed {gate}{on}", "sentence"),
    "gate.not_applicable": _decided("not_applicable", "said that {gate} is not applicable{on}", "reason"),
    "gate.overridden": _decided("overridden", "let {gate} pass without its signatures", "reason"),
    "gate.reopened": _quoted("changed", "opened {gate} again{on}", "reason"),
    "signature.withdrawn": _quoted("changed", "withdrew the signature on {gate}{on}", "reason"),
    "comment.written": _quoted("comment", "wrote on {gate}", "text"),
    "hold.ended": lambda fact, rows: Told("held", "ended a hold; the launch is still on hold for a missed condition"),
    "launch.exported": lambda fact, rows: Told("download", "exported the launch file", fact["data"]["manifest"]),
    "launch.resumed": lambda fact, rows: Told("open", "resumed the launch"),
    "launch.went_live": lambda fact, rows: Told("live", "made the launch public"),
    "launch.stopped": lambda fact, rows: Told("stopped", "stopped the launch", rows.launch.stop_reason or GONE),
    "launch.edited": lambda fact, rows: Told(
        "pen",
        "edited the launch" + (", which is confidential" if fact["data"].get("confidential") else ""),
    ),
    "launch.target_moved": lambda fact, rows: Told(
        "calendar", f"moved the target date from {_day(fact, 'before')} to {_day(fact, 'after')}"
    ),
}


def _day(fact: Fact, name: str) -> str:
    return day(date.fromisoformat(fact["data"][name]))


@tells("launch.opened")
def _opened(fact: Fact, rows: Lookup) -> Told:
    data = fact["data"]
    owner = "" if data["owner"] == fact["actor"] else f", owned by {rows.person(data['owner'])}"
    return Told("flag", f"opened the launch{owner}, with {rows.person(data['sponsor'])} as sponsor")


@tells("launch.handed_over")
def _handed_over(fact: Fact, rows: Lookup) -> Told:
    data = fact["data"]
    role = "ownership" if data["role"] == "owner" else "sponsorship"
    return Told("people", f"handed the {role} over from {rows.person(data['before'])} to {rows.person(data['to'])}")


@tells("launch.followed")
def _followed(fact: Fact, rows: Lookup) -> Told:
    person = fact["data"]["person"]
    own = person == fact["actor"]
    return Told("follow", "follows the launch" if own else f"let {rows.person(person)} follow the launch")


@tells("launch.unfollowed")
def _unfollowed(fact: Fact, rows: Lookup) -> Told:
    person = fact["data"]["person"]
    own = person == fact["actor"]
    return Told("unfollow", "no longer follows" if own else f"ended that {rows.person(person)} follows")


@tells("answer.given")
def _answered(fact: Fact, rows: Lookup) -> Told:
    item, answer = rows.subject(fact), rows.answer(fact)
    changed = answer is not None and answer.number > 1
    about = f"“{item.text}”" if item else "a question"
    verb = "changed the answer to" if changed else "answered"
    return _edited("check", f"{verb} {about} on {_gate(fact, rows)}", fact, rows, _value(item, answer))


def _edited(state: str, words: str, fact: Fact, rows: Lookup, quote: str = "") -> Told:
    """Tell an edit: one that somebody has to look at again is no routine, and says who has to."""
    reach = reach_of(fact, rows)
    return Told("changed" if reach else state, words + reach, quote)


def _value(item: Any, answer: Answer | None) -> str:
    return shortened(words_for(item, answer.value), LONGEST_ANSWER) if item and answer else GONE


def reach_of(fact: Fact, rows: Lookup) -> str:
    """Return who looks again because of an edit and who need not: "; Finance looks again, Product need not"."""
    data = fact["data"]
    again, back = ({function_id for _, function_id in data.get(name, ())} for name in ("again", "back"))
    said = ""
    if again:
        said += f"; {rows.functions_named(again)} look{'' if len(again) > 1 else 's'} again"
        rest = rows.functions_named(data.get("rest", ()))
        said += f", {rest} need not" if rest else ""
    if back:
        said += f"; what {rows.functions_named(back)} signed counts again"
    return said


@tells("answer.reworded")
def _reworded(fact: Fact, rows: Lookup) -> Told:
    item = rows.subject(fact)
    about = f"“{item.text}”" if item else "a question"
    words = f"changed the wording of {about} on {_gate(fact, rows)}, not its meaning"
    return Told("check", words, _value(item, rows.answer(fact)))


@tells("answer.overruled")
def _overruled(fact: Fact, rows: Lookup) -> Told:
    item = rows.subject(fact)
    about = f"“{item.text}”" if item else "a question"
    words = f"said for {rows.function_name(fact)} that the new wording of {about} means something else"
    return _edited("changed", words, fact, rows, _value(item, rows.answer(fact)))


@tells("answer.not_applicable")
def _not_applicable(fact: Fact, rows: Lookup) -> Told:
    item, answer = rows.subject(fact), rows.answer(fact)
    about = f"“{item.text}”" if item else "a question"
    words = f"said that {about} on {_gate(fact, rows)} is not applicable"
    return _edited("not_applicable", words, fact, rows, why_not_applicable(answer.value) if answer else GONE)


@tells("answer.applicable")
def _applicable(fact: Fact, rows: Lookup) -> Told:
    item = rows.subject(fact)
    about = f"“{item.text}”" if item else "a question"
    return _edited("open", f"took back that {about} on {_gate(fact, rows)} is not applicable", fact, rows)


@tells("answer.emptied")
def _emptied(fact: Fact, rows: Lookup) -> Told:
    item = rows.subject(fact)
    about = f"“{item.text}”" if item else "a question"
    return _edited("trash", f"took the answer to {about} on {_gate(fact, rows)} away", fact, rows)


@tells("evidence.added")
def _proved(fact: Fact, rows: Lookup) -> Told:
    evidence = rows.subject(fact)
    about = f"“{evidence.item.text}”" if evidence else "a question"
    return _edited("attach", f"added proof to {about} on {_gate(fact, rows)}", fact, rows, _quote(evidence, "title"))


@tells("evidence.removed")
def _unproved(fact: Fact, rows: Lookup) -> Told:
    evidence = rows.subject(fact)
    about = f"“{evidence.item.text}”" if evidence else "a question"
    words = f"removed proof from {about} on {_gate(fact, rows)}"
    return _edited("trash", words, fact, rows, _quote(evidence, "title"))


@tells("hand_off.accepted")
def _accepted(fact: Fact, rows: Lookup) -> Told:
    hand_off = rows.subject(fact)
    giver = f" from {hand_off.from_gate.name}" if hand_off else ""
    return Told("handoff", f"accepted the hand-off{giver} to {_gate(fact, rows)}{_for(fact, rows)}")


@tells("hand_off.bounced")
def _bounced(fact: Fact, rows: Lookup) -> Told:
    note = rows.subject(fact)
    giver = f" from {note.hand_off.from_gate.name}" if note else ""
    about = f" about “{note.part.prompt}”" if note and note.part else ""
    words = f"bounced the hand-off{giver} to {_gate(fact, rows)} with a question{about}"
    return Told("question", words, _quote(note, "text"))


@tells("hand_off.replied")
def _replied(fact: Fact, rows: Lookup) -> Told:
    words = f"answered the question on the hand-off to {_gate(fact, rows)}"
    return Told("handoff", words, _quote(rows.subject(fact), "text"))


@tells("gate.submitted")
def _submitted(fact: Fact, rows: Lookup) -> Told:
    number, offered = fact["data"]["number"], len(fact["data"].get("offered", ()))
    again = " again" if number > 1 else ""
    items = counted(offered, "item").lower()
    offer = f", with {items} offered as condition{'' if offered == 1 else 's'}" if offered else ""
    submission = rows.subject(fact)
    told = (
        f"{',' if offer else ''} and handed on {counted(submission.told, 'part').lower()}"
        if submission and submission.told
        else ""
    )
    words = f"asked for signatures on {_gate(fact, rows)}{again}{offer}{told}"
    return Told("review", words, _quote(submission, "note"))


@tells("gate.approved_with_conditions")
def _signed_on_conditions(fact: Fact, rows: Lookup) -> Told:
    conditions = counted(len(fact["data"].get("conditions", ())), "condition").lower()
    words = f"signed {_gate(fact, rows)}{_for(fact, rows)} with {conditions}"
    return Told("conditions", words, _quote(rows.subject(fact), "sentence"), _signature(fact, rows))


@tells("gate.sent_back")
def _sent_back(fact: Fact, rows: Lookup) -> Told:
    to = fact["data"].get("back_to")
    where = f" and {rows.gate_name(to)}" if to else ""
    return Told(
        "returned", f"sent {_gate(fact, rows)}{where} back{_for(fact, rows)}", _quote(rows.subject(fact), "reason")
    )


@tells("launch.held")
def _held(fact: Fact, rows: Lookup) -> Told:
    hold = rows.subject(fact)
    if "condition" in fact["data"]:
        words = f"put the launch on hold: a condition on {_gate(fact, rows)} was not met by {_day(fact, 'due_on')}"
        return Told("held", words, hold.condition.text if hold else GONE)
    return Told(
        "held", f"put the launch on hold, to look again on {_day(fact, 'look_again_on')}", _quote(hold, "reason")
    )


@tells("condition.extended")
def _condition_extended(fact: Fact, rows: Lookup) -> Told:
    dates = f"from {_day(fact, 'before')} to {_day(fact, 'after')}"
    return Told(
        "calendar", f"extended a condition on {_gate(fact, rows)} {dates}", _quote(rows.subject(fact), "end_reason")
    )


@tells("condition.dropped")
def _condition_dropped(fact: Fact, rows: Lookup) -> Told:
    return _condition(fact, rows, "not_applicable", "said that a condition on {gate} is no longer needed")


@tells("condition.done")
def _condition_done(fact: Fact, rows: Lookup) -> Told:
    with_proof = " and proved it" if "proof" in fact["data"] else ""
    return _condition(fact, rows, "conditions", f"says that a condition on {{gate}} is met{with_proof}")


@tells("condition.confirmed")
def _condition_confirmed(fact: Fact, rows: Lookup) -> Told:
    return _condition(fact, rows, "approved", "confirmed a condition on {gate} as met")


@tells("condition.rejected")
def _condition_rejected(fact: Fact, rows: Lookup) -> Told:
    return _condition(fact, rows, "returned", "said that a condition on {gate} is not met yet")


def _condition(fact: Fact, rows: Lookup, state: str, words: str) -> Told:
    return Told(state, words.format(gate=_gate(fact, rows)), _quote(rows.subject(fact), "text"))
