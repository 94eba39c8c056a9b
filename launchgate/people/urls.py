"""Addresses of people: signing in, one's own page, people, functions, the company."""

from django.urls import path

from launchgate.people.views import (
    absences,
    assistants,
    calendar,
    chat,
    erasure,
    manage,
    me,
    people,
    places,
    preferences,
    sign_in,
)

app_name = "people"

urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("welcome/", sign_in.welcome, name="welcome"),
    path("password-reset/", sign_in.password_reset, name="password_reset"),
    path("password-reset/sent/", sign_in.password_reset_sent, name="password_reset_sent"),
    path("set-password/<uidb64>/<token>/", sign_in.SetPassword.as_view(), name="set_password"),
    path("me/", me.profile, name="profile"),
    path("me/password/", sign_in.ChangePassword.as_view(), name="password_change"),
    path("me/calendar/", calendar.calendar_address, name="calendar"),
    path("me/calendar/drop/", calendar.calendar_drop, name="calendar_drop"),
    path("me/preferences/", preferences.preferences, name="preferences"),
    path("me/chat/", chat.chat, name="chat"),
    path("me/chat/test/", chat.chat_test, name="chat_test"),
    path("theme/", me.theme, name="theme"),
    path("people/", people.person_list, name="list"),
    path("people/new/", manage.person_new, name="new"),
    path("people/<int:pk>/", people.person_detail, name="detail"),
    path("people/<int:pk>/edit/", manage.person_edit, name="edit"),
    path("people/<int:pk>/deactivate/", manage.person_deactivate, name="deactivate"),
    path("people/<int:pk>/reactivate/", manage.person_reactivate, name="reactivate"),
    path("people/<int:pk>/erase/", erasure.person_erase, name="erase"),
    path("people/<int:pk>/invite/", manage.person_invite, name="invite"),
    path("people/<int:pk>/try-address/", preferences.address_try, name="address_try"),
    path("people/<int:pk>/away/", absences.absence_new, name="absence_new"),
    path("people/<int:pk>/delegate/", absences.delegation_new, name="delegation_new"),
    path("people/<int:pk>/assistant/", assistants.assistant, name="assistant"),
    path("people/absences/<int:pk>/change/", absences.absence_change, name="absence_change"),
    path("people/absences/<int:pk>/end/", absences.absence_end, name="absence_end"),
    path("people/seats/new/", places.seat_new, name="seat_new"),
    path("people/seats/<int:pk>/rank/", places.seat_rank, name="seat_rank"),
    path("people/seats/<int:pk>/end/", places.seat_end, name="seat_end"),
    path("people/functions/new/", places.function_new, name="function_new"),
    path("people/functions/<int:pk>/", places.function_detail, name="function"),
    path("people/functions/<int:pk>/edit/", places.function_edit, name="function_edit"),
    path("people/functions/<int:pk>/close/", places.function_close, name="function_close"),
    path("people/functions/<int:pk>/merge/", places.function_merge, name="function_merge"),
    path("people/company/", places.company_edit, name="company"),
]
