"""Addresses of launches and their gates. `<launch:key>` reads L-12 and gives the view the id 12."""

from django.urls import include, path, register_converter

from launchgate.launches.keys import LaunchKey
from launchgate.launches.views import (
    desk,
    gate_answers,
    gate_comments,
    gate_conditions,
    gate_decisions,
    gate_evidence,
    gate_hand_offs,
    gate_submissions,
    gates,
    history,
    launches,
    lifecycle,
    market,
    people_on_launch,
    revisions,
    search,
)

register_converter(LaunchKey, "launch")

app_name = "launches"

GATE = [
    path("", gates.gate_detail, name="gate"),
    path("items/<int:item_id>/answer/", gate_answers.item_save, name="item_answer"),
    path(
        "items/<int:item_id>/functions/<slug:function>/overrule-wording/",
        gate_answers.wording_overrule,
        name="overrule_wording",
    ),
    path("items/<int:item_id>/not-applicable/", gate_answers.item_not_applicable, name="item_not_applicable"),
    path("items/<int:item_id>/applicable/", gate_answers.item_applicable, name="item_applicable"),
    path("items/<int:item_id>/evidence/", gate_evidence.evidence_add, name="evidence_add"),
    path("submit/", gate_submissions.gate_submit, name="gate_submit"),
    path("take-back/", gate_submissions.gate_take_back, name="gate_take_back"),
    path("functions/<slug:function>/sign/", gate_decisions.gate_sign, name="gate_sign"),
    path("functions/<slug:function>/withdraw/", gate_decisions.gate_withdraw, name="gate_withdraw"),
    path("functions/<slug:function>/not-applicable/", gate_decisions.gate_not_applicable, name="gate_not_applicable"),
    path("override/", gate_decisions.gate_override, name="gate_override"),
    path("reopen/", gate_decisions.gate_reopen, name="gate_reopen"),
    path("hand-offs/<int:hand_off_id>/accept/", gate_hand_offs.hand_off_accept, name="hand_off_accept"),
    path("hand-offs/<int:hand_off_id>/bounce/", gate_hand_offs.hand_off_bounce, name="hand_off_bounce"),
    path("hand-offs/<int:hand_off_id>/reply/", gate_hand_offs.hand_off_reply, name="hand_off_reply"),
    path("conditions/<int:condition_id>/done/", gate_conditions.condition_done, name="condition_done"),
    path("conditions/<int:condition_id>/confirm/", gate_conditions.condition_confirm, name="condition_confirm"),
    path("conditions/<int:condition_id>/reject/", gate_conditions.condition_reject, name="condition_reject"),
    path("conditions/<int:condition_id>/extend/", gate_conditions.condition_extend, name="condition_extend"),
    path("conditions/<int:condition_id>/drop/", gate_conditions.condition_drop, name="condition_drop"),
    path("history/", history.gate_history, name="gate_history"),
    path("pack/", gates.gate_pack, name="gate_pack"),
    path("comments/", gate_comments.gate_comment, name="gate_comment"),
]

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("search/", search.search, name="search"),
    path("launches/", launches.launch_list, name="list"),
    path("go-to-market/", market.go_to_market, name="market"),
    path("launches/new/", launches.launch_new, name="new"),
    path("launches/<launch:launch_id>/", launches.launch_detail, name="detail"),
    path("launches/<launch:launch_id>/history/", history.launch_history, name="history"),
    path("launches/<launch:launch_id>/export/", history.launch_export, name="export"),
    path("launches/<launch:launch_id>/edit/", launches.launch_edit, name="edit"),
    path("launches/<launch:launch_id>/target/", lifecycle.launch_target, name="target"),
    path("launches/<launch:launch_id>/hold/", lifecycle.launch_hold, name="hold"),
    path("launches/<launch:launch_id>/resume/", lifecycle.launch_resume, name="resume"),
    path("launches/<launch:launch_id>/go-live/", lifecycle.launch_go_live, name="go_live"),
    path("launches/<launch:launch_id>/stop/", lifecycle.launch_stop, name="stop"),
    path("launches/<launch:launch_id>/hand-over/", people_on_launch.launch_hand_over, name="hand_over"),
    path("launches/<launch:launch_id>/playbook/", revisions.launch_playbook, name="playbook"),
    path(
        "launches/<launch:launch_id>/playbook/versions/<int:number>/take/", revisions.version_take, name="version_take"
    ),
    path(
        "launches/<launch:launch_id>/playbook/versions/<int:number>/leave/",
        revisions.version_leave,
        name="version_leave",
    ),
    path("launches/<launch:launch_id>/playbook/tier/", revisions.tier_change, name="tier_change"),
    path("launches/<launch:launch_id>/playbook/tier/propose/", revisions.tier_propose, name="tier_propose"),
    path("launches/<launch:launch_id>/playbook/tier/leave/", revisions.tier_leave, name="tier_leave"),
    path("launches/<launch:launch_id>/follow/", people_on_launch.launch_follow, name="follow"),
    path("launches/<launch:launch_id>/unfollow/", people_on_launch.launch_unfollow, name="unfollow"),
    path("launches/<launch:launch_id>/evidence/<int:evidence_id>/", gate_evidence.evidence_download, name="evidence"),
    path(
        "launches/<launch:launch_id>/evidence/<int:evidence_id>/remove/",
        gate_evidence.evidence_remove,
        name="evidence_remove",
    ),
    path(
        "launches/<launch:launch_id>/conditions/proof/<int:proof_id>/",
        gate_conditions.condition_proof,
        name="condition_proof",
    ),
    path("launches/<launch:launch_id>/gates/<slug:kind>/", include(GATE)),
]
