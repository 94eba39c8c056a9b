"""Addresses of the reviews room."""

from django.urls import include, path

from launchgate.reviews.views import costs, lessons, reviews, targets

app_name = "reviews"

REVIEW = [
    path("", reviews.review_detail, name="review"),
    path("targets/<int:target_id>/", reviews.review_read, name="review_read"),
    path("facts/<int:item_id>/", reviews.review_compare, name="review_compare"),
    path("functions/<int:contribution_id>/", reviews.review_contribute, name="review_contribute"),
    path("close/", reviews.review_close, name="review_close"),
]

LESSONS = [
    path("", lessons.lesson_list, name="lessons"),
    path("costs/", costs.cost_list, name="costs"),
    path("new/", lessons.lesson_new, name="lesson_new"),
    path("<int:lesson_id>/", lessons.lesson_detail, name="lesson"),
    path("<int:lesson_id>/take/", lessons.lesson_take, name="lesson_take"),
    path("<int:lesson_id>/drop/", lessons.lesson_drop, name="lesson_drop"),
    path("<int:lesson_id>/keep/", lessons.lesson_keep, name="lesson_keep"),
]

urlpatterns = [
    path("lessons/", include(LESSONS)),
    path("launches/<launch:launch_id>/lessons/", lessons.fit_list, name="fits"),
    path("launches/<launch:launch_id>/lessons/<int:fit_id>/", lessons.fit_look, name="fit_look"),
    path("launches/<launch:launch_id>/targets/", targets.target_list, name="targets"),
    path("launches/<launch:launch_id>/targets/<int:target_id>/", targets.target_edit, name="target"),
    path("launches/<launch:launch_id>/targets/<int:target_id>/drop/", targets.target_drop, name="target_drop"),
    path("launches/<launch:launch_id>/reviews/<int:day>/", include(REVIEW)),
]
