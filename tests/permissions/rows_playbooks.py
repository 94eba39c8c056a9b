"""Who is answered what by the pages of playbooks."""

from tests.permissions.addressing import READ, Row, given, of

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
