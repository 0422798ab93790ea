"""Laws that hold for any term whatever was granted and whenever it stood still, in every zone.

The suite tries a few hundred terms for each law; ``PROOFS=whole`` tries ten thousand, and every
change of clocks of every zone from 1970 to 2100 instead of those of the next years.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from complaints.models import Deadline
from complaints.reckoning import (
    DAY,
    Pause,
    Reckoning,
    Term,
    as_json,
    days_between,
    ends_at,
    reckon,
    term_of,
)
from people.models import Body
from tests.complaints.counted_otherwise import last_day_otherwise
from tests.complaints.drawn_terms import granted, pauses, terms

WHOLE = os.environ.get("PROOFS") == "whole"
lawful = settings(
    max_examples=10_000 if WHOLE else 300,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)

A_MOMENT = dt.timedelta(microseconds=1)
YEARS = (1970, 2100) if WHOLE else (2025, 2032)
ZONES = sorted(available_timezones())


def due(term: Term) -> dt.date:
    """The last day, and the end of all days while there is none: so that it can be compared."""
    return reckon(term).due or dt.date.max


def outcome(found: Reckoning) -> tuple[dt.date | None, int]:
    return found.due, found.remaining


def is_counted(term: Term, day: dt.date) -> bool:
    """Whether a day counts, by the words of the rule."""
    still = any(p.first <= day <= (p.last or dt.date.max) for p in term.pauses)
    return not still and (term.count == "calendar" or is_open(term, day))


def is_open(term: Term, day: dt.date) -> bool:
    calendar = term.calendar
    return day in calendar.opened or not (
        day in calendar.closed or day.weekday() in calendar.weekend
    )


@lawful
@given(terms())
def test_another_way_of_counting_finds_the_same(term: Term) -> None:
    found = reckon(term)
    event("stands still" if found.due is None else "has a last day")

    assert outcome(found) == last_day_otherwise(term)


@lawful
@given(terms(), st.data())
def test_the_order_of_things_does_not_matter(term: Term, data: st.DataObject) -> None:
    shuffled = replace(
        term,
        pauses=tuple(data.draw(st.permutations(term.pauses))),
        more=tuple(data.draw(st.permutations(term.more))),
    )

    assert outcome(reckon(shuffled)) == outcome(reckon(term))


@lawful
@given(terms(), st.data())
def test_a_pause_in_two_parts_is_the_same_pause(term: Term, data: st.DataObject) -> None:
    whole = data.draw(pauses(term.start))
    cut = whole.first + DAY * data.draw(st.integers(0, 24))
    if whole.last is not None and cut >= whole.last:
        cut = whole.last
    parts: tuple[Pause, ...] = (
        Pause(whole.first, cut, whole.why),
        Pause(cut + DAY, whole.last, whole.why),
    )
    if whole.last == cut:
        parts = parts[:1]
    event(f"{len(parts)} parts")
    one, two = (reckon(replace(term, pauses=term.pauses + p)) for p in ((whole,), parts))

    assert (outcome(one), one.full) == (outcome(two), two.full)
    # Of a stay that lasts nothing is told beyond its beginning, which is later in its second part.
    if whole.last is not None:
        assert (one.skipped, one.rolled) == (two.skipped, two.rolled)


@lawful
@given(terms(), st.data())
def test_what_was_granted_and_withdrawn_leaves_the_date(term: Term, data: st.DataObject) -> None:
    more = replace(data.draw(granted(term.start)), withdrawn_on=term.start)

    assert outcome(reckon(replace(term, more=(*term.more, more)))) == outcome(reckon(term))


@lawful
@given(terms(), st.data())
def test_nothing_that_is_given_makes_it_earlier(term: Term, data: st.DataObject) -> None:
    """A longer rule, days granted, a stay, a closed day: none of them takes a day away."""
    base = due(term)
    pause = data.draw(pauses(term.start))
    closed = term.start + DAY * data.draw(st.integers(0, 90))
    calendar = replace(term.calendar, closed={**term.calendar.closed, closed: "closed"})
    more = replace(data.draw(granted(term.start)), withdrawn_on=None)

    assert due(replace(term, days=term.days + data.draw(st.integers(1, 30)))) >= base
    assert due(replace(term, more=(*term.more, more))) >= base
    assert due(replace(term, pauses=(*term.pauses, pause))) >= base
    assert due(replace(term, calendar=calendar)) >= base
    assert due(replace(term, roll="next_business_day")) >= due(replace(term, roll="none"))
    assert due(replace(term, count="business")) >= due(replace(term, count="calendar"))
    assert due(replace(term, start=term.start + DAY)) >= base


@lawful
@given(terms())
def test_the_days_add_up(term: Term) -> None:
    """Just so many days count as the term has; an end that rolls is neither off nor still."""
    found = reckon(term)
    if found.full is not None:
        after = list(days_between(term.start + DAY, found.full))
        assert len([day for day in after if is_counted(term, day)]) == term.length
        assert [day for day, _ in found.skipped] == [d for d in after if not is_counted(term, d)]
    if found.due is None:
        first = min(p.first for p in term.pauses if p.last is None)
        before = list(days_between(term.start + DAY, first - DAY))
        left = term.length - len([day for day in before if is_counted(term, day)])
        assert found.remaining == max(left, 0)
        if found.full is None:
            told = [day for day in before if not is_counted(term, day)]
            assert [day for day, _ in found.skipped] == told
        else:
            told = list(days_between(found.full, first - DAY))
            assert [day for day, _ in found.rolled] == told
        return
    assert found.full is not None
    assert found.remaining == 0
    between = list(days_between(found.full, found.due - DAY))
    assert [day for day, _ in found.rolled] == between
    if term.roll == "none":
        assert found.due == found.full
        return
    still = replace(term, count="business")
    assert is_counted(still, found.due)
    assert not any(is_counted(still, day) for day in between)


@lawful
@given(terms())
def test_a_pause_that_opens_keeps_what_was_not_counted(term: Term) -> None:
    """Days counted before it and days left make the length, on whichever day it opens."""
    over = tuple(pause for pause in term.pauses if pause.last is not None)
    term = replace(term, pauses=over)
    full = reckon(term).full
    assert full is not None
    for opens in days_between(term.start, min(full + DAY * 2, term.start + DAY * 40)):
        found = reckon(replace(term, pauses=(*over, Pause(opens, None, "on hold"))))
        before = [d for d in days_between(term.start + DAY, opens - DAY) if is_counted(term, d)]
        assert found.remaining == max(term.length - len(before), 0)


@lawful
@given(terms())
def test_what_is_kept_as_data_counts_the_same_again(term: Term) -> None:
    found = reckon(term)
    kept = json.loads(json.dumps(as_json(found)))
    again = reckon(term_of(kept))

    assert (outcome(again), again.full, again.skipped, again.rolled) == (
        outcome(found),
        found.full,
        found.skipped,
        found.rolled,
    )
    assert json.loads(json.dumps(as_json(again))) == kept


def changes(zone: str) -> Iterator[dt.date]:
    """The days around each change of the clocks of a zone."""
    here, day = ZoneInfo(zone), dt.datetime(YEARS[0], 1, 1, 12, tzinfo=dt.UTC)
    offset = day.astimezone(here).utcoffset()
    while day.year < YEARS[1]:
        day += DAY
        if (now := day.astimezone(here).utcoffset()) != offset:
            offset = now
            yield from (day.date() + DAY * n for n in range(-3, 3))


def is_there(day: dt.date, body: Body) -> bool:
    """Whether there was such a day: Samoa went from 29 to 31 December 2011."""
    noon = dt.datetime.combine(day, dt.time(12), ZoneInfo(body.time_zone))
    return body.day_of(noon.astimezone(dt.UTC)) == day


def faults(day: dt.date, body: Body) -> list[str]:
    """What is wrong with the end of a day: it is not of that day, or not the last of it."""
    end = ends_at(day, body.time_zone)
    clock = Deadline(due_on=day)
    later = [body.day_of(end + A_MOMENT + dt.timedelta(minutes=n)) for n in range(0, 360, 15)]
    return [
        *([f"{end} is {body.day_of(end)}"] if body.day_of(end) != day else []),
        *(["over on its own day"] if clock.is_over(body.day_of(end)) else []),
        *([f"{min(later)} comes after {end}"] if min(later) <= day else []),
        *(["not over when it has passed"] if not clock.is_over(later[0]) else []),
        *(["before the day before"] if end <= ends_at(day - DAY, body.time_zone) else []),
    ]


def test_every_zone_is_tried() -> None:
    assert len(ZONES) >= 590


def test_a_day_ends_with_its_last_moment_at_every_change_of_clocks() -> None:
    tried, found = 0, {}
    for zone in ZONES:
        body = Body(time_zone=zone)
        for day in changes(zone):
            if is_there(day, body) and is_there(day - DAY, body):
                tried += 1
                if wrong := faults(day, body):
                    found[f"{zone} {day}"] = wrong
    print(f"{tried} days around changes of the clocks of {len(ZONES)} zones")  # noqa: T201 - a figure for whoever runs the proofs

    assert found == {}


@lawful
@given(st.sampled_from(ZONES), st.dates(dt.date(1971, 1, 1), dt.date(2100, 12, 31)))
def test_a_day_ends_with_its_last_moment(zone: str, day: dt.date) -> None:
    body = Body(time_zone=zone)
    if is_there(day, body) and is_there(day - DAY, body):
        assert faults(day, body) == []


@pytest.mark.parametrize(
    ("zone", "missing"),
    [
        ("Pacific/Apia", dt.date(2011, 12, 30)),
        ("Pacific/Fakaofo", dt.date(2011, 12, 30)),
        ("Pacific/Kwajalein", dt.date(1993, 8, 21)),
    ],
)
def test_a_day_that_never_was_ends_with_the_one_before(zone: str, missing: dt.date) -> None:
    body = Body(time_zone=zone)

    assert not is_there(missing, body)
    assert ends_at(missing, zone) == ends_at(missing - DAY, zone)
    assert body.day_of(ends_at(missing, zone) + A_MOMENT) == missing + DAY
