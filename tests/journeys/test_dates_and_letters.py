"""Dates, letters, errands and reminders in a real browser: each page once, wide and on a phone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from playwright.sync_api import Browser

from complaints.errands import raise_errand
from complaints.models import ErrandKind
from complaints.stages import Stage
from tests.journeys.people import Person
from tests.office import Office
from tests.walk import Walk, short_road_to

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def a_case() -> tuple[Walk, dict[str, tuple[str, str, str]]]:
    """A case with more time, a letter to post and an errand; the pages about it, by name."""
    walk = Walk("ccmc").along(f"{short_road_to(Stage.RESPONSE)} ask_extension grant_extension")
    walk.serve().case.notices.filter(letter="L10").update(state="to_post")
    errand = raise_errand(ErrandKind.OTHER, "Look at this.", key="one", case=walk.case)
    clock = walk.case.open_clocks["response"].pk
    letter = walk.case.notices.get(letter="L09").pk
    case = f"/cases/{walk.number}"
    staff, party, office = "ccmc-staff", walk.respondent.username, "ccmc-administrator"
    return walk, {
        "clock": (staff, f"{case}/clocks/{clock}/", "How this date was found"),
        "clock-party": (party, f"{case}/clocks/{clock}/", "What if"),
        "letter": (staff, f"{case}/letters/{letter}/", "Notice of allegations"),
        "letters": (staff, f"{case}/letters/", "Notice of allegations"),
        "letters-to-post": (staff, "/letters-to-post/", walk.number),
        "letters-all": (staff, "/ccmc/letters/", "What it has to say"),
        "letter-sample": (staff, "/ccmc/letters/L38/respondent/", "made-up"),
        "errands": (staff, "/errands/", "Look at this."),
        "errand": (staff, f"/errands/{errand.pk}/", "Look at this."),
        "reminders": (party, "/reminders/", "Your dates in your own calendar"),
        "calendar": (office, "/calendars/ccmc/", "Thanksgiving Day"),
        "health": (office, "/health/office/", "Reminders are planned"),
        "hold": ("", f"{case}/steps/put_on_hold/", "What is waited for"),
    }


def test_everybody_reads_their_dates_and_letters(
    live_server: Any, chromium: Browser, office: Office
) -> None:
    walk, pages = a_case()
    chair = walk.ready(walk.holder("committee_chair")).username
    wide = Person(chromium, live_server.url, set())
    phone = Person(chromium, live_server.url, set())
    phone.page.set_viewport_size({"width": 390, "height": 844})

    for name, (who, address, words) in pages.items():
        for person in (wide, phone):
            person.enter(who or chair).open(address).reads(words)
        assert (name, phone.page.evaluate(SIDEWAYS)) == (name, 0)
        wide.picture(f"dates-{name}")


def test_anybody_counts_a_last_day_by_keyboard(
    live_server: Any, chromium: Browser, office: Office
) -> None:
    person = Person(chromium, live_server.url, set())
    person.page.set_viewport_size({"width": 320, "height": 640})
    person.open("/ccmc/dates/").fill(window="response", start="2026-11-25")
    person.page.locator("main [name=start]").focus()
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")

    person.check().reads("Until the end of Monday 28 December 2026")
    assert person.page.evaluate(SIDEWAYS) == 0
    assert dt.date(2026, 12, 28).isoformat() not in person.page.url
