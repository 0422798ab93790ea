"""Months and years later: pure functions over dates. Days are counted in ``reckoning``."""

from __future__ import annotations

import datetime as dt


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
