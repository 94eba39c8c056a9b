"""Who is answered what by a turn's own page and the links that lead there."""

from typing import Any

from tests.permissions.addressing import READ, REASON, Row, day, given, soon, token_of, turn_on, voice_of
from tests.permissions.world import World


def until_soon(world: World) -> dict[str, Any]:
    """Ask for time until the head's next working day."""
    return REASON | {"until": soon(world)}


REMINDERS = [
    # Customer care's turn on a gate in review: its head holds it.
    Row("reminders:turn", "GET", READ, turn_on("review")),
    Row("reminders:turn", "GET", "snnoooon", turn_on("secret")),
    Row("reminders:turn_ask", "POST", "smmmmmmm", turn_on("review"), given(question="Which shops?")),
    Row("reminders:turn_ask", "POST", "snnmmmmn", turn_on("secret"), given(question="Which shops?")),
    Row("reminders:turn_ask", "POST", "siiiiiii", turn_on("review")),
    Row("reminders:turn_rest", "POST", "sffmffff", turn_on("review"), until_soon),
    Row("reminders:turn_rest", "POST", "sffiffff", turn_on("review")),
    Row("reminders:turn_rest", "POST", "sffcffff", turn_on("signed")),
    Row("reminders:turn_pass_on", "POST", "sffmffff", turn_on("review"), given(**REASON)),
    Row("reminders:turn_pass_on", "POST", "sffiffff", turn_on("review")),
    Row("reminders:turn_pass_on", "POST", "sffcffff", turn_on("signed"), given(**REASON)),
    Row(
        "reminders:turn_delegate",
        "POST",
        "sffmffff",
        turn_on("review"),
        lambda world: {"delegate": world.people["outsider"].pk, "ends_on": day(9)},
    ),
    Row("reminders:turn_delegate", "POST", "sffiffff", turn_on("review")),
    # Its turn on an exception on no launch: a question goes to who asked for it.
    Row("reminders:turn", "GET", READ, voice_of("exception")),
    Row("reminders:turn_ask", "POST", "sffmffff", voice_of("exception"), given(question="Which shops?")),
    Row("reminders:turn_ask", "POST", "sffiffff", voice_of("exception")),
    Row("reminders:turn_answer", "POST", "smfffmff", lambda world: [world.rows["turn question"]], given(answer="All.")),
    Row(
        "reminders:turn_rest", "POST", "sffmffff", voice_of("exception"), lambda world: REASON | {"until": soon(world)}
    ),
    Row("reminders:turn_rest", "POST", "sffiffff", voice_of("exception")),
    Row("reminders:turn_pass_on", "POST", "sffmffff", voice_of("exception"), given(**REASON)),
    Row("reminders:turn_delegate", "POST", "sffiffff", voice_of("exception")),
    # Whom the link is for is led on, as to sign-in.
    Row("reminders:turn_link", "GET", "sffsffff", lambda world: [token_of(world)]),
    Row("reminders:turn_link", "GET", "snnnnnnn", lambda world: ["no-token"]),
]
