"""Counting days: pure functions over dates. No clock, no query."""

from __future__ import annotations

import datetime as dt

SATURDAY = 5


def rolled(day: dt.date, roll: str) -> dt.date:
    """Move a last day that falls on a weekend to the next business day, if the rule says so."""
    while roll == "next_business_day" and day.weekday() >= SATURDAY:
        day += dt.timedelta(days=1)
    return day


def due_on(start: dt.date, days: int, roll: str = "none") -> dt.date:
    """Count ``days`` calendar days from the day after ``start``; the last is still in time."""
    return rolled(start + dt.timedelta(days=days), roll)


def remaining(today: dt.date, due: dt.date) -> int:
    """The days left after today; none once the last day is here."""
    return max((due - today).days, 0)
