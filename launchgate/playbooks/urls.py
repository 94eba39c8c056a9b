"""Addresses of playbooks."""

from django.urls import path

from launchgate.playbooks.views import drafts, gates, imports, playbooks, reminders

app_name = "playbooks"

urlpatterns = [
    path("playbooks/", playbooks.playbook_list, name="list"),
    path("playbooks/new/", playbooks.playbook_new, name="new"),
    path("playbooks/import/", imports.checklist_new, name="import"),
    path("playbooks/import/<int:pk>/", imports.checklist_assign, name="assign"),
    path("playbooks/import/<int:pk>/drop/", imports.checklist_drop, name="checklist_drop"),
    path("playbooks/<int:pk>/", playbooks.playbook_detail, name="detail"),
    path("playbooks/<int:pk>/versions/<int:number>/", playbooks.version_detail, name="version"),
    path("playbooks/<int:pk>/versions/<int:number>/<slug:kind>/", playbooks.gate_items, name="gate_items"),
    path("playbooks/<int:pk>/rename/", playbooks.playbook_rename, name="rename"),
    path("playbooks/<int:pk>/draft/", drafts.draft_start, name="draft_start"),
    path("playbooks/<int:pk>/retire/", playbooks.playbook_retire, name="retire"),
    path("playbooks/<int:pk>/restore/", playbooks.playbook_restore, name="restore"),
    path("playbooks/<int:pk>/reminders/<int:number>/", reminders.version_reminders, name="reminders"),
    path("playbooks/drafts/<int:pk>/policy/", reminders.draft_policy, name="policy"),
    path("playbooks/drafts/<int:pk>/policy/differs/", reminders.draft_exception, name="policy_differs"),
    path("playbooks/drafts/<int:pk>/policy/same/", reminders.draft_exception_remove, name="policy_same"),
    path("playbooks/drafts/<int:pk>/publish/", drafts.draft_publish, name="publish"),
    path("playbooks/drafts/<int:pk>/drop/", drafts.draft_drop, name="draft_drop"),
    path("playbooks/drafts/<int:pk>/gates/new/", gates.gate_new, name="gate_new"),
    path("playbooks/gates/<int:pk>/", gates.gate_edit, name="gate_edit"),
    path("playbooks/gates/<int:pk>/remove/", gates.gate_remove, name="gate_remove"),
    path("playbooks/gates/<int:pk>/items/new/", gates.item_new, name="item_new"),
    path("playbooks/items/<int:pk>/", gates.item_edit, name="item_edit"),
    path("playbooks/items/<int:pk>/move/", gates.item_move, name="item_move"),
    path("playbooks/items/<int:pk>/remove/", gates.item_remove, name="item_remove"),
]
