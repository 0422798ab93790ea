from django.urls import path

from complaints import addresses  # noqa: F401 - makes <docket:…> known
from reports import rehearsals, views

urlpatterns = [
    path("rehearsal/", rehearsals.index, name="rehearsals"),
    path("rehearsal/<int:pk>/", rehearsals.rehearsal, name="rehearsal"),
    path("audit/", views.audit, name="audit"),
    path("audit/<docket:docket>/", views.audit_case, name="audit_case"),
    path("audit/<docket:docket>/verify/", views.verify_case, name="verify_case"),
    path("audit/<docket:docket>/export/", views.export_case, name="export_case"),
]
