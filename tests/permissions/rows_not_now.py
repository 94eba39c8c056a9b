"""Who is answered what by a launch or gate that is in no state for it."""

from tests.permissions.addressing import REASON, Row, day, decided, given, on
from tests.permissions.world import FIRST, SECOND

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
