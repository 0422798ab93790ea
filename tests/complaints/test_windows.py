"""A clock is counted by its own window: length, kind of days, reminders and whom it waits for."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from complaints import deliveries
from complaints.awaited import recipients_of
from complaints.explaining import months, sentence
from complaints.models import Deadline
from complaints.reckoning import Term, as_json, reckon, term_of
from ledger.refusals import Blocked
from people.calendars import Calendar
from tests.walk import Walk
from tests.walk.shared import Roads


def clock_of(walk: Walk, kind: str) -> Deadline:
    found: Deadline = walk.case.open_clocks[kind]
    return found


def client_of(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_an_added_allegation_is_answered_in_the_days_of_its_own_window(roads: Roads) -> None:
    """At gcre that window counts ten working days and reminds once, three days ahead."""
    with roads.at("investigation", "gcre") as walk:
        walk.add_allegation().serve().deliver("L09")
        clock, told = clock_of(walk, "response"), walk.case.notices.filter(letter="L09").last()
        page = client_of(walk.respondent).get(f"/cases/{walk.number}/clocks/{clock.pk}/")
        data = client_of(walk.respondent).get(f"/cases/{walk.number}/clocks/{clock.pk}/data/")

        assert (clock.started_on, clock.due_on) == (walk.case.today, dt.date(2026, 3, 16))
        assert clock.explained.startswith("10 business days from 2 March 2026")
        assert [alarm.days_before for alarm in clock.alarms.order_by("on")] == [3, -1]
        assert clock.title == "Answer to an added allegation"
        assert "You have 10 business days" in told.text
        assert "“Answer to an added allegation”, 10 business days" in page.content.decode()
        assert data.json()["rule"]["days"] == 10


def test_the_exchange_is_counted_back_from_the_hearing_and_waits_for_both(roads: Roads) -> None:
    with roads.at("hearing seat_panel schedule") as walk:
        hearing, clock = clock_of(walk, "hearing"), clock_of(walk, "exchange")
        words = f"14 calendar days back from {hearing.due_on:%-d %B %Y} (the day of the hearing)."
        assert clock.explained.startswith(words)
        assert clock.due_on <= hearing.due_on - dt.timedelta(days=14)
        assert clock.due_on.weekday() < 5
        assert clock.roles == ("complainant", "respondent")
        names = [name for name, _ in recipients_of(clock)]
        assert names == [f"party:{party.pk}" for party in walk.case.parties.order_by("pk")]

        walk.put_on_hold().days(5).take_up_again()
        assert clock_of(walk, "exchange").due_on == clock.due_on
        walk.continue_hearing()
        again = clock_of(walk, "exchange")
        assert (again.pk, again.revision) == (clock.pk, clock.revision + 1)
        # Fourteen days before 25 April is a Saturday.
        assert clock_of(walk, "hearing").due_on == dt.date(2026, 4, 25)
        assert again.due_on == dt.date(2026, 4, 10)


def test_the_last_day_before_a_hearing_moves_back_over_days_off() -> None:
    """Fourteen days before 10 December is Thanksgiving; with the weekend it moves on, back."""
    office = Calendar(closed={dt.date(2026, 11, 26): "Thanksgiving Day"})
    hearing = dt.date(2026, 12, 10)
    found = reckon(Term(hearing, 14, roll="next_business_day", calendar=office, back=True))

    assert (found.full, found.due) == (dt.date(2026, 11, 26), dt.date(2026, 11, 25))
    assert sentence(found, "the day of the hearing") == (
        "14 calendar days back from 10 December 2026 (the day of the hearing). The day before, 9"
        " December 2026, is the first that can count. The count is full on Thursday 26 November"
        " 2026. The last day moves back over 26 November 2026 (Thanksgiving Day). The last day is"
        " Wednesday 25 November 2026; the whole of it is in time."
    )
    again = reckon(term_of(as_json(found)))
    assert (again.due, again.rolled) == (found.due, found.rolled)
    assert [month.title for month in months(found)] == ["November 2026", "December 2026"]
    cells = {
        cell.day: cell.said for m in months(found) for week in m.weeks for cell in week if cell
    }
    assert cells[dt.date(2026, 12, 9)] == "day 1"
    assert cells[dt.date(2026, 11, 27)] == "day 13"
    assert cells[dt.date(2026, 11, 26)] == "Thanksgiving Day"


def test_a_hold_that_is_over_before_a_presumed_delivery_stops_no_day(roads: Roads) -> None:
    """Posted on 2 March, so delivered on the 5th; on hold from the 2nd to the 3rd."""
    with roads.at("file_about_a_stranger take_in send_to_chair elevate_by_post") as walk:
        notice = walk.case.notices.get(letter="L09")
        posted = {"notice": notice, "on": walk.case.today, "tracking": "1Z", "waits": False}
        walk.act(deliveries.record_posting, walk.staff, **posted)
        due = clock_of(walk, "response").due_on
        walk.put_on_hold().days(1).take_up_again()

        clock = clock_of(walk, "response")
        assert (clock.due_on, clock.pauses.count()) == (due, 0)
        assert "on hold" not in clock.explained


def test_what_is_asked_before_a_hold_is_ruled_on_after_it(roads: Roads) -> None:
    with roads.at("response ask_extension put_on_hold") as walk:
        with pytest.raises(Blocked, match="Rule on it when the case goes on"):
            walk.grant_extension()
        with pytest.raises(Blocked, match="The time stands still"):
            walk.case.close_response(by=walk.staff)
        walk.days(3).take_up_again().grant_extension()
        assert clock_of(walk, "response").due_on > dt.date(2026, 4, 10)


def test_time_that_was_withdrawn_again_uses_up_no_request(roads: Roads) -> None:
    with roads.at("response") as walk:
        for _ in range(walk.rules.extension_times):
            walk.ask_extension().grant_extension().withdraw_extension()
        walk.ask_extension().grant_extension()
        assert walk.case.open_clocks["response"].extensions.count() == (
            walk.rules.extension_times + 1
        )
