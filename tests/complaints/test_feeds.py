"""The calendar of one person: their dates, by number of the case, at an address of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from icalendar import Calendar

from complaints import feeds
from complaints.models import CalendarAddress
from complaints.recusals import declare
from people.models import User
from tests.walk import Walk
from tests.walk.shared import Roads


@pytest.fixture
def walk(roads: Roads) -> Iterator[Walk]:
    with roads.at("response") as walk:
        yield walk


def address_of(client: Client) -> str:
    page = client.post("/reminders/calendar/").content.decode()
    begins = page.index(f"{settings.SITE_URL}/calendar/")
    return page[begins : page.index(".ics", begins) + 4].removeprefix(settings.SITE_URL)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def told(user: User) -> list[tuple[str, dt.date]]:
    events = Calendar.from_ical(feeds.as_calendar(user)).walk("VEVENT")
    return [(str(event["summary"]), event["dtstart"].dt) for event in events]


def test_the_respondent_has_the_day_to_answer_and_nothing_of_the_case(walk: Walk) -> None:
    client = signed_in(walk.respondent)
    answer = Client().get(address_of(client))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    assert (str(event["summary"]), event["dtstart"].dt) == (walk.number, dt.date(2026, 4, 1))
    assert sorted(event) == [
        *("DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY", "TRANSP", "UID"),
    ]
    assert str(walk.about).encode() not in answer.content


def test_an_address_that_was_replaced_or_taken_back_finds_nothing(walk: Walk) -> None:
    client = signed_in(walk.respondent)
    first = address_of(client)
    second = address_of(client)

    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    client.post("/reminders/calendar/", {"revoke": "1"})
    assert Client().get(second).status_code == 404
    assert Client().get("/calendar/guessed.ics").status_code == 404
    assert not CalendarAddress.objects.exists()


def test_somebody_who_left_reads_nothing(walk: Walk) -> None:
    address = address_of(signed_in(walk.respondent))
    User.objects.filter(pk=walk.respondent.pk).update(is_active=False)

    assert Client().get(address).status_code == 404


def test_the_secret_is_not_kept(walk: Walk) -> None:
    address = address_of(signed_in(walk.respondent))

    assert CalendarAddress.objects.get().tag not in address


def test_each_has_the_dates_that_wait_for_them(roads: Roads) -> None:
    with roads.at("committee_review") as walk:
        due = walk.case.open_clocks["review"].due_on
        chair, member = walk.holder("committee_chair"), walk.holder("committee")

        assert told(chair) == told(member) == [(walk.number, due)]
        assert walk.number not in dict(told(walk.respondent))


def test_a_recused_member_has_no_date_of_the_case(roads: Roads) -> None:
    with roads.at("committee_review") as walk:
        member = walk.ready(walk.holder("committee"))
        walk.act(declare, member, answer="recused", words="A friend.")

        assert walk.number not in dict(told(member))


def test_a_moved_date_keeps_its_event_and_a_stopped_one_goes(walk: Walk) -> None:
    (before,) = Calendar.from_ical(feeds.as_calendar(walk.respondent)).walk("VEVENT")
    walk.ask_extension().grant_extension()
    (after,) = Calendar.from_ical(feeds.as_calendar(walk.respondent)).walk("VEVENT")
    assert (after["uid"], after["sequence"]) == (before["uid"], before["sequence"] + 1)
    walk.respond()

    assert told(walk.respondent) == []
