from django.urls import path

from complaints import addresses  # noqa: F401 - makes <docket:…> known
from complaints.views import (
    cases,
    claim,
    clocks,
    docket,
    entries,
    errands,
    follow,
    late_law,
    public,
)

urlpatterns = [
    path("", public.home, name="home"),
    path("desk/", docket.desk, name="desk"),
    path("outbox/", docket.outbox, name="outbox"),
    path("errands/", errands.errands, name="errands"),
    path("errands/<int:pk>/", errands.errand, name="errand"),
    path("late-law/", late_law.late_law, name="late_law"),
    path("late-law/<slug:kind>/<int:pk>/", late_law.late_law, name="late_law_of"),
    path("cases/", docket.docket, name="docket"),
    path("cases/<docket:docket>/", cases.case, name="case"),
    path("cases/<docket:docket>/steps/<slug:step>/", cases.step, name="step"),
    path("cases/<docket:docket>/exhibits/<int:number>/", cases.exhibit, name="exhibit"),
    path("cases/<docket:docket>/letters/<int:letter>/", cases.letter, name="letter"),
    path("cases/<docket:docket>/clocks/<int:number>/", clocks.clock, name="clock"),
    path(
        "cases/<docket:docket>/clocks/<int:number>/data/",
        clocks.clock_as_data,
        name="clock_as_data",
    ),
    path("cases/<docket:docket>/<slug:section>/", cases.case, name="section"),
    path("<slug:body>/", public.body_home, name="body_home"),
    path("<slug:body>/how-to-complain/", public.how_to_complain, name="how_to_complain"),
    path("<slug:body>/dates/", clocks.dates, name="dates"),
    path("<slug:body>/enter/", entries.entries, name="entries"),
    path("<slug:body>/enter/<slug:kind>/", entries.entry, name="entry"),
    path("<slug:body>/reciprocal/", docket.reciprocal, name="reciprocal"),
    path("<slug:body>/claim/", claim.claim, name="claim"),
    path("<slug:body>/follow/", follow.follow, name="follow"),
    path("<slug:body>/follow/status/", follow.status, name="status"),
    path("<slug:body>/follow/close/", follow.close_status, name="close_status"),
    path("<slug:body>/follow/letters/<int:letter>/", follow.follow_letter, name="follow_letter"),
    path("<slug:body>/follow/exhibits/<int:number>/", follow.follow_exhibit, name="follow_exhibit"),
    path("<slug:body>/follow/steps/<slug:step>/", follow.follow_step, name="follow_step"),
]
