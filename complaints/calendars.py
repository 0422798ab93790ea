"""Counting days: pure functions over dates. No clock, no query."""

from __future__ import annotations

import datetime as dt

SATURDAY = 5


def rolled(day: dt.date, roll: str) -> dt.date:
    """Move a last day that falls on a weekend to the next business day, if the rule says so."""
    while roll == "next_business_day" and day.weekday() >= SATURDAY:
        day += dt.timedelta(days=1)
    return day


def due_on(start: dt.date, days: int, roll: str = "none", count: str = "calendar") -> dt.date:
    """Count ``days`` from the day after ``start``; the last is still in time.

    Of business days only Monday to Friday count, so their last never falls on a weekend.
    """
    if count == "business":
        day = start
        while days:
            day += dt.timedelta(days=1)
            days -= day.weekday() < SATURDAY
        return day
    return rolled(start + dt.timedelta(days=days), roll)


def remaining(today: dt.date, due: dt.date, count: str = "calendar") -> int:
    """The days left after today, of the kind counted; none once the last day is here."""
    left = max((due - today).days, 0)
    if count == "business":
        return sum(
            (today + dt.timedelta(days=day)).weekday() < SATURDAY for day in range(1, left + 1)
        )
    return left


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day ``months`` later, or the last day of a month that is too short."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return min(
        dt.date(year, month, 1) + dt.timedelta(days=day.day - 1), following - dt.timedelta(days=1)
    )


def years_after(day: dt.date, years: int) -> dt.date:
    return months_after(day, 12 * years)
