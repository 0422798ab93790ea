"""How days are counted: which ones count, by whose clock, and until when one can complain."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from codes.days import in_words
from complaints.calendars import months_after
from complaints.doors import DOORS, take
from complaints.limitations import ends_on
from complaints.reckoning import last_day
from ledger.refusals import Blocked
from people.models import Body, Certificant
from tests.bodies import BODIES
from tests.office import Office
from tests.walk import Walk
from tests.walk.shared import Roads


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "days", "count", "roll", "due"),
    [
        ("2026-03-02", 5, "business", "none", "2026-03-09"),  # Monday to Monday
        ("2026-03-06", 1, "business", "none", "2026-03-09"),  # Friday to Monday
        ("2026-03-07", 1, "business", "none", "2026-03-09"),  # Saturday counts for nothing
        ("2026-03-08", 5, "business", "none", "2026-03-13"),  # nor does Sunday
        ("2026-03-02", 20, "business", "next_business_day", "2026-03-30"),
        ("2026-03-06", 8, "calendar", "none", "2026-03-14"),
        ("2026-03-06", 8, "calendar", "next_business_day", "2026-03-16"),
        ("2026-03-06", 10, "calendar", "next_business_day", "2026-03-16"),
    ],
)
def test_the_last_day_of_a_window(start: str, days: int, count: str, roll: str, due: str) -> None:
    assert last_day(day(start), days, roll=roll, count=count) == day(due)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-11-15", 2, "2027-01-15"),
        ("2023-01-10", 36, "2026-01-10"),
    ],
)
def test_months_later(start: str, months: int, end: str) -> None:
    assert months_after(day(start), months) == day(end)


@pytest.mark.parametrize(
    ("body", "due", "explained"),
    [
        ("namss", "2026-03-09", "7 calendar days from 2 March 2026"),
        ("ccmc", "2026-03-09", "7 calendar days from 2 March 2026"),
        ("bcop", "2026-03-05", "3 business days from 2 March 2026"),
        ("gcre", "2026-03-09", "5 business days from 2 March 2026"),
    ],
)
def test_a_clock_counts_the_days_its_procedure_names(
    roads: Roads, body: str, due: str, explained: str
) -> None:
    with roads.at("received", body) as walk:
        clock = walk.case.open_clocks["ack"]
        assert (clock.due_on, clock.explained.split(" (")[0]) == (day(due), explained)


def test_business_days_that_remain_are_business_days_when_the_clock_goes_on(roads: Roads) -> None:
    """Of twenty, five have wholly passed when the appeal comes; fifteen are left after it."""
    with roads.at("decided", "gcre") as walk:
        clock, calendar = walk.case.open_clocks["appeal"], walk.case.body.calendar
        begun = clock.started_on
        assert clock.due_on == last_day(begun, 20, count="business", calendar=calendar)
        walk.along("+7 file_appeal")
        stood_still = walk.case.open_clocks["appeal"].remaining_days
        walk.along("ask_cure reject_appeal")
        again, today = walk.case.open_clocks["appeal"], walk.case.today
        assert again.due_on == last_day(today, stood_still, count="business", calendar=calendar)
        assert again.explained.startswith(f"20 business days from {in_words(begun)} (")
        assert stood_still == 16


class Posted(Walk):
    """A walk whose respondent opens nothing in the portal."""

    def deliver(self, *letters: str, to: str = "respondent") -> Posted:
        return self.serve()


@pytest.mark.parametrize(("body", "later"), [("namss", 3), ("ccmc", 3), ("bcop", 5), ("gcre", 2)])
def test_a_posted_letter_counts_after_the_mail_days_of_the_procedure(
    roads: Roads, body: str, later: int
) -> None:
    with roads.at("response", body, "posted", kind=Posted) as walk:
        today = walk.case.today
        notice = walk.case.notices.get(letter="L09")
        given = {"notice": notice, "proof": "mailed", "on": today, "reference": "1Z"}
        take(DOORS["record_delivery"], walk.case, walk.staff, given)
        assert walk.case.open_clocks["response"].started_on == today + dt.timedelta(days=later)


@pytest.mark.parametrize(
    ("moment", "days"),
    [
        ("2026-03-03T04:30", ["2026-03-02", "2026-03-02", "2026-03-02", "2026-03-03"]),
        ("2026-03-03T06:30", ["2026-03-03", "2026-03-03", "2026-03-02", "2026-03-03"]),
        ("2026-06-02T23:30", ["2026-06-02", "2026-06-02", "2026-06-02", "2026-06-03"]),
    ],
)
def test_today_is_a_day_where_the_body_is(office: Office, moment: str, days: list[str]) -> None:
    """By universal time: what day it then is in New York, New York, Denver and Dublin."""
    with time_machine.travel(dt.datetime.fromisoformat(f"{moment}+00:00")):
        assert [Body.objects.get(pk=body).today for body in BODIES] == [day(one) for one in days]


def test_a_last_day_ends_by_the_clock_of_the_body(roads: Roads) -> None:
    """Half past eleven in the evening in Denver is in time, whatever the clock says elsewhere."""
    with roads.at("response", "bcop") as walk:
        due = walk.case.open_clocks["response"].due_on
        late = dt.datetime.combine(due + dt.timedelta(days=1), dt.time(5, 30), dt.UTC)
        walk.traveller.move_to(late)
        walk.respond()
        assert (walk.case.stage, walk.case.today) == ("responded", due)
        assert walk.case.deadlines.get(kind="response").stopped_on == due


@pytest.mark.parametrize(
    ("tolled", "last"),
    [
        ([], "2026-01-10"),
        ([("2023-06-01", "2023-07-01")], "2026-02-09"),  # thirty days more
        ([("2022-01-01", "2022-06-01")], "2026-01-10"),  # over before it began
        ([("2022-12-01", "2023-02-01")], "2026-01-31"),  # what is left of it counts
        ([("2023-06-01", "2023-07-01"), ("2026-02-01", "2026-02-11")], "2026-02-19"),
        ([("2026-01-11", "2027-01-11")], "2026-01-10"),  # a day too late
        ([("2026-01-10", "2027-01-10")], "2027-01-10"),  # the last day still helps
        ([("2024-01-01", None)], None),  # it stands still
    ],
)
def test_the_time_to_complain_stands_still_while_it_is_tolled(
    tolled: list[tuple[str, str | None]], last: str | None
) -> None:
    stretches = [(day(first), day(again) if again else None) for first, again in tolled]
    assert ends_on(day("2023-01-10"), 36, stretches) == (day(last) if last else None)


OUT_OF_TIME = (
    "Allegation 1 was filed out of time: the last day to complain of it was {}. Propose to refuse"
    " the complaint as out of time, or correct the dates."
)


@pytest.mark.parametrize(
    ("body", "number", "conduct", "refused"),
    [
        ("gcre", "G/0451", "2023-03-02", ""),
        ("gcre", "G/0451", "2023-03-01", "Sunday 1 March 2026"),
        ("gcre", "G/0512", "2021-06-01", ""),  # retired for two years of the three
        ("gcre", "G/0512", "2021-03-01", "Sunday 1 March 2026"),
        ("gcre", "G/0388", "2020-01-01", ""),  # lapsed on the last day, and ever since
        ("gcre", "G/0388", "2019-12-31", "Saturday 31 December 2022"),
        ("bcop", "B-7714", "2001-01-01", ""),
    ],
)
def test_a_complaint_is_in_time_or_is_not_sent_on(
    roads: Roads, body: str, number: str, conduct: str, refused: str
) -> None:
    about: dict[str, Any] = {"about": Certificant.objects.get(body=body, number=number)}
    when = {"conduct_from": day(conduct), "conduct_until": day(conduct)}
    with roads.at("", body) as walk:
        walk.file(**about, **when).take_in()
        if not refused:
            assert walk.send_to_chair().case.stage == "chair_review"
            return
        with pytest.raises(Blocked) as refusal:
            walk.send_to_chair()
        assert str(refusal.value) == OUT_OF_TIME.format(refused)
