"""The permission matrix: every address and method, what is sent, and what each role is answered.

One letter per role, in the order of world.ROLES: anonymous, outsider, member, head, owner, sponsor, executive,
administrator.
"""

from tests.permissions.addressing import Row, day, decided, given, of, on, soon, token_of, turn_on
from tests.permissions.world import FIRST, SECOND

# s: sent to sign-in; o: the page; m: done, and moved on; f: forbidden, and why; n: not there (for this reader);
# c: cannot happen now; i: the input does not fit.
CODES = {"s": 302, "o": 200, "m": 303, "f": 403, "n": 404, "c": 409, "i": 422}

REASON = {"reason": "Because."}
READ = "sooooooo"

LAUNCHES = [
    Row("launches:desk", "GET", READ),
    Row("launches:search", "GET", READ, given=given(q="open")),
    Row("launches:list", "GET", READ),
    Row("launches:new", "GET", READ),
    Row("launches:new", "POST", "siiiiiii"),
    Row("launches:detail", "GET", READ, on("open")),
    Row("launches:history", "GET", READ, on("open")),
    Row("launches:export", "POST", READ, on("open")),
    Row("launches:edit", "GET", "sfffooff", on("open")),
    Row("launches:edit", "POST", "sfffmmff", on("open"), given(name="N", summary="S", audience="A")),
    Row("launches:target", "GET", "sfffooff", on("open")),
    Row("launches:target", "POST", "sfffmmff", on("open"), lambda world: {"target_date": day(90)}),
    Row("launches:hold", "GET", "sfffooff", on("open")),
    Row("launches:hold", "POST", "sfffmmff", on("open"), lambda world: REASON | {"look_again_on": day(9)}),
    Row("launches:resume", "POST", "sfffmmff", on("held")),
    Row("launches:go_live", "POST", "sfffmmff", on("done")),
    Row("launches:stop", "GET", "sfffooff", on("open")),
    Row("launches:stop", "POST", "sfffmmff", on("open"), given(**REASON)),
    Row("launches:hand_over", "GET", "sfffoofo", on("open")),
    Row(
        "launches:hand_over",
        "POST",
        "sfffmmfm",
        on("open"),
        lambda world: {"role": "owner", "person": world.people["outsider"].pk},
    ),
    Row("launches:playbook", "GET", READ, on("open")),
    Row("launches:version_take", "POST", "sffmmmff", on("open", 2)),
    Row("launches:version_take", "POST", "snnnnnnn", on("open", 9)),
    Row("launches:version_leave", "POST", "sffmmmff", on("open", 2), given(**REASON)),
    Row("launches:version_leave", "POST", "sffiiiff", on("open", 2)),
    Row("launches:tier_change", "POST", "sfffmmff", on("tiered"), given(tier=1, **REASON)),
    Row("launches:tier_change", "POST", "sffffmff", on("tiered"), given(tier=3, **REASON)),
    Row("launches:tier_change", "POST", "sffffmff", on("proposed"), given(tier=3)),
    Row("launches:tier_propose", "POST", "sfffmmff", on("tiered"), given(tier=3, **REASON)),
    Row("launches:tier_propose", "POST", "sfffiiff", on("tiered"), given(tier=3)),
    Row("launches:tier_leave", "POST", "sfffmmff", on("proposed"), given(**REASON)),
    Row("launches:tier_leave", "POST", "sfffiiff", on("proposed")),
    Row("launches:follow", "POST", "smmmmmmm", on("open")),
    Row("launches:unfollow", "POST", "smmmmmmm", on("open")),
    Row("launches:evidence", "GET", "snnnnnnn", on("open", "evidence")),
    Row("launches:evidence_remove", "POST", "sfmmmmff", on("open", "evidence")),
]

