"""Who is answered what by the addresses that ask nobody to sign in."""

from tests.permissions.addressing import Row, given

# What nobody has to sign in for.
OPEN = [
    Row("core:healthz", "GET", "oooooooo"),
    Row("people:sign_in", "GET", "osssssss"),
    Row("people:password_reset", "GET", "oooooooo"),
    Row("people:password_reset_sent", "GET", "oooooooo"),
    Row("people:theme", "POST", "mmmmmmmm", given=given(theme="dark")),
    # There are people already, so nobody becomes the first administrator.
    Row("people:welcome", "GET", "ssssssss"),
    Row("people:set_password", "GET", "oooooooo", lambda world: ["x", "y"]),
    # Mail leaves by no provider.
    Row("outbox:mail_events", "POST", "nnnnnnnn"),
    # The address itself is the key; tests/api shows what the right one opens.
    Row("api:calendar", "GET", "nnnnnnnn", lambda world: ["wrong"]),
]
