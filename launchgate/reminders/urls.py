"""Addresses of turns: by a signed link from a mail, or by number for who is signed in."""

from django.urls import path

from launchgate.reminders import views

app_name = "reminders"

urlpatterns = [
    path("turns/<int:turn_id>/", views.turn_page, name="turn"),
    path("turns/<int:turn_id>/ask/", views.turn_ask, name="turn_ask"),
    path("turns/questions/<int:question_id>/answer/", views.turn_answer, name="turn_answer"),
    path("turns/<int:turn_id>/delegate/", views.turn_delegate, name="turn_delegate"),
    path("turns/<int:turn_id>/rest/", views.turn_rest, name="turn_rest"),
    path("turns/<int:turn_id>/pass-on/", views.turn_pass_on, name="turn_pass_on"),
    path("turns/<str:token>/", views.turn_link, name="turn_link"),
]
