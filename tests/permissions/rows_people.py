"""Who is answered what by the pages of people, their settings and functions."""

from tests.permissions.addressing import READ, Row, given, of

ADMINISTER, ADMINISTER_POST = "sffffffo", "sffffffm"

PEOPLE = [
    Row("people:list", "GET", READ),
    Row("people:detail", "GET", READ, of("person")),
    Row("people:function", "GET", READ, of("function")),
    Row("people:profile", "GET", READ),
    Row("people:profile", "POST", "siiiiiii"),
    Row("people:preferences", "GET", READ),
    Row("people:preferences", "POST", "smmmmmmm", given=given(digest_at="08:30")),
    Row("people:preferences", "POST", "siiiiiii", given=given(digest_at="25:00")),
    # Nobody's mail is refused; only the person and administrators are told so.
    Row("people:address_try", "POST", "sfcffffc", of("person")),
    Row("people:password_change", "GET", READ),
    Row("people:password_change", "POST", "siiiiiii"),
    Row("people:chat", "GET", READ),
    Row("people:chat", "POST", "smmmmmmm", given=given(channel="mail")),
    Row("people:chat", "POST", "siiiiiii", given=given(channel="slack", chat_address="https://localhost/")),
    # Nobody has chosen a chat yet.
    Row("people:chat_test", "POST", "sccccccc"),
    Row("people:calendar", "GET", READ),
    Row("people:calendar", "POST", READ),
    # Nobody has an address yet.
    Row("people:calendar_drop", "POST", "sccccccc"),
    Row("people:sign_out", "POST", "mmmmmmmm"),
    Row("people:new", "GET", ADMINISTER),
    Row("people:new", "POST", "sffffffi"),
    Row("people:edit", "GET", ADMINISTER, of("person")),
    Row("people:edit", "POST", "sffffffi", of("person")),
    Row("people:deactivate", "POST", ADMINISTER_POST, of("person")),
    Row("people:reactivate", "POST", "sffffffc", of("person")),
    # Whoever is active is deactivated first.
    Row("people:erase", "GET", "sffffffc", of("person")),
    Row("people:erase", "POST", "sffffffc", of("person"), given(sure="on")),
    Row("people:invite", "POST", ADMINISTER_POST, of("person")),
    Row("people:absence_new", "GET", "sfofffoo", of("person")),
    Row("people:absence_new", "POST", "sfifffii", of("person")),
    Row("people:delegation_new", "GET", "sfofffoo", of("person")),
    Row("people:delegation_new", "POST", "sfifffii", of("person")),
    Row("people:assistant", "GET", "sfoffffo", of("person")),
    Row("people:assistant", "POST", "sfmffffm", of("person")),
    Row("people:absence_change", "GET", "sfofffoo", of("absence")),
    Row("people:absence_change", "POST", "sfifffii", of("absence")),
    Row("people:absence_end", "POST", "sfmfffmm", of("absence")),
    Row("people:absence_end", "POST", "snnnnnnn", of("nothing")),
    Row("people:seat_new", "GET", ADMINISTER),
    Row("people:seat_new", "POST", "sffffffi"),
    Row("people:seat_rank", "POST", ADMINISTER_POST, of("seat"), given(rank="deputy")),
    Row("people:seat_end", "POST", ADMINISTER_POST, of("seat")),
    Row("people:function_new", "GET", ADMINISTER),
    Row("people:function_new", "POST", ADMINISTER_POST, given=given(name="Legal")),
    Row("people:function_edit", "GET", ADMINISTER, of("function")),
    Row("people:function_edit", "POST", ADMINISTER_POST, of("function"), given(name="Care")),
    Row("people:function_close", "POST", ADMINISTER_POST, of("function")),
    Row("people:function_merge", "POST", "sffffffi", of("function")),
    Row("people:company", "GET", ADMINISTER),
    Row("people:company", "POST", "sffffffi"),
]
