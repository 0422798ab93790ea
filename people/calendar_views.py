"""The working days of a body: its week, its holidays, the days that it closes or opens."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from people.checks import may_edit_some_offices
from people.closing_days import keep_holidays, set_day
from people.forms import CalendarDayForm, HolidaysForm
from people.http import UserRequest
from people.models import Body
from people.roles import Permission

SHOWN = 14


def calendars(request: UserRequest) -> HttpResponse:
    """The bodies whose calendar this person keeps."""
    may_edit_some_offices(request.user)
    bodies = Body.objects.filter(pk__in=request.user.bodies_where(Permission.EDIT_OFFICES))
    if bodies.count() == 1:
        return redirect("calendar", body=bodies[0].pk)
    return render(request, "people/calendars.html", {"bodies": bodies})


def calendar(request: UserRequest, body: str) -> HttpResponse:
    """The days off ahead. Two forms: one for the week and the holidays, one for a single day."""
    may_edit_some_offices(request.user)
    bodies = request.user.bodies_where(Permission.EDIT_OFFICES)
    owner = get_object_or_404(Body, pk=body, pk__in=bodies)
    given = {"holidays": owner.holidays, "weekend": list(owner.weekend)}
    week = HolidaysForm(request.POST if "week" in request.POST else None, initial=given)
    single = CalendarDayForm(request.POST if "single" in request.POST else None, today=owner.today)
    if week.is_bound and week.is_valid():
        keep_holidays(
            owner,
            week.cleaned_data["holidays"],
            by=request.user,
            weekend=week.cleaned_data["weekend"],
        )
        messages.success(request, "The calendar is changed. Dates already told stay as they are.")
        return redirect("calendar", body=body)
    if single.is_bound and single.is_valid():
        set_day(
            owner,
            single.cleaned_data["day"],
            name=single.cleaned_data["name"],
            closed=single.cleaned_data["closed"],
            by=request.user,
        )
        messages.success(request, "The day is set. Dates already told stay as they are.")
        return redirect("calendar", body=body)
    words = {
        "owner": owner,
        "week": week,
        "single": single,
        "days": owner.calendar_days.filter(day__gte=owner.today)[:SHOWN],
    }
    status = 422 if week.is_bound or single.is_bound else 200
    return render(request, "people/calendar.html", words, status=status)
