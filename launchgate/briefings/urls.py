"""Addresses of the briefings room. `<launch:key>` reads L-12 and gives the view the id 12."""

from django.urls import path

from launchgate.briefings.views import briefings, plans, readers

app_name = "briefings"

OF_CUSTOMER = "launches/<launch:launch_id>/hand-over-plan/customers/<int:customer_id>"

urlpatterns = [
    path("launches/<launch:launch_id>/briefings/", briefings.briefing_list, name="list"),
    path("launches/<launch:launch_id>/briefings/new/", briefings.briefing_new, name="new"),
    path("launches/<launch:launch_id>/hand-over-plan/", plans.plan_detail, name="plan"),
    path("launches/<launch:launch_id>/hand-over-plan/edit/", plans.plan_edit, name="plan_edit"),
    path("launches/<launch:launch_id>/hand-over-plan/for-customer/", plans.plan_print, name="plan_print"),
    path("launches/<launch:launch_id>/hand-over-plan/for-customer.pdf", plans.plan_pdf, name="plan_pdf"),
    path("launches/<launch:launch_id>/hand-over-plan/steps/<slug:key>/", plans.step_mark, name="step_mark"),
    path("launches/<launch:launch_id>/hand-over-plan/customers/", plans.plan_begin, name="plan_begin"),
    path(f"{OF_CUSTOMER}/", plans.plan_detail, name="plan"),
    path(f"{OF_CUSTOMER}/edit/", plans.plan_edit, name="plan_edit"),
    path(f"{OF_CUSTOMER}/for-customer/", plans.plan_print, name="plan_print"),
    path(f"{OF_CUSTOMER}/for-customer.pdf", plans.plan_pdf, name="plan_pdf"),
    path(f"{OF_CUSTOMER}/steps/<slug:key>/", plans.step_mark, name="step_mark"),
    path("briefings/<int:briefing_id>/", readers.briefing_read, name="read"),
    path("briefings/<int:briefing_id>/acknowledge/", readers.briefing_acknowledge, name="acknowledge"),
    path("briefings/<int:briefing_id>/ask/", readers.briefing_ask, name="ask"),
    path("briefings/questions/<int:question_id>/answer/", readers.question_answer, name="answer"),
    path("briefings/<int:briefing_id>/readers/", readers.briefing_readers, name="readers"),
    path("briefings/<int:briefing_id>/readers.csv", readers.readers_csv, name="readers_csv"),
    path("briefings/<int:briefing_id>/edit/", briefings.briefing_edit, name="edit"),
    path("briefings/<int:briefing_id>/correct/", briefings.briefing_correct, name="correct"),
    path("briefings/<int:briefing_id>/drop/", briefings.briefing_drop, name="drop"),
    path("briefings/<int:briefing_id>/publish/", briefings.briefing_publish, name="publish"),
    path("briefings/<int:briefing_id>/waive/", briefings.briefing_waive, name="waive"),
    path("briefings/<int:briefing_id>/nudge/", briefings.briefing_nudge, name="nudge"),
    path("briefings/<int:briefing_id>/readers/<int:reading_id>/nudge/", briefings.briefing_nudge, name="nudge_one"),
]
