"""The portal's own addresses, and the floor beside them."""

from django.urls import path

from bench.floor import fifty_rows
from ethics_portal.urls import urlpatterns as portal

urlpatterns = [path("floor/", fifty_rows), *portal]
