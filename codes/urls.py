from __future__ import annotations

from django.urls import path

from codes import procedure_views, views

urlpatterns = [
    path("<slug:body>/code/", views.code_browser, name="code_browser"),
    path("<slug:body>/code/what-happened/", views.what_happened, name="what_happened"),
    # Before the edition's own address, which would take any word; no edition is called “compare”.
    path("<slug:body>/code/<slug:code>/compare/", views.compare_editions, name="compare_editions"),
    path("<slug:body>/code/<slug:code>/<slug:edition>/", views.code_edition, name="code_edition"),
    path(
        "<slug:body>/code/<slug:code>/<slug:edition>/<str:number>/",
        views.provision,
        name="provision",
    ),
    path("<slug:body>/procedure/", procedure_views.procedure, name="procedure"),
    path(
        "<slug:body>/procedure/<slug:edition>/",
        procedure_views.procedure_edition,
        name="procedure_edition",
    ),
]
