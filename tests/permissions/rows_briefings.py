"""Rows of the permission matrix: briefings and hand-over plans. The member is in sales, the head is customer care's."""

from tests.permissions.addressing import REASON, Address, Row, given, on
from tests.permissions.world import World


def about(name: str, *rest: str) -> Address:
    """Address a row of this room by its name in the world."""
    return lambda world: [world.rows[part] for part in (name, *rest)]


def reading(world: World) -> list[int]:
    """Address the place of somebody in sales in the audience that waits, and their briefing."""
    return [world.rows["briefing"], world.rows["reading"]]


TEXT = {"title": "For sales", "text": "It comes."}
OUR_WORDS = {"text": "It comes on Monday.", "change": "The day."}


def written(world: World) -> dict[str, object]:
    """Send a briefing for sales."""
    return TEXT | {"functions": [world.cast.function("sales").pk]}


def planned(world: World) -> dict[str, object]:
    """Send a hand-over plan of a welcome alone; every set of rows says how many it has."""
    counts = ("TOTAL_FORMS", "INITIAL_FORMS")
    return {"welcome": "Hello."} | {f"{rows}-{count}": 0 for rows in ("who", "step", "bring") for count in counts}


BRIEFINGS = [
    Row("briefings:list", "GET", "sooooooo", on("open")),
    Row("briefings:list", "GET", "snnoooon", on("secret")),
    Row("briefings:new", "GET", "sfffooff", on("open")),
    Row("briefings:new", "POST", "sfffmmff", on("open"), written),
    Row("briefings:new", "POST", "sfffiiff", on("open"), given(title="Nothing")),
    Row("briefings:new", "POST", "sfffccff", on("stopped"), written),
    Row("briefings:edit", "GET", "sfffooff", about("draft")),
    Row("briefings:edit", "POST", "sfffmmff", about("draft"), written),
    Row("briefings:edit", "POST", "sfffccff", about("briefing"), written),
    Row("briefings:drop", "POST", "sfffmmff", about("draft")),
    Row("briefings:publish", "POST", "sfffccff", about("draft")),
    Row("briefings:correct", "GET", "sfffooff", about("briefing")),
    Row("briefings:correct", "POST", "sfffmmff", about("briefing"), given(**OUR_WORDS)),
    Row("briefings:waive", "GET", "sffffoff", about("briefing")),
    Row("briefings:waive", "POST", "sffffmff", about("briefing"), given(**REASON)),
    Row("briefings:waive", "POST", "sffffiff", about("briefing"), given(reason=" ")),
    Row("briefings:nudge", "POST", "sfffmmff", about("briefing")),
    Row("briefings:nudge_one", "POST", "sfffmmff", reading),
    Row("briefings:read", "GET", "sooooooo", about("briefing")),
    Row("briefings:read", "GET", "snooooon", about("secret briefing")),
    Row("briefings:acknowledge", "POST", "sfmfffff", about("briefing")),
    Row("briefings:ask", "POST", "sfmfffff", about("briefing"), given(question="When?")),
    Row("briefings:ask", "POST", "sfifffff", about("briefing")),
    Row("briefings:answer", "POST", "sfffmmff", about("reader question"), given(answer="Soon.")),
    Row("briefings:answer", "POST", "sfffiiff", about("reader question")),
    Row("briefings:readers", "GET", "sooooooo", about("briefing")),
    Row("briefings:readers", "GET", "snnoooon", about("secret briefing")),
    Row("briefings:readers", "GET", "snnnnnnn", about("draft")),
    Row("briefings:readers_csv", "GET", "sooooooo", about("briefing")),
    Row("briefings:readers_csv", "GET", "snnoooon", about("secret briefing")),
    Row("briefings:plan", "GET", "sooooooo", on("open")),
    Row("briefings:plan", "GET", "snnoooon", on("secret")),
    Row("briefings:plan_edit", "GET", "sfooooff", on("briefed")),
    Row("briefings:plan_edit", "POST", "sfmmmmff", on("briefed"), planned),
    Row("briefings:plan_edit", "POST", "sfiiiiff", on("briefed"), given(welcome="Rows are missing.")),
    Row("briefings:plan_edit", "POST", "sfccccff", on("stopped"), planned),
    Row("briefings:plan_print", "GET", "sooooooo", on("briefed")),
    Row("briefings:plan_print", "GET", "snnnnnnn", on("open")),
    Row("briefings:plan_print", "GET", "snnoooon", on("secret briefed")),
    Row("briefings:plan_pdf", "GET", "sooooooo", on("briefed")),
    Row("briefings:plan_begin", "POST", "sfmmmmff", on("briefed"), given(customer="Baltic Foods")),
    Row("briefings:plan_begin", "POST", "sfiiiiff", on("briefed"), given(customer=" ")),
    Row("briefings:plan_begin", "POST", "sfccccff", on("stopped"), given(customer="Baltic Foods")),
    Row("briefings:step_mark", "POST", "sfmmmmff", on("briefed", "s1")),
    Row("briefings:step_mark", "POST", "sfccccff", on("briefed", "s9")),
]
