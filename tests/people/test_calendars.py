"""The working days of a body: from a library, changed by its administrator, never behind."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from ledger.models import Entry
from ledger.refusals import Blocked, Forbidden
from people.calendars import Calendar
from people.closing_days import fill_ahead, keep_holidays, set_day
from people.models import Body, CalendarDay, User
from tests.office import Office


@pytest.fixture
def body(office: Office) -> Body:
    return Body.objects.get(pk="ccmc")


def administrator() -> User:
    return User.objects.get(username="ccmc-administrator")


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def test_the_holidays_of_the_country_are_days_off_by_their_names(body: Body) -> None:
    calendar = body.calendar
    told = {
        day: calendar.why_closed(dt.date.fromisoformat(day))
        for day in ("2026-11-26", "2026-11-27", "2026-11-28", "2026-12-25", "2027-07-05")
    }

    assert told == {
        "2026-11-26": "Thanksgiving Day",
        "2026-11-27": "",
        "2026-11-28": "Saturday",
        "2026-12-25": "Christmas Day",
        "2027-07-05": "Independence Day (observed)",
    }


def test_filling_again_adds_nothing(body: Body) -> None:
    before = list(CalendarDay.objects.values_list("pk", flat=True))

    assert fill_ahead() == 0
    assert list(CalendarDay.objects.values_list("pk", flat=True)) == before


def test_an_own_day_stays_when_the_holidays_are_changed(body: Body) -> None:
    moving, open_day = dt.date(2027, 3, 3), dt.date(2027, 11, 25)
    set_day(body, moving, name="The office moves", closed=True, by=administrator())
    set_day(body, open_day, name="Open all the same", closed=False, by=administrator())
    keep_holidays(body, "US-CO", by=administrator())

    calendar = Body.objects.get(pk="ccmc").calendar
    assert calendar.why_closed(moving) == "The office moves"
    assert calendar.is_working(open_day)
    assert calendar.why_closed(dt.date(2027, 10, 4)) == "Frances Xavier Cabrini Day"
    verbs = Entry.objects.filter(verb__startswith="calendar.").values_list("verb", flat=True)
    assert list(verbs)[-4:] == [
        "calendar.set",
        "calendar.set",
        "calendar.chosen",
        "calendar.filled",
    ]


def test_a_day_that_passed_is_not_changed(body: Body) -> None:
    with pytest.raises(Blocked, match="has passed"):
        set_day(body, dt.date(2020, 1, 2), name="Late", closed=True, by=administrator())


def test_only_an_administrator_of_the_body_changes_its_days(body: Body) -> None:
    staff = User.objects.get(username="ccmc-staff")
    with pytest.raises(Forbidden):
        keep_holidays(body, "US", by=staff)
    assert client_of("ccmc-staff").get("/calendars/").status_code == 403
    assert client_of("namss-administrator").get("/calendars/ccmc/").status_code == 404


def test_the_page_takes_a_day_and_a_week_and_says_what_is_wrong(body: Body) -> None:
    client = client_of("ccmc-administrator")
    client.get("/calendars/", follow=True)
    day = body.today + dt.timedelta(days=30)
    given = {"single": "1", "day": day, "name": "Stocktaking", "closed": "closed"}
    assert client.post("/calendars/ccmc/", given).status_code == 302
    assert Body.objects.get(pk="ccmc").calendar.why_closed(day) == "Stocktaking"

    week = {"week": "1", "holidays": "us-co", "weekend": ["4", "5"]}
    assert client.post("/calendars/ccmc/", week).status_code == 302
    assert Body.objects.get(pk="ccmc").calendar.weekend == frozenset({4, 5})

    wrong = client.post("/calendars/ccmc/", week | {"holidays": "Narnia"})
    assert wrong.status_code == 422
    assert "The holidays of “NARNIA” are not known." in wrong.content.decode()
    every = client.post("/calendars/ccmc/", week | {"weekend": [str(n) for n in range(7)]})
    assert "Leave at least one working day." in every.content.decode()


def test_a_week_without_a_working_day_is_none() -> None:
    with pytest.raises(ValueError, match="at least one working day"):
        Calendar(weekend=frozenset(range(7)))
