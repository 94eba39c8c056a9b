"""One sentence for each kind of event about customers; the actor's name stands before it."""

from datetime import date

from launchgate.core.templatetags.launchgate import day
from launchgate.customers.collisions import promised
from launchgate.customers.models import Promise
from launchgate.launches.telling import GONE, Fact, Lookup, Told, brings_along, tells

STATES = {
    Promise.Status.UNBACKED: "conditions",
    Promise.Status.COLLIDING: "warn",
    Promise.Status.BACKED: "approved",
    Promise.Status.EXCEPTED: "approved",
}

brings_along("insight", "customer")
brings_along("promise", "customer")


@tells("insight.added")
def _added(fact: Fact, rows: Lookup) -> Told:
    insight = rows.subject(fact)
    if insight is None:
        return Told("customer", "added what a customer said", GONE)
    again = ", who said it before" if fact["data"].get("same_as") else ""
    return Told("customer", f"added what {insight.customer} said{again}", insight.words)


@tells("insight.corrected")
def _corrected(fact: Fact, rows: Lookup) -> Told:
    insight = rows.subject(fact)
    if insight is None:
        return Told("pen", "corrected what a customer said", GONE)
    return Told("pen", f"corrected what {insight.customer} said", insight.words)


@tells("insight.withdrawn")
def _withdrawn(fact: Fact, rows: Lookup) -> Told:
    insight = rows.subject(fact)
    if insight is None:
        return Told("returned", "withdrew what a customer said", GONE)
    return Told("returned", f"withdrew what {insight.customer} said", insight.end_reason or GONE)


@tells("question.asked")
def _asked(fact: Fact, rows: Lookup) -> Told:
    question = rows.subject(fact)
    name = rows.function_name(fact)
    return Told("question", f"asked {name} about {_gate(fact, rows)}", question.text if question else GONE)


@tells("question.answered")
def _answered(fact: Fact, rows: Lookup) -> Told:
    question = rows.subject(fact)
    return Told("comment", f"answered a question about {_gate(fact, rows)}", question.answer if question else GONE)


@tells("question.withdrawn")
def _taken_back(fact: Fact, rows: Lookup) -> Told:
    return Told("returned", f"withdrew a question about {_gate(fact, rows)}")


@tells("promise.recorded")
def _recorded(fact: Fact, rows: Lookup) -> Told:
    promise = rows.subject(fact)
    if promise is None:
        return Told("flag", "recorded a promise", GONE)
    what = promised(promise)
    words = f"recorded what {promise.customer} was promised: {what}{_stands(fact)}"
    return Told(STATES.get(fact["data"]["status"], "flag"), words, promise.words)


@tells("promise.linked")
def _linked(fact: Fact, rows: Lookup) -> Told:
    promise = rows.subject(fact)
    if promise is None:
        return Told("flag", "linked a promise to an answer")
    words = f"linked the promise to {promise.customer} to an answer of {_gate(fact, rows)}{_stands(fact)}"
    return Told(STATES.get(fact["data"]["status"], "flag"), words)


@tells("promise.withdrawn")
def _given_up(fact: Fact, rows: Lookup) -> Told:
    promise = rows.subject(fact)
    to = f" to {promise.customer}" if promise else ""
    return Told("returned", f"withdrew the promise{to}", promise.told if promise else GONE)


@tells("promise.kept")
def _kept(fact: Fact, rows: Lookup) -> Told:
    promise = rows.subject(fact)
    to = f" to {promise.customer}" if promise else ""
    return Told("approved", f"said that the promise{to} was kept on {_day(fact)}", promise.told if promise else "")


@tells("promise.broken")
def _broken(fact: Fact, rows: Lookup) -> Told:
    promise = rows.subject(fact)
    to = f" to {promise.customer}" if promise else ""
    return Told("stalled", f"said that the promise{to} was broken on {_day(fact)}", promise.told if promise else GONE)


@tells("promise.due")
def _due(fact: Fact, rows: Lookup) -> Told:
    promise = rows.subject(fact)
    to = f" to {promise.customer}" if promise else ""
    return Told("calendar", f"asked whether the promise{to} was kept")


def _gate(fact: Fact, rows: Lookup) -> str:
    return rows.gate_name(fact["data"].get("gate"))


def _day(fact: Fact) -> str:
    return day(date.fromisoformat(fact["data"]["on"]))


def _stands(fact: Fact) -> str:
    """Return how the promise stood then; its present state is on its own page."""
    said = {Promise.Status.COLLIDING: ". The two collide", Promise.Status.UNBACKED: ". Nothing backs it yet"}
    return said.get(fact["data"]["status"], "")
