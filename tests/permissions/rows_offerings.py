"""Who is answered what by the pages of standard offerings and exceptions. Nobody here is of operations."""

from typing import Any

from tests.permissions.addressing import READ, REASON, Address, Row, day, given, on

WORDS = {"name": "Checkout Care", "summary": "Help at the till.", "audience": "Shops"}


def row(name: str, *rest: Any) -> Address:
    """Address a row of the world by its name."""
    return lambda world: [world.rows[name], *rest]


OFFERINGS = [
    Row("offerings:list", "GET", READ),
    Row("offerings:detail", "GET", READ, row("offering")),
    Row("offerings:edition", "GET", READ, row("offering", 1)),
    Row("offerings:new", "GET", "sffffffo"),
    Row("offerings:new", "POST", "sffffffm", given=given(**WORDS)),
    Row("offerings:new", "POST", "sffffffi"),
    Row("offerings:revise", "GET", "sffffffo", row("offering")),
    Row("offerings:revise", "POST", "sffffffm", row("offering"), given(**WORDS, note="Shorter.")),
    Row("offerings:retire", "POST", "sffffffm", row("offering")),
    Row("offerings:restore", "POST", "sffffffc", row("offering")),
    Row("offerings:acknowledge", "POST", "smmmmmmm", row("offering"), given(training=1)),
    Row("offerings:acknowledge", "POST", "sccccccc", row("offering"), given(training=9)),
]

ASKED = {"customer": "Baltic Foods", "what": "A boat", "why": "They have a lake."}
YES = {"answer": "yes"}

EXCEPTIONS = [
    Row("offerings:exceptions", "GET", READ),
    Row("offerings:similar", "GET", READ, given=given(what="A boat")),
    Row("offerings:ask", "GET", READ),
    Row("offerings:ask", "POST", "smmmmmmm", given=given(**ASKED)),
    Row("offerings:ask", "POST", "siiiiiii"),
    Row("offerings:exception", "GET", READ, row("exception")),
    # On a confidential launch, whoever cannot see the launch is told that there is nothing.
    Row("offerings:exception", "GET", "snnoooon", row("secret exception")),
    Row("offerings:voice", "POST", "snnmfffn", row("secret exception", "customer-care"), given(**YES)),
    Row("offerings:voice", "POST", "sffmffff", row("exception", "customer-care"), given(**YES)),
    Row("offerings:voice", "POST", "sffiffff", row("exception", "customer-care"), given(answer="no")),
    Row("offerings:voice", "POST", "sffcffff", row("over", "customer-care"), given(answer="no")),
    Row("offerings:voice", "POST", "sffcffff", row("over", "customer-care"), given(**YES)),
    Row("offerings:approve", "POST", "sfffffff", row("exception"), lambda world: {"expires_on": day(30)}),
    Row("offerings:approve", "POST", "sffffmmf", row("contested"), lambda world: {"expires_on": day(30)}),
    Row("offerings:approve", "POST", "sffffiif", row("contested"), given(expires_on="2020-01-01")),
    Row("offerings:decline", "POST", "sfffffff", row("exception"), given(**REASON)),
    Row("offerings:decline", "POST", "sffffmmf", row("contested"), given(**REASON)),
    Row("offerings:decline", "POST", "sffffiif", row("contested")),
    Row("offerings:withdraw", "POST", "smffffff", row("exception")),
    Row("offerings:withdraw", "POST", "scffffff", row("over")),
    # Nothing is proposed here, so not even those who may can dismiss it.
    Row("offerings:dismiss", "POST", "sffffffc", row("exception"), given(**REASON)),
    Row("offerings:dismiss", "POST", "sffffffi", row("exception")),
    Row("offerings:of_launch", "POST", "sfffmmff", on("open"), lambda world: {"offering": world.rows["offering"]}),
    Row("offerings:of_launch", "POST", "sfffccff", on("stopped")),
]
