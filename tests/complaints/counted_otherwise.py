"""The rule of counting once more, in another manner: list all days, strike some, take one.

``complaints.reckoning`` walks from day to day; this lays the days out and takes the one whose
number is the length of the term. The two share nothing but the term they are given.
"""

from __future__ import annotations

import datetime as dt

from complaints.reckoning import Term


def on_the_wall(term: Term) -> list[dt.date]:
    """The event day and those after it, up to a stay that lasts or to well beyond the end."""
    lost = sum((p.last - p.first).days + 1 for p in term.pauses if p.last and p.last >= p.first)
    to_see = 8 * (term.length + 3) + 8 * (lost + len(term.calendar.closed))
    days = [dt.date.fromordinal(term.start.toordinal() + n) for n in range(to_see)]
    return [d for d in days if all(p.last or d < p.first for p in term.pauses) or d == term.start]


def struck(term: Term) -> set[dt.date]:
    """Every day of a stay that is over."""
    return {
        dt.date.fromordinal(number)
        for pause in term.pauses
        if pause.last
        for number in range(pause.first.toordinal(), pause.last.toordinal() + 1)
    }


def days_off(term: Term, days: list[dt.date]) -> set[dt.date]:
    """Every day off among these: of the week, or closed, unless it is opened."""
    week, closed = term.calendar.weekend, set(term.calendar.closed)
    return {d for d in days if d.weekday() in week or d in closed} - set(term.calendar.opened)


def last_day_otherwise(term: Term) -> tuple[dt.date | None, int]:
    """The last day, or none and the days that are left."""
    wall, still = on_the_wall(term), struck(term)
    off = days_off(term, wall)
    counted = [d for d in wall[1:] if d not in still]
    if term.count == "business":
        counted = [d for d in counted if d not in off]
    length = term.days + sum(more.days for more in term.more if not more.withdrawn_on)
    if len(counted) < length:
        return None, length - len(counted)
    full = counted[length - 1] if length else term.start
    if term.roll == "none":
        return full, 0
    lasting = any(p.last is None and p.first <= full for p in term.pauses)
    left = [d for d in wall if d >= full and d not in still | off and not lasting]
    return (left[0], 0) if left else (None, 0)
