"""Last days worked out by hand: the portal and a second way of counting find the same.

``last_days.csv`` is about days, ``last_moments.csv`` about when a day begins and ends by universal
time, in zones of every kind. Each row says how a person finds it with a calendar on the wall.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import holidays
import pytest

from complaints.models import Deadline
from complaints.reckoning import ends_at, reckon
from people.models import Body
from tests.complaints.almanac import CALENDARS, Row, calendar, day, outcome, rows, term_of
from tests.complaints.counted_otherwise import last_day_otherwise

DAYS, MOMENTS = list(rows("last_days.csv")), list(rows("last_moments.csv"))
A_MOMENT = dt.timedelta(microseconds=1)


def named(row: Row) -> str:
    """A name of a row that says what is in it, with its line in the table."""
    first, second, third = list(row.cells.values())[:3]
    return f"{row.number} {row.theme.split(':')[0]}, {first} {second} {third}"


def utc(written: str) -> dt.datetime:
    return dt.datetime.fromisoformat(written).replace(tzinfo=dt.UTC)


def test_there_are_enough_of_them_and_none_twice() -> None:
    told = [tuple(row.cells[name] for name in list(row.cells)[:6]) for row in DAYS]

    assert len(DAYS) >= 200
    assert len({row["zone"] for row in MOMENTS}) >= 30
    assert sorted(told) == sorted(set(told))
    assert all(row["why"] for row in DAYS + MOMENTS)


@pytest.mark.parametrize("row", DAYS, ids=named)
def test_the_last_day_is_the_one_found_by_hand(row: Row) -> None:
    term = term_of(row)
    found = reckon(term)

    assert (found.due, found.remaining) == outcome(row)
    assert last_day_otherwise(term) == outcome(row)


@pytest.mark.parametrize("row", MOMENTS, ids=named)
def test_the_day_begins_and_ends_when_the_clocks_there_say(row: Row) -> None:
    body = Body(time_zone=row["zone"])
    event, last = day(row["event day"]), day(row["last day"])
    end = utc(row["last moment (UTC)"])
    clock = Deadline(due_on=last)

    assert body.day_of(utc(row["event (UTC)"])) == event
    assert event + dt.timedelta(days=int(row["days"])) == last
    assert ends_at(last, row["zone"]) == end
    assert [clock.is_over(body.day_of(at)) for at in (end, end + A_MOMENT)] == [False, True]


def test_what_happened_in_another_order_is_told_at_least_twenty_times() -> None:
    """Rows that tell the same events in two orders are in the table, and agree."""
    same: dict[tuple[str, ...], set[str]] = defaultdict(set)
    orders: dict[tuple[str, ...], int] = defaultdict(int)
    for row in DAYS:
        told = sorted(row["happened"].split("; "))
        key = (*(row[name] for name in ("event", "days", "counted", "rolls", "calendar")), *told)
        same[key].add(row["last day"])
        orders[key] += 1

    assert all(len(last_days) == 1 for last_days in same.values())
    assert sum(number for number in orders.values() if number > 1) >= 20


@pytest.mark.parametrize("name", [name for name, told in CALENDARS.items() if "holidays" in told])
def test_the_public_holidays_are_those_of_the_library(name: str) -> None:
    country, _, part = CALENDARS[name]["holidays"].partition("-")
    ours = calendar(name)
    years = sorted(
        {
            row[column][:4]
            for row in DAYS
            for column in ("event", "last day")
            if row["calendar"] == name and row[column][0] == "2"
        }
    )
    library = holidays.country_holidays(
        country, subdiv=part or None, years=[int(year) for year in years], language="en_US"
    )
    whole = [year for year in {on.year for on in ours.closed} if year in (2026, 2028)]

    assert {on: why for on, why in library.items() if on.year in whole and on.weekday() < 5} == {
        on: why for on, why in ours.closed.items() if on.year in whole
    }
    assert {on: library.get(on) for on in ours.closed if str(on.year) in years} == {
        on: why for on, why in ours.closed.items() if str(on.year) in years
    }
