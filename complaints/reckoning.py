"""Counting a term: pure functions over dates. No clock, no query, no word of the law.

The rule, whatever was granted and in whatever order: the first day after the start is day one;
a day on which the term stood still in any hour does not count; where only business days are
counted, a day off does not count; the last day is the one on which the days of the rule and
those granted on top of it are full; where the rule rolls, a last day that is a day off, or on
which the term stands still, moves to the next day that is neither. As the days that stand still
are a set and the days granted a sum, pauses, extensions and their withdrawal give the same day
in any order (domain.md, section 6.6; the shape is that of Rule 6(a) of the US federal courts).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from people.calendars import MONDAY_TO_FRIDAY, Calendar

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Pause:
    """Days on which a term stands still, both ends included; without a last one it still does."""

    first: dt.date
    last: dt.date | None
    why: str

    def covers(self, day: dt.date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class More:
    """Days granted on top of the rule; withdrawn, they do not count but are still told."""

    days: int
    granted_on: dt.date
    by: str
    withdrawn_on: dt.date | None = None


@dataclass(frozen=True)
class Term:
    """Everything a last day is counted from. ``start`` is the day of the event, day zero.

    ``back`` counts the days before an event ahead; its last day is the earliest of them, and
    rolls on in the direction in which it is counted (Rule 6(a)(5) of the same rules). What
    stands still are days that run; back from a fixed day nothing does.
    """

    start: dt.date
    days: int
    count: str = "calendar"
    roll: str = "none"
    pauses: tuple[Pause, ...] = ()
    more: tuple[More, ...] = ()
    calendar: Calendar = MONDAY_TO_FRIDAY
    back: bool = False

    @property
    def step(self) -> dt.timedelta:
        return -DAY if self.back else DAY

    @property
    def length(self) -> int:
        """How many days there are to count, with what was granted and not withdrawn."""
        return self.days + sum(one.days for one in self.more if one.withdrawn_on is None)

    def pause_on(self, day: dt.date) -> Pause | None:
        return next((pause for pause in self.pauses if pause.covers(day)), None)

    def why_not_counted(self, day: dt.date) -> str:
        """Why a day does not count towards the length; empty where it counts."""
        pause = self.pause_on(day)
        if pause:
            return pause.why
        return self.calendar.why_closed(day) if self.count == "business" else ""


@dataclass(frozen=True)
class Reckoning:
    """What came of counting.

    ``due`` is the last day, the whole of which is in time, or None while the term stands still;
    ``full`` the day on which the count was full, before rolling; ``skipped`` each day that did
    not count and ``rolled`` each day the end moved over, with the reason; ``remaining`` the days
    that were still to be counted when the term stood still.
    """

    term: Term
    due: dt.date | None
    full: dt.date | None
    skipped: tuple[tuple[dt.date, str], ...] = ()
    rolled: tuple[tuple[dt.date, str], ...] = ()
    remaining: int = 0


def reckon(term: Term) -> Reckoning:
    """Count a term day by day."""
    standing_still = min((p.first for p in term.pauses if p.last is None), default=dt.date.max)
    day, counted = term.start, 0
    skipped: list[tuple[dt.date, str]] = []
    while counted < term.length:
        day += term.step
        if day >= standing_still:
            left = term.length - counted
            return Reckoning(term, None, None, tuple(skipped), remaining=left)
        why = term.why_not_counted(day)
        if why:
            skipped.append((day, why))
        else:
            counted += 1
    full = day
    moved: list[tuple[dt.date, str]] = []
    while term.roll == "next_business_day" and (why := _why_not_last(term, day)):
        if day >= standing_still:
            return Reckoning(term, None, full, tuple(skipped), tuple(moved), remaining=0)
        moved.append((day, why))
        day += term.step
    return Reckoning(term, day, full, tuple(skipped), tuple(moved))


def _why_not_last(term: Term, day: dt.date) -> str:
    pause = term.pause_on(day)
    return pause.why if pause else term.calendar.why_closed(day)


def last_day(
    start: dt.date,
    days: int,
    *,
    count: str = "calendar",
    roll: str = "none",
    calendar: Calendar = MONDAY_TO_FRIDAY,
) -> dt.date:
    """Count a term that nothing interrupts: the last day that is still in time."""
    found = reckon(Term(start, days, count, roll, calendar=calendar)).due
    if found is None:  # unreachable without a pause
        raise ValueError("A term without a pause has a last day.")
    return found


def rolled(day: dt.date, roll: str, calendar: Calendar = MONDAY_TO_FRIDAY) -> dt.date:
    """Move a last day that is a day off to the next working day, if the rule says so."""
    return last_day(day, 0, roll=roll, calendar=calendar)


def ends_at(day: dt.date, zone: str) -> dt.datetime:
    """The last microsecond of a day where the body is, by universal time.

    It is the one before the next local midnight, so a day of 23, 24 or 25 hours ends with the
    day. Where the clocks pass that midnight twice (St John's until 2011) or never (Cairo), the
    later of its two readings is the end of the day, and nothing after it is that day again.
    """
    here = ZoneInfo(zone)
    midnight = dt.datetime.combine(day + DAY, dt.time(), here)
    ends = [
        midnight.replace(fold=fold).astimezone(dt.UTC) - dt.timedelta(microseconds=1)
        for fold in (0, 1)
    ]
    return max((end for end in ends if end.astimezone(here).date() == day), default=min(ends))


def days_between(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Each day from the first to the last, both included."""
    return (first + DAY * n for n in range((last - first).days + 1))


def as_json(reckoning: Reckoning) -> dict[str, Any]:
    """A reckoning as data: all that it takes to count it again, and what came of it."""
    term = reckoning.term
    end = reckoning.due or min(p.first for p in term.pauses if p.last is None)
    span = list(days_between(*sorted((term.start, end))))
    return {
        "start": term.start.isoformat(),
        "days": term.days,
        "count": term.count,
        "roll": term.roll,
        "back": term.back,
        "extensions": [
            {
                "days": one.days,
                "granted_on": one.granted_on.isoformat(),
                "by": one.by,
                "withdrawn_on": one.withdrawn_on and one.withdrawn_on.isoformat(),
            }
            for one in term.more
        ],
        "pauses": [
            {
                "first": pause.first.isoformat(),
                "last": pause.last and pause.last.isoformat(),
                "why": pause.why,
            }
            for pause in term.pauses
        ],
        "weekend": sorted(term.calendar.weekend),
        "closed": {
            day.isoformat(): term.calendar.closed[day]
            for day in span
            if day in term.calendar.closed
        },
        "opened": [day.isoformat() for day in span if day in term.calendar.opened],
        "skipped": [[day.isoformat(), why] for day, why in reckoning.skipped],
        "full_on": reckoning.full and reckoning.full.isoformat(),
        "rolled": [[day.isoformat(), why] for day, why in reckoning.rolled],
        "due_on": reckoning.due and reckoning.due.isoformat(),
        "remaining": reckoning.remaining,
    }


def term_of(basis: Mapping[str, Any]) -> Term:
    """Read a term back from what ``as_json`` made of it."""
    day = dt.date.fromisoformat
    return Term(
        start=day(basis["start"]),
        days=basis["days"],
        count=basis["count"],
        roll=basis["roll"],
        pauses=tuple(
            Pause(day(p["first"]), p["last"] and day(p["last"]), p["why"]) for p in basis["pauses"]
        ),
        more=tuple(
            More(
                m["days"],
                day(m["granted_on"]),
                m["by"],
                m["withdrawn_on"] and day(m["withdrawn_on"]),
            )
            for m in basis["extensions"]
        ),
        calendar=Calendar(
            weekend=frozenset(basis["weekend"]),
            closed={day(key): name for key, name in basis["closed"].items()},
            opened=frozenset(day(key) for key in basis["opened"]),
        ),
        back=basis.get("back", False),
    )
