"""The days a body is closed: public holidays from a library, and its own additions.

A running clock is not moved by a change of the calendar: its date was told to people. What is
counted afterwards, a new clock or one that is paused or extended, is counted by the new days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from importlib.metadata import version

import holidays
from django.db import transaction

from ledger.models import Docket
from ledger.refusals import Blocked
from people.calendars import Calendar
from people.checks import may_edit_offices
from people.models import Body, CalendarDay, User

# The longest window that rolls is shorter; what lies beyond is only kept, not waited for.
YEARS_AHEAD = 10


def known(place: str) -> bool:
    """Whether the library knows the public holidays of this place, such as US or US-CO."""
    country, _, part = place.partition("-")
    return country in (found := holidays.list_supported_countries()) and (
        not part or part in found[country]
    )


def _holidays_of(body: Body, years: Iterable[int]) -> Mapping[dt.date, str]:
    country, _, part = body.holidays.partition("-")
    return dict(
        holidays.country_holidays(country, subdiv=part or None, years=years, language="en_US")
    )


def calendar_over(body: Body, years: range) -> Calendar:
    """The working days of a body, with the holidays of years that no row is kept for.

    For counting what was long ago or is far ahead; what a clock is counted by is rows alone.
    """
    kept = body.calendar
    copied = body.calendar_days.filter(source__startswith="holidays ").dates("day", "year")
    others = set(years) - {first.year for first in copied}
    if not (body.holidays and others):
        return kept
    return replace(kept, closed={**_holidays_of(body, others), **kept.closed})


@transaction.atomic
def fill(body: Body, years: range, *, by: User | None = None) -> int:
    """Copy the holidays of these years into rows; what the office itself set stays.

    Returns how many days were new. Weekends that happen to be holidays are left out.
    """
    if not body.holidays:
        return 0
    found = _holidays_of(body, years)
    have = set(body.calendar_days.values_list("day", flat=True))
    source = f"holidays {version('holidays')}, {body.holidays}"
    new = [
        CalendarDay(body=body, day=day, name=name[:120], source=source)
        for day, name in sorted(found.items())
        if day not in have and str(day.weekday()) not in body.weekend
    ]
    CalendarDay.objects.bulk_create(new)
    body.__dict__.pop("calendar", None)
    if new:
        Docket.system("people").enter(
            "calendar.filled",
            body,
            by=by,
            body=body.pk,
            source=source,
            days=[f"{row.day} {row.name}" for row in new],
        )
    return len(new)


def fill_ahead() -> int:
    """Copy the holidays that are not there yet, for every body that keeps any."""
    return sum(fill(body, years_of(body)) for body in Body.objects.exclude(holidays=""))


def years_of(body: Body) -> range:
    """The years whose holidays are kept: the last one, for what is filed late, and ten ahead."""
    return range(body.today.year - 1, body.today.year + YEARS_AHEAD + 1)


@transaction.atomic
def keep_holidays(body: Body, place: str, *, by: User | None, weekend: str | None = None) -> None:
    """Let a body keep the public holidays of a place, and its own weekend, from today on."""
    may_edit_offices(by, body)
    if place and not known(place):
        raise Blocked(f"The holidays of “{place}” are not known. Write US, or US-CO for Colorado.")
    body.holidays, body.weekend = place, body.weekend if weekend is None else weekend
    body.save(update_fields=["holidays", "weekend"])
    Docket.system("people").enter(
        "calendar.chosen", body, by=by, body=body.pk, holidays=place, weekend=body.weekend
    )
    body.calendar_days.filter(source__startswith="holidays ", day__gt=body.today).delete()
    fill(body, years_of(body), by=by)


@transaction.atomic
def set_day(body: Body, day: dt.date, *, name: str, closed: bool, by: User | None) -> CalendarDay:
    """Close the office on a day, or open it on one that is a holiday or in its weekend."""
    may_edit_offices(by, body)
    if day < body.today:
        raise Blocked("That day has passed: dates were counted by it.")
    row, _ = CalendarDay.objects.update_or_create(
        body=body, day=day, defaults={"name": name, "closed": closed, "source": "office"}
    )
    body.__dict__.pop("calendar", None)
    Docket.system("people").enter(
        "calendar.set", row, by=by, body=body.pk, day=day, name=name, closed=closed
    )
    return row
