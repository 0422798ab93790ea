"""Terms drawn at random for the laws of counting: short ones, of odd weeks, much interrupted."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from complaints.reckoning import DAY, More, Pause, Term
from people.calendars import Calendar

STARTS = st.dates(dt.date(2023, 12, 1), dt.date(2029, 3, 31))


@st.composite
def calendars(draw: st.DrawFn, start: dt.date) -> Calendar:
    near = st.integers(-3, 90).map(lambda n: start + DAY * n)
    return Calendar(
        weekend=draw(
            st.sampled_from([(5, 6), (4, 5), (6,), (), (0, 2, 4), (0, 1, 2, 3, 4, 5)]).map(
                frozenset
            )
        ),
        closed=dict.fromkeys(draw(st.sets(near, max_size=12)), "a holiday"),
        opened=frozenset(draw(st.sets(near, max_size=4))),
    )


@st.composite
def pauses(draw: st.DrawFn, start: dt.date) -> Pause:
    first = start + DAY * draw(st.integers(-6, 80))
    lasts = draw(st.integers(0, 25))
    without_end = draw(st.integers(0, 7)) == 0
    return Pause(first, None if without_end else first + DAY * lasts, "on hold")


@st.composite
def granted(draw: st.DrawFn, start: dt.date) -> More:
    on = start + DAY * draw(st.integers(0, 30))
    withdrawn = on + DAY * draw(st.integers(0, 9)) if draw(st.booleans()) else None
    return More(draw(st.integers(1, 30)), on, "the chair", withdrawn)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    start = draw(STARTS)
    return Term(
        start,
        draw(st.one_of(st.integers(0, 12), st.integers(0, 70))),
        draw(st.sampled_from(["calendar", "business"])),
        draw(st.sampled_from(["none", "next_business_day"])),
        pauses=tuple(draw(st.lists(pauses(start), max_size=4))),
        more=tuple(draw(st.lists(granted(start), max_size=3))),
        calendar=draw(calendars(start)),
    )
