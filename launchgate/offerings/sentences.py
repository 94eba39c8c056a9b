"""How events of exceptions are told in the history of their launch; the actor's name stands before."""

from launchgate.core.templatetags.launchgate import long_day
from launchgate.launches.telling import GONE, Fact, Lookup, Told, brings_along, tells
from launchgate.offerings.about import title_of
from launchgate.offerings.models import ExceptionRequest, Statement
from launchgate.offerings.rules import why_silent

A = Statement.Answer
brings_along("statement", "voice__exception", "voice__function")
brings_along("voice", "exception", "function")
brings_along("offeringoflaunch", "offering__edition")

SAID = {A.YES: "says yes to", A.YES_IF: "says yes, on a condition, to", A.NO: "says no to"}
STATES = {A.YES: "approved", A.YES_IF: "conditions", A.NO: "returned"}


def _the(exception: ExceptionRequest | None) -> str:
    return f"the exception {title_of(exception)}" if exception else "an exception"


@tells("exception.asked")
def asked(fact: Fact, rows: Lookup) -> Told:
    """Tell who asked for what, and why."""
    exception = rows.subject(fact)
    return Told("question", f"asked for {_the(exception)}", exception.why if exception else GONE)


@tells("exception.voiced")
def voiced(fact: Fact, rows: Lookup) -> Told:
    """Tell what a function says."""
    statement, answer = rows.subject(fact), fact["data"]["says"]
    of = _the(statement.voice.exception if statement else None)
    words = f"{SAID[answer]} {of} for {rows.function_name(fact) or 'a function'}"
    return Told(STATES[answer], words, statement.words if statement else GONE)


@tells("exception.voice_passed")
def voice_passed(fact: Fact, rows: Lookup) -> Told:
    """Tell to whom an unanswered voice went."""
    voice, data = rows.subject(fact), fact["data"]
    of = _the(voice.exception if voice else None)
    who = f"from {rows.person(data['before'])} to {rows.person(data['to'])}"
    return Told("handoff", f"passed the voice of {rows.function_name(fact)} on {of} {who}, unanswered so far")


@tells("exception.silent")
def silent(fact: Fact, rows: Lookup) -> Told:
    """Tell that a voice counts as silent."""
    voice = rows.subject(fact)
    of = _the(voice.exception if voice else None)
    # Events from before it was written down whether it went to a deputy say nothing of that.
    why = why_silent(was_passed=fact["data"].get("passed", True))
    return Told("stalled", f"counted {rows.function_name(fact)} as silent on {of}: {why}")


@tells("exception.approved")
def approved(fact: Fact, rows: Lookup) -> Told:
    """Tell until when an exception holds."""
    exception = rows.subject(fact)
    until = f" until {long_day(exception.expires_on)}" if exception and exception.expires_on else ""
    return Told("approved", f"approved {_the(exception)}{until}", exception.conditions if exception else GONE)


@tells("exception.declined")
def declined(fact: Fact, rows: Lookup) -> Told:
    """Tell why an exception was declined."""
    exception = rows.subject(fact)
    return Told("returned", f"declined {_the(exception)}", exception.reason if exception else GONE)


@tells("exception.withdrawn")
def withdrawn(fact: Fact, rows: Lookup) -> Told:
    """Tell that whoever asked needs it no more."""
    return Told("stopped", f"withdrew {_the(rows.subject(fact))}")


@tells("exception.expired")
def expired(fact: Fact, rows: Lookup) -> Told:
    """Tell that an exception holds no more."""
    return Told("clock", f"ended {_the(rows.subject(fact))}: its last day is over")


@tells("promise.uncovered")
def uncovered(fact: Fact, rows: Lookup) -> Told:
    """Tell that a promise counts as covered no more, because its exception had ended before."""
    promise = rows.subject(fact)
    of = f"the promise to {promise.customer}" if promise else "a promise"
    return Told("clock", f"found that the exception behind {of} had ended")


@tells("launch.offering_chosen")
def offering_chosen(fact: Fact, rows: Lookup) -> Told:
    """Tell which standard offering a launch changes or adds to."""
    link = rows.subject(fact)
    if fact["data"]["offering"] is None:
        return Told("link", "said that the launch changes no standard offering")
    return Told("link", f"said that the launch changes {link.offering if link else 'a standard offering'}")
