"""How I am reminded, and the calendar that my telephone reads."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from complaints import feeds
from complaints.forms.preferences import PreferencesForm
from complaints.models import CalendarAddress
from people.accounts import keep_choices
from people.http import UserRequest


def reminders(request: UserRequest) -> HttpResponse:
    """Choose how to be reminded; see whether a calendar address is given out."""
    posted = [request.POST] if request.method == "POST" else []
    form = PreferencesForm(*posted, instance=request.user)
    if form.is_bound and form.is_valid():
        keep_choices(request.user, form.changed_data)
        messages.success(request, "Saved.")
        return redirect("reminders")
    words = {"form": form, "feed": CalendarAddress.objects.filter(user=request.user).first()}
    status = 422 if form.is_bound else 200
    return render(request, "complaints/reminders.html", words, status=status)


@require_POST
def calendar_address(request: UserRequest) -> HttpResponse:
    """Give a new secret address, shown this once, or take the one there is back."""
    if "revoke" in request.POST:
        feeds.revoke_address(request.user)
        messages.success(request, "The address no longer works.")
        return redirect("reminders")
    address = settings.SITE_URL + reverse("feed", args=[feeds.make_address(request.user)])
    words = {"form": PreferencesForm(instance=request.user), "address": address}
    feed = CalendarAddress.objects.get(user=request.user)
    return render(request, "complaints/reminders.html", words | {"feed": feed})


@login_not_required
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of whoever the secret belongs to; a wrong one is no page."""
    user = feeds.reader_of(secret)
    if user is None:
        raise Http404
    return HttpResponse(feeds.as_calendar(user), content_type="text/calendar; charset=utf-8")
