"""Addresses of the offerings room."""

from django.urls import path

from launchgate.offerings.views import catalogue

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
]
