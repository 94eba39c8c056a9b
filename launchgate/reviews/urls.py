"""Addresses of the reviews room."""

from django.urls import path

from launchgate.reviews.views import targets

app_name = "reviews"

urlpatterns = [
    path("launches/<launch:launch_id>/targets/", targets.target_list, name="targets"),
    path("launches/<launch:launch_id>/targets/<int:target_id>/", targets.target_edit, name="target"),
    path("launches/<launch:launch_id>/targets/<int:target_id>/drop/", targets.target_drop, name="target_drop"),
]