GATES = [
    Row("launches:gate", "GET", READ, on("review", FIRST)),
    Row("launches:gate_history", "GET", READ, on("review", FIRST)),
    Row("launches:gate_pack", "GET", READ, on("review", FIRST)),
    Row("launches:gate_comment", "POST", "smmmmmmm", on("review", FIRST), given(text="Hear, hear.")),
    Row("launches:item_answer", "POST", "sfmmmmff", on("open", FIRST, "item"), given(value="3")),
    Row("launches:overrule_wording", "POST", "sffmffff", on("reworded", FIRST, "reworded", "customer-care")),
    Row("launches:evidence_add", "POST", "sfmmmmff", on("open", FIRST, "item"), given(kind="note", note="Seen.")),
    Row("launches:item_not_applicable", "POST", "sffmffff", on("open", FIRST, "item"), given(**REASON)),
    Row("launches:item_applicable", "POST", "sffmffff", on("open", FIRST, "needless item")),
    Row("launches:gate_submit", "POST", "sfffmfff", on("open", FIRST), given(note="Read this.")),
    Row("launches:gate_take_back", "POST", "sfffmfff", on("review", FIRST)),
    Row("launches:gate_sign", "POST", "sffmffff", on("review", FIRST, "customer-care"), decided("review")),
    Row("launches:gate_withdraw", "POST", "sffmffff", on("signed", FIRST, "customer-care"), given(**REASON)),
    Row("launches:gate_not_applicable", "POST", "sffmffff", on("review", FIRST, "customer-care"), given(**REASON)),
    Row("launches:gate_override", "POST", "sffffmff", on("review", FIRST), given(**REASON)),
    Row("launches:gate_reopen", "POST", "sffmfmff", on("signed", FIRST), given(**REASON)),
    Row("launches:hand_off_accept", "POST", "sfffffff", on("handed", SECOND, "handed")),
    Row("launches:hand_off_bounce", "POST", "sfffffff", on("handed", SECOND, "handed"), given(question="Who?")),
    Row("launches:hand_off_reply", "POST", "sfffmfff", on("bounced", SECOND, "bounced"), given(reply="Ann.")),
    Row("launches:condition_done", "POST", "sfmfmfff", on("conditional", FIRST, "conditional")),
    Row("launches:condition_confirm", "POST", "sffmffff", on("reported", FIRST, "reported")),
    Row("launches:condition_reject", "POST", "sffmffff", on("reported", FIRST, "reported"), given(**REASON)),
    Row(
        "launches:condition_extend",
        "POST",
        "sffffmff",
        on("missed", FIRST, "missed"),
        lambda world: REASON | {"due_on": day(20)},
    ),
    Row("launches:condition_drop", "POST", "sffmffff", on("conditional", FIRST, "conditional"), given(**REASON)),
    Row("launches:condition_proof", "GET", "snnnnnnn", on("reported", "proof")),
]

