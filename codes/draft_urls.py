from __future__ import annotations

from django.urls import path

from codes import draft_views as views
from codes import value_views

urlpatterns = [
    path("law/", views.law, name="law"),
    path("law/<slug:kind>/<int:pk>/begin/", views.begin, name="draft_begin"),
    path("law/<slug:kind>/drafts/<int:pk>/", views.draft, name="draft"),
    path("law/<slug:kind>/drafts/<int:pk>/heading/", views.heading, name="draft_heading"),
    path("law/<slug:kind>/drafts/<int:pk>/steps/<slug:step>/", views.step, name="draft_step"),
    path("law/drafts/<int:pk>/provisions/new/", views.provision, name="draft_provision_new"),
    path(
        "law/drafts/<int:pk>/provisions/new/difference/",
        views.difference,
        name="draft_difference_new",
    ),
    path("law/drafts/<int:pk>/provisions/<str:number>/", views.provision, name="draft_provision"),
    path(
        "law/drafts/<int:pk>/provisions/<str:number>/difference/",
        views.difference,
        name="draft_difference",
    ),
    path("law/drafts/<int:pk>/provisions/<str:number>/remove/", views.remove, name="draft_remove"),
    path("law/drafts/<int:pk>/values/<str:key>/", value_views.value, name="draft_value"),
    path(
        "law/drafts/<int:pk>/values/<str:key>/remove/",
        value_views.remove_value,
        name="draft_value_remove",
    ),
    path("law/drafts/<int:pk>/add/<slug:table>/", value_views.new_value, name="draft_value_new"),
    path("law/drafts/<int:pk>/confirm/", value_views.confirm, name="draft_confirm"),
]
