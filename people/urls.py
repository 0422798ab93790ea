from __future__ import annotations

from django.urls import path

from people import calendar_views, contact_views, views

urlpatterns = [
    path("register/", views.register, name="register"),
    path("register/new/", views.certificant_new, name="certificant_new"),
    path("register/<int:pk>/", views.certificant, name="certificant"),
    path("register/<int:pk>/address/", views.address_new, name="address_new"),
    path("register/<int:pk>/credentials/new/", views.credential_new, name="credential_new"),
    path("register/credentials/<int:pk>/status/", views.status_new, name="status_new"),
    path("contacts/", contact_views.contacts, name="contacts"),
    path("contacts/<slug:body>/", contact_views.contact, name="contact"),
    path("calendars/", calendar_views.calendars, name="calendars"),
    path("calendars/<slug:body>/", calendar_views.calendar, name="calendar"),
    path("offices/", views.offices, name="offices"),
    path("offices/new/", views.office_new, name="office_new"),
    path("offices/<int:pk>/end/", views.office_end, name="office_end"),
]
