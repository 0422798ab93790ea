"""More time: who may have it, how often, and what follows for the last day and its reminders."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from complaints import extensions, reminders
from complaints.models import Extension, Mail, Reminder
from complaints.next_step import next_step
from ledger.refusals import Blocked
from tests.walk import Walk


def test_granting_moves_the_last_day_and_says_who_granted_it(walk: Walk) -> None:
    before = walk.case.open_clocks["response"]
    walk.ask_extension().grant_extension()

    clock = walk.case.open_clocks["response"]
    last = before.due_on + dt.timedelta(days=10)
    while last.weekday() >= 5:
        last += dt.timedelta(days=1)
    assert (clock.due_on, clock.revision) == (last, before.revision + 1)
    assert clock.explained == (
        "30 calendar days and 10 more, 40 together, from 2 March 2026 (delivery of letter L09"
        " proven: read in the portal). The day after, 3 March 2026, is the first that can count."
        " 10 days more, granted by the chair of the committee on 2 March 2026. The count is full on"
        " Saturday 11 April 2026. The last day moves over 11 April 2026 (Saturday); 12 April 2026"
        " (Sunday). The last day is Monday 13 April 2026; the whole of it is in time."
    )
    assert walk.case.next_due_on == last
    row = Extension.objects.get()
    assert (row.granted, row.days_granted, row.ruled_on) == (True, 10, walk.case.today)
    assert walk.case.notices.filter(letter="L45", role="respondent").count() == 1
    entry = walk.case.docket.entries.get(verb="extension.ruled")
    assert entry.details["was"] == "2026-04-01"
    assert entry.details["reason"] == "She was in hospital."


def test_the_new_last_day_is_reminded_of_again(walk: Walk) -> None:
    clock = walk.case.open_clocks["response"]
    walk.days(23).remind().ask_extension().grant_extension()
    assert not walk.case.open_clocks["response"].was_reminded_of
    walk.pass_by("response")

    days = Reminder.objects.filter(deadline=clock).values_list("revision", "superseded")
    assert (1, False) in days
    assert (2, False) in days


def test_who_rules_is_told_and_everybody_sees_that_it_waits(walk: Walk) -> None:
    walk.ask_extension()
    chair = walk.holder("committee_chair")

    subject = f"A request waits for your ruling in {walk.number}"
    assert [mail.to for mail in Mail.objects.filter(subject=subject)] == [chair.email]
    assert next_step(walk.case).note == "10 more days are asked for; that is not ruled on yet."


def test_refusing_leaves_the_last_day_and_tells_why(walk: Walk) -> None:
    before = walk.case.open_clocks["response"].due_on
    walk.ask_extension().refuse_extension()

    clock = walk.case.open_clocks["response"]
    assert (clock.due_on, clock.revision) == (before, 1)
    assert walk.case.notices.filter(letter="L46", role="respondent").count() == 1


def test_a_window_is_extended_twice_at_most(walk: Walk) -> None:
    for _ in range(2):
        walk.ask_extension().grant_extension()
    with pytest.raises(Blocked, match="extended 2 times, which is the most"):
        walk.ask_extension()


def test_one_request_waits_at_a_time_and_no_longer_than_thirty_days(walk: Walk) -> None:
    with pytest.raises(Blocked, match="up to 30 days"):
        walk.act(
            extensions.ask_extension,
            walk.respondent,
            window="response",
            days=31,
            statement="Long.",
        )
    walk.ask_extension()
    with pytest.raises(Blocked, match="asked for more time already"):
        walk.ask_extension()


def test_no_window_is_closed_over_a_request_that_waits(walk: Walk) -> None:
    walk.ask_extension().pass_by("response")
    with pytest.raises(Blocked, match="ruled on first"):
        walk.case.close_response(by=walk.staff)
    walk.refuse_extension()
    clock = walk.case.open_clocks["response"]
    # Thirty days were left when it was asked for; the thirtieth from now is a Saturday.
    assert (walk.case.today, clock.due_on) == (dt.date(2026, 4, 2), dt.date(2026, 5, 4))
    assert "(a request for more time waited for its ruling)" in clock.explained
    letter = walk.serve().case.notices.get(letter="L46").text
    assert "the days on which your request waited for it do not count" in letter
    with pytest.raises(Blocked, match="The window runs until"):
        walk.case.close_response(by=walk.staff)
    walk.pass_by("response")
    walk.case.close_response(by=walk.staff)
    assert walk.case.stage == "responded"


def test_a_ruling_that_comes_late_cannot_give_days_that_have_passed(walk: Walk) -> None:
    walk.ask_extension().pass_by("response").days(20)
    with pytest.raises(Blocked, match="which has passed"):
        walk.grant_extension()


def test_after_the_last_day_nothing_can_be_asked(walk: Walk) -> None:
    walk.pass_by("response")
    with pytest.raises(Blocked, match="No time of yours is running"):
        walk.act(
            extensions.ask_extension, walk.respondent, window="response", days=5, statement="Late."
        )
    assert extensions.windows_of_respondent(walk.case) == []


def test_the_page_says_what_is_asked_and_until_when(walk: Walk) -> None:
    client = Client()
    client.force_login(walk.respondent)
    address = f"/cases/{walk.number}/steps/ask_extension/"
    assert "now until the end of Wednesday 1 April 2026" in client.get(address).content.decode()
    sent = client.post(address, {"window": "response", "days": "7", "statement": "A funeral."})
    assert sent.status_code == 302
    chair = Client()
    chair.force_login(walk.ready(walk.holder("committee_chair")))
    page = chair.get(f"/cases/{walk.number}/steps/rule_on_extension/").content.decode()
    assert "A funeral." in page
    assert reminders.remind(walk.case.today) == 0
