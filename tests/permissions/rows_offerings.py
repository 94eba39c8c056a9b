"""Who is answered what by the pages of standard offerings and exceptions. Nobody here is of operations."""

from tests.permissions.addressing import READ, Address, Row, given

WORDS = {"name": "Checkout Care", "summary": "Help at the till.", "audience": "Shops"}


def row(name: str, *rest: int) -> Address:
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
