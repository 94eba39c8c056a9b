"""Who is answered what about customers: the log, questions, promises. The member is in sales and wrote all of it."""

from typing import Any

from tests.launching import gate_of
from tests.permissions.addressing import READ, REASON, Row, given, on
from tests.permissions.world import FIRST, World
from tests.permissions.world_customers import SAID, promised

SECRET = "snnoooon"


def asked(world: World) -> dict[str, Any]:
    """Ask the first gate of the open launch."""
    return {"gate": gate_of(world.launches["open"], FIRST).pk, "text": "How many?"}


def recorded(world: World) -> dict[str, Any]:
    """Send a promise that the member made."""
    return promised() | {"made_by": world.people["member"].pk}


def backed(world: World) -> dict[str, Any]:
    """Choose an answered text of the open launch."""
    return {"item": world.rows["backing"]}


def kept(world: World) -> dict[str, Any]:
    """Say that it was kept on the day on which it was made."""
    return {"outcome": "kept", "on": promised()["made_on"]}


CUSTOMERS = [
    Row("customers:launch", "GET", READ, on("open")),
    Row("customers:launch", "GET", SECRET, on("secret")),
    Row("customers:launch", "POST", "sfmmmmff", on("open"), given(**SAID)),
    Row("customers:launch", "POST", "sfiiiiff", on("open")),
    Row("customers:launch", "POST", "sfccccff", on("stopped"), given(**SAID)),
    Row("customers:insight", "GET", READ, on("open", "insight")),
    Row("customers:insight", "GET", "snnnnnnn", on("review", "insight")),
    Row("customers:insight_correct", "POST", "sfmfffff", on("open", "insight"), given(**SAID)),
    Row("customers:insight_correct", "POST", "sfifffff", on("open", "insight")),
    Row("customers:insight_withdraw", "POST", "sfmfmfff", on("open", "insight"), given(**REASON)),
    Row("customers:insight_withdraw", "POST", "sfififff", on("open", "insight")),
    # A link: only files are handed out, and those of another launch are not there.
    Row("customers:insight_proof", "GET", "snnnnnnn", on("open", "insight file")),
    Row("customers:question_ask", "GET", "sfooffff", on("open")),
    Row("customers:question_ask", "POST", "sfmmffff", on("open"), asked),
    Row("customers:question_ask", "POST", "sfiiffff", on("open")),
    Row("customers:question_ask", "POST", "sfccffff", on("stopped"), given(text="How many?")),
    Row("customers:question", "GET", READ, on("open", "question")),
    Row("customers:question_answer", "POST", "sffmffff", on("open", "question"), given(answer="All.")),
    Row("customers:question_answer", "POST", "sffiffff", on("open", "question")),
    Row("customers:question_withdraw", "POST", "sfmfffff", on("open", "question")),
    Row("customers:promises", "GET", READ, on("open")),
    Row("customers:promises", "GET", SECRET, on("secret")),
    Row("customers:promise_record", "GET", READ, on("open")),
    Row("customers:promise_record", "POST", "smmmmmmm", on("open"), recorded),
    Row("customers:promise_record", "POST", "siiiiiii", on("open")),
    Row("customers:promise_record", "POST", "snnmmmmn", on("secret"), recorded),
    Row("customers:promise_record", "POST", "sccccccc", on("stopped"), recorded),
    Row("customers:promise", "GET", READ, on("open", "promise")),
    Row("customers:promise_back", "POST", "sfmfmmff", on("open", "promise"), backed),
    Row("customers:promise_back", "POST", "sfifiiff", on("open", "promise")),
    Row("customers:promise_withdraw", "POST", "sfmfmmff", on("open", "promise"), given(told="Not this year.")),
    Row("customers:promise_withdraw", "POST", "sfifiiff", on("open", "promise")),
    Row("customers:promise_kept", "POST", "sfcfccff", on("open", "promise"), kept),
    Row("customers:search", "GET", READ, given=given(q="take it")),
    Row("customers:ledger", "GET", READ),
    Row("customers:add", "GET", READ),
    Row("customers:add", "POST", "siiiiiii"),
    Row("customers:promise_begin", "GET", READ),
    Row("customers:erase", "GET", "sffffffo"),
    Row("customers:erase", "POST", "sffffffm", given=given(name="Kaufhaus Nord", sure="on")),
    Row("customers:erase", "POST", "sffffffi", given=given(name="Kaufhaus Nord")),
    Row("customers:customer", "GET", READ, lambda world: [world.rows["customer"]]),
]
