"""Addresses of the customers room: on a launch, and over all of them."""

from django.urls import include, path

from launchgate.customers.views import adding, erasing, insights, overall, promises, questions

app_name = "customers"

ON_A_LAUNCH = [
    path("customers/", insights.customer_log, name="launch"),
    path("customers/<int:insight_id>/", insights.insight_detail, name="insight"),
    path("customers/<int:insight_id>/correct/", insights.insight_correct, name="insight_correct"),
    path("customers/<int:insight_id>/withdraw/", insights.insight_withdraw, name="insight_withdraw"),
    path("customers/files/<int:proof_id>/", insights.insight_proof, name="insight_proof"),
    path("questions/ask/", questions.question_ask, name="question_ask"),
    path("questions/<int:question_id>/", questions.question_detail, name="question"),
    path("questions/<int:question_id>/answer/", questions.question_answer, name="question_answer"),
    path("questions/<int:question_id>/withdraw/", questions.question_withdraw, name="question_withdraw"),
    path("promises/", promises.launch_promises, name="promises"),
    path("promises/record/", promises.promise_record, name="promise_record"),
    path("promises/<int:promise_id>/", promises.promise_detail, name="promise"),
    path("promises/<int:promise_id>/back/", promises.promise_back, name="promise_back"),
    path("promises/<int:promise_id>/withdraw/", promises.promise_withdraw, name="promise_withdraw"),
    path("promises/<int:promise_id>/kept/", promises.promise_kept, name="promise_kept"),
]

urlpatterns = [
    path("launches/<launch:launch_id>/", include(ON_A_LAUNCH)),
    path("customers/", overall.customers, name="search"),
    path("customers/add/", adding.insight_add, name="add"),
    path("customers/erase/", erasing.customer_erase, name="erase"),
    path("customers/<int:customer_id>/", overall.customer_detail, name="customer"),
    path("promises/", overall.ledger, name="ledger"),
    path("promises/record/", adding.promise_begin, name="promise_begin"),
]