# May comes before can now: on a stopped launch, or on a gate in the wrong state, nobody can do these things. Whoever
# has the right is told so (c); everybody else is still told that they have no right (f), whatever they send.
STOPPED = [
    Row("launches:edit", "GET", "sfffccff", on("stopped")),
    Row("launches:edit", "POST", "sfffccff", on("stopped"), given(name="N", summary="S", audience="A")),
    Row("launches:target", "POST", "sfffccff", on("stopped"), lambda world: {"target_date": day(90)}),
    Row("launches:hold", "POST", "sfffccff", on("stopped"), lambda world: REASON | {"look_again_on": day(9)}),
    Row("launches:resume", "POST", "sfffccff", on("stopped")),
    Row("launches:go_live", "POST", "sfffccff", on("stopped")),
    Row("launches:stop", "POST", "sfffccff", on("stopped"), given(**REASON)),
    Row("launches:version_take", "POST", "sffcccff", on("stopped", 2)),
    Row("launches:version_leave", "POST", "sffcccff", on("stopped", 2), given(**REASON)),
    Row("launches:tier_change", "POST", "sfffccff", on("stopped"), given(tier=1, **REASON)),
    Row("launches:tier_propose", "POST", "sfffccff", on("stopped"), given(tier=2, **REASON)),
    Row("launches:tier_leave", "POST", "sfffccff", on("stopped"), given(**REASON)),
    Row("launches:item_answer", "POST", "sfccccff", on("stopped", FIRST, "stopped item"), given(value="3")),
    Row("launches:item_answer", "POST", "sfccccff", on("stopped", FIRST, "stopped item"), given(value="")),
    Row("launches:evidence_add", "POST", "sfccccff", on("stopped", FIRST, "stopped item"), given(kind="note")),
    Row("launches:evidence_remove", "POST", "sfccccff", on("stopped", "stopped evidence")),
    Row("launches:item_not_applicable", "POST", "sffcffff", on("stopped", FIRST, "stopped item"), given(**REASON)),
    Row("launches:item_applicable", "POST", "sffcffff", on("stopped", FIRST, "stopped item")),
    Row("launches:gate_take_back", "POST", "sfffcfff", on("stopped", FIRST)),
    Row("launches:gate_sign", "POST", "sffcffff", on("stopped", FIRST, "customer-care"), decided("stopped")),
    Row("launches:gate_withdraw", "POST", "sffcffff", on("stopped", FIRST, "customer-care"), given(**REASON)),
    Row("launches:gate_not_applicable", "POST", "sffcffff", on("stopped", FIRST, "customer-care"), given(**REASON)),
    Row("launches:gate_override", "POST", "sffffcff", on("stopped", FIRST), given(**REASON)),
    Row("launches:gate_reopen", "POST", "sffcfcff", on("stopped", FIRST), given(**REASON)),
    Row("launches:hand_off_accept", "POST", "sfffffff", on("stopped", SECOND, "stopped hand-off")),
    Row("launches:hand_off_bounce", "POST", "sfffffff", on("stopped", SECOND, "stopped hand-off")),
    Row("launches:hand_off_reply", "POST", "sfffcfff", on("stopped", SECOND, "stopped hand-off")),
    Row("launches:condition_done", "POST", "sfcfcfff", on("stopped", FIRST, "stopped")),
    Row("launches:condition_confirm", "POST", "sffcffff", on("stopped", FIRST, "stopped")),
    Row("launches:condition_reject", "POST", "sffcffff", on("stopped", FIRST, "stopped")),
    Row("launches:condition_extend", "POST", "sffffcff", on("stopped", FIRST, "stopped")),
    Row("launches:condition_drop", "POST", "sffcffff", on("stopped", FIRST, "stopped")),
]
NOT_NOW = [
    Row("launches:resume", "POST", "sfffccff", on("open")),
    Row("launches:resume", "POST", "sfffccff", on("missed")),
    Row("launches:target", "POST", "sfffmmff", on("missed"), lambda world: {"target_date": day(90)}),
    Row("launches:condition_extend", "POST", "sffffcff", on("conditional", FIRST, "conditional")),
    Row("launches:go_live", "POST", "sfffccff", on("open")),
    Row("launches:gate_submit", "POST", "sfffcfff", on("open", SECOND)),
    Row("launches:gate_submit", "POST", "sfffcfff", on("signed", FIRST)),
    Row("launches:gate_take_back", "POST", "sfffcfff", on("open", FIRST)),
    Row("launches:gate_sign", "POST", "sffcffff", on("open", FIRST, "customer-care"), decided("open")),
    Row("launches:gate_sign", "POST", "sffcffff", on("signed", FIRST, "customer-care"), given(decision="sent_back")),
    Row("launches:gate_sign", "POST", "sffcffff", on("signed", FIRST, "customer-care"), decided("signed")),
    Row("launches:gate_withdraw", "POST", "sffcffff", on("review", FIRST, "customer-care"), given(**REASON)),
    Row("launches:gate_not_applicable", "POST", "sffcffff", on("signed", FIRST, "customer-care")),
    Row("launches:gate_override", "POST", "sffffcff", on("signed", FIRST)),
    Row("launches:gate_reopen", "POST", "sffcfcff", on("open", FIRST)),
    Row("launches:hand_off_reply", "POST", "sfffcfff", on("handed", SECOND, "handed")),
    Row("launches:condition_done", "POST", "sfcfcfff", on("reported", FIRST, "reported")),
    Row("launches:condition_confirm", "POST", "sffcffff", on("conditional", FIRST, "conditional")),
    Row("launches:condition_reject", "POST", "sffcffff", on("conditional", FIRST, "conditional")),
]

