from __future__ import annotations

from importlib.util import find_spec

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from complaints.api import ComplaintViewSet
from ethics_portal.api import router
from ethics_portal.health import health, office_health
from people.sign_in import SignIn, SignOut

# The case comes last: its addresses end with a body's own pages, which match any word.
APPS = ["codes", "people", "intake", "hearings", "reports", "complaints"]

router.register("cases", ComplaintViewSet, basename="api_case")

handler400 = "ethics_portal.errors.bad_request"

urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="sign_in"),
    path("sign-out/", SignOut.as_view(), name="sign_out"),
    path("health", health, name="health"),
    path("health/office/", office_health, name="office_health"),
    path("api/", include(router.urls)),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="api_docs"),
    path("", include("codes.draft_urls")),
    *[path("", include(f"{app}.urls")) for app in APPS if find_spec(f"{app}.urls")],
]
