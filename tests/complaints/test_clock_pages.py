"""The page of one clock, its data, and the counting that anybody can do without a case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.translation import override

from complaints.models import Deadline
from complaints.reckoning import reckon, term_of
from ledger.models import Entry
from people.models import User
from tests.office import Office
from tests.walk import Walk
from tests.walk.shared import Roads


def client_of(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def walk(roads: Roads) -> Iterator[Walk]:
    with roads.at("response ask_extension grant_extension") as walk:
        yield walk


def clock_of(walk: Walk, kind: str = "response") -> Deadline:
    found: Deadline = walk.case.open_clocks[kind]
    return found


def address_of(walk: Walk, kind: str = "response") -> str:
    return f"/cases/{walk.number}/clocks/{walk.case.deadlines.get(kind=kind).pk}/"


def test_the_page_says_how_the_date_was_found(walk: Walk) -> None:
    page = client_of(walk.respondent).get(address_of(walk)).content.decode()

    for sentence in (
        "Until the end of Monday 13 April 2026, Eastern Time.",
        "30 calendar days and 10 more, 40 together, from 2 March 2026",
        "10 days more, granted by the chair of the committee on 2 March 2026.",
        "The count is full on Saturday 11 April 2026.",
        "The last day moves over 11 April 2026 (Saturday); 12 April 2026 (Sunday).",
        'class="k-due" title="the last day">13',
        'class="k-off" title="Saturday">11',
        "Source: P.",
        "not confirmed",
    ):
        assert sentence in page, sentence


def test_the_data_are_enough_to_count_the_date_again(walk: Walk) -> None:
    clock = clock_of(walk)
    told = client_of(walk.respondent).get(f"{address_of(walk)}data/").json()

    again = reckon(term_of(told["basis"]))
    assert (told["due_on"], told["ends_at"]) == ("2026-04-13", "2026-04-14T03:59:59.999999+00:00")
    assert again.due == clock.due_on == dt.date(2026, 4, 13)
    assert told["rule"]["source"] == "P"
    assert told["explained"] == clock.explained


@pytest.mark.parametrize(("who", "seen"), [("staff", 200), ("respondent", 404)])
def test_a_clock_is_seen_by_whom_it_concerns_and_by_staff(walk: Walk, who: str, seen: int) -> None:
    """The office's own target is not the respondent's business."""
    client, address = client_of(getattr(walk, who)), address_of(walk, "gate")

    assert client.get(address).status_code == seen
    assert client.get(f"{address}data/").status_code == seen


@pytest.mark.parametrize(
    ("start", "last"),
    [
        # Ten working days over Thanksgiving, in years that no row of the calendar is kept for.
        ("2024-11-20", "Thursday 5 December 2024"),
        ("2040-11-16", "Monday 3 December 2040"),
        ("1997-12-24", "Friday 9 January 1998"),
    ],
)
def test_holidays_count_as_such_in_any_year(office: Office, start: str, last: str) -> None:
    given = {"window": "other", "days": "10", "count": "business", "start": start}
    page = Client().post("/ccmc/dates/", given).content.decode()
    assert f"The last day is {last}" in page


def test_days_of_ones_own_are_not_silently_left_out(office: Office) -> None:
    given = {"window": "response", "days": "10", "start": "2026-11-20"}
    answer = Client().post("/ccmc/dates/", given)
    assert answer.status_code == 422
    assert answer.context["form"].errors["days"] == [
        "Choose “Another number of days” above, or leave this empty."
    ]


def test_to_a_stranger_no_clock_exists(walk: Walk) -> None:
    client = client_of(User.objects.get(username="namss-staff"))

    assert client.get(address_of(walk)).status_code == 404
    assert client.get(f"{address_of(walk)}data/").status_code == 404


def test_what_is_tried_out_changes_nothing(walk: Walk) -> None:
    before = (list(Deadline.objects.values()), Entry.objects.count())
    tried = {"start": "2026-03-05", "more": "", "still_from": "2026-03-10"}
    answer = client_of(walk.respondent).post(
        address_of(walk), {**tried, "still_until": "2026-03-19"}
    )

    page = answer.content.decode()
    assert "It would be Friday 24 April 2026, 11 days later" in page
    assert "Not counted: 10 March 2026 to 19 March 2026 (the time stands still)." in page
    assert (list(Deadline.objects.values()), Entry.objects.count()) == before


def test_a_stay_that_still_lasts_can_be_tried_out_to_an_end(walk: Walk) -> None:
    walk.put_on_hold()
    client, address = client_of(walk.respondent), address_of(walk)
    assert "The time stands still." in client.get(address).content.decode()
    tried = {"start": "2026-03-02", "still_from": "2026-03-03", "still_until": "2026-03-12"}
    page = client.post(address, {**tried, "more": ""}).content.decode()
    assert "It would be Tuesday 21 April 2026" in page


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"start": "soon"}, "Enter a valid date."),
        ({"start": "0001-01-01"}, "Give a day between 1990 and 2100."),
        ({"start": "2026-03-05", "more": "-1"}, "greater than or equal to 0"),
        ({"start": "2026-03-05", "still_until": "2026-03-09"}, "from when the time stands still"),
        (
            {"start": "2026-03-05", "still_from": "2026-03-09", "still_until": "2026-03-08"},
            "cannot run again before it stood still",
        ),
    ],
)
def test_what_cannot_be_counted_is_said_and_kept(
    walk: Walk, given: dict[str, str], sentence: str
) -> None:
    answer = client_of(walk.respondent).post(address_of(walk), given)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert f'value="{given["start"]}"' in page


@pytest.mark.parametrize(
    ("body", "given", "said"),
    [
        ("ccmc", {"window": "response", "start": "2026-11-24"}, "Thursday 24 December 2026"),
        # Christmas is a Friday, so the end moves over it and the weekend.
        ("ccmc", {"window": "response", "start": "2026-11-25"}, "Monday 28 December 2026"),
        (
            "ccmc",
            {"window": "response", "start": "2026-11-22", "posted": "on"},
            "Monday 28 December 2026",
        ),
        (
            "ccmc",
            {"window": "other", "days": "3", "count": "business", "start": "2026-11-24"},
            "Monday 30 November 2026",
        ),
        ("namss", {"window": "appeal", "start": "2026-06-03"}, "Monday 6 July 2026"),
    ],
)
def test_anybody_can_count_a_last_day(
    office: Office, body: str, given: dict[str, str], said: str
) -> None:
    page = Client().post(f"/{body}/dates/", given).content.decode()

    assert f"Until the end of {said}" in page


def test_the_counting_is_there_in_spanish(office: Office) -> None:
    client = Client()
    client.cookies["language"] = "es"
    given = {"window": "response", "start": "2026-11-25"}
    page = client.post("/ccmc/dates/", given).content.decode()

    assert "Hasta el final del lunes 28 de diciembre de 2026" in page
    assert "30 días naturales desde el 25 de noviembre de 2026" in page


def test_a_date_of_the_record_is_in_english_whoever_acts(roads: Roads) -> None:
    with override("es"), roads.at("") as walk:
        walk.file()
        clock = walk.case.open_clocks["ack"]
        assert clock.explained.startswith("7 calendar days from 2 March 2026")