# A confidential launch is not there for those who have no part in it: not in any page, whatever is sent.
CONFIDENTIAL = [
    Row("launches:detail", "GET", "snnoooon", on("secret")),
    Row("launches:history", "GET", "snnoooon", on("secret")),
    Row("launches:export", "POST", "snnoooon", on("secret")),
    Row("launches:gate_pack", "GET", "snnoooon", on("secret", FIRST)),
    Row("launches:gate", "GET", "snnoooon", on("secret", FIRST)),
    Row("launches:gate_comment", "POST", "snnmmmmn", on("secret", FIRST), given(text="Hear, hear.")),
    Row("launches:follow", "POST", "snnmmmmn", on("secret")),
    Row("launches:stop", "POST", "snnfmmfn", on("secret"), given(**REASON)),
    Row("launches:gate_override", "POST", "snnffmfn", on("secret", FIRST), given(**REASON)),
]

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

EDIT_POST = "sffmfffm"
PLAYBOOKS = [
    Row("playbooks:list", "GET", READ),
    Row("playbooks:detail", "GET", READ, of("playbook")),
    Row("playbooks:version", "GET", READ, of("version")),
    Row("playbooks:reminders", "GET", READ, of("version")),
    Row("playbooks:gate_items", "GET", READ, of("version gate")),
    Row("playbooks:new", "GET", "sffofffo"),
    Row("playbooks:new", "POST", "sffifffi"),
    Row("playbooks:import", "GET", "sffofffo"),
    Row("playbooks:import", "POST", "sffifffi"),
    Row("playbooks:assign", "GET", "sffnfffn", of("nothing")),
    Row("playbooks:checklist_drop", "POST", "snnnnnnn", of("nothing")),
    Row("playbooks:rename", "GET", "sffofffo", of("playbook")),
    Row("playbooks:rename", "POST", EDIT_POST, of("playbook"), given(name="Launch")),
    Row("playbooks:draft_start", "POST", EDIT_POST, of("playbook")),
    Row("playbooks:retire", "POST", EDIT_POST, of("playbook")),
    Row("playbooks:restore", "POST", "sffcfffc", of("playbook")),
    # A published version never changes, whoever asks.
    Row("playbooks:policy", "GET", "sffcfffc", of("version id")),
    Row("playbooks:policy", "POST", "sffcfffc", of("version id")),
    Row("playbooks:policy_differs", "GET", "sffcfffc", of("version id")),
    Row("playbooks:policy_differs", "POST", "sffcfffc", of("version id")),
    Row("playbooks:policy_same", "POST", "sffcfffc", of("version id")),
    Row("playbooks:publish", "POST", "sffcfffc", of("version id")),
    Row("playbooks:draft_drop", "POST", "sffcfffc", of("version id")),
    Row("playbooks:gate_new", "GET", "sffcfffc", of("version id")),
    Row("playbooks:gate_edit", "GET", "sffcfffc", of("gate template")),
    Row("playbooks:gate_remove", "POST", "sffcfffc", of("gate template")),
    Row("playbooks:item_new", "GET", "sffcfffc", of("gate template")),
    Row("playbooks:item_edit", "GET", "sffcfffc", of("item template")),
    Row("playbooks:item_move", "POST", "sffcfffc", of("item template"), given(direction="up")),
    Row("playbooks:item_remove", "POST", "sffcfffc", of("item template")),
]

OTHERS = [
    Row("readiness:index", "GET", READ),
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
    Row("outbox:inbox", "GET", READ),
    Row("outbox:operations", "GET", ADMINISTER),
    # Nothing has failed.
    Row("outbox:retry", "POST", "sffffffc"),
    Row("outbox:retry", "POST", "sffffffi", given=given(message="x")),
    Row("outbox:mark_all_read", "POST", "smmmmmmm", given=given(up_to="1")),
    # The message is the outsider's.
    Row("outbox:mark_read", "POST", "smnnnnnn", of("message")),
]

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

ROWS = [*LAUNCHES, *GATES, *STOPPED, *NOT_NOW, *CONFIDENTIAL, *PEOPLE, *PLAYBOOKS, *OTHERS, *OPEN]
# Addresses that answer machines by what is running, not by who asks.
NOT_BY_ROLE = {"core:readyz"}
