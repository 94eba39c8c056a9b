"""Who is answered what by a turn's own page and the links that lead there."""

from tests.permissions.addressing import READ, REASON, Row, day, given, soon, token_of, turn_on

REMINDERS = [
    # Customer care's turn on a gate in review: its head holds it.
    Row("reminders:turn", "GET", READ, turn_on("review")),
    Row("reminders:turn", "GET", "snnoooon", turn_on("secret")),
    Row("reminders:turn_ask", "POST", "smmmmmmm", turn_on("review"), given(question="Which shops?")),
    Row("reminders:turn_ask", "POST", "snnmmmmn", turn_on("secret"), given(question="Which shops?")),
    Row("reminders:turn_ask", "POST", "siiiiiii", turn_on("review")),
    Row("reminders:turn_rest", "POST", "sffmffff", turn_on("review"), lambda world: REASON | {"until": soon(world)}),
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
    # Whom the link is for is led on, as to sign-in.
    Row("reminders:turn_link", "GET", "sffsffff", lambda world: [token_of(world)]),
    Row("reminders:turn_link", "GET", "snnnnnnn", lambda world: ["no-token"]),
]
