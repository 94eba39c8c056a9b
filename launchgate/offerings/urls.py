"""Addresses of the offerings room."""

from django.urls import path

from launchgate.offerings.views import catalogue, exceptions, launches

app_name = "offerings"

urlpatterns = [
    path("offerings/", catalogue.offering_list, name="list"),
    path("offerings/new/", catalogue.offering_new, name="new"),
    path("offerings/<int:pk>/", catalogue.offering_detail, name="detail"),
    path("offerings/<int:pk>/versions/<int:number>/", catalogue.offering_edition, name="edition"),
    path("offerings/<int:pk>/revise/", catalogue.offering_revise, name="revise"),
    path("offerings/<int:pk>/retire/", catalogue.offering_retire, name="retire"),
    path("offerings/<int:pk>/restore/", catalogue.offering_restore, name="restore"),
    path("offerings/<int:pk>/acknowledge/", catalogue.training_acknowledge, name="acknowledge"),
    path("exceptions/", exceptions.exception_list, name="exceptions"),
    path("exceptions/new/", exceptions.exception_new, name="ask"),
    path("exceptions/similar/", exceptions.exception_similar, name="similar"),
    path("exceptions/<int:pk>/", exceptions.exception_detail, name="exception"),
    path("exceptions/<int:pk>/voices/<slug:function>/", exceptions.voice_say, name="voice"),
    path("exceptions/<int:pk>/approve/", exceptions.exception_approve, name="approve"),
    path("exceptions/<int:pk>/decline/", exceptions.exception_decline, name="decline"),
    path("exceptions/<int:pk>/withdraw/", exceptions.exception_withdraw, name="withdraw"),
    path("exceptions/<int:pk>/dismiss/", exceptions.standard_dismiss, name="dismiss"),
    path("launches/<launch:launch_id>/offering/", launches.launch_offering, name="of_launch"),
]
