"""The public code browser in a real browser: each page once, wide and on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from codes.loading import load_shipped
from people.models import Body
from tests.codes.amended import amend
from tests.journeys.people import Person

PAGES = {
    "codes": ("/ccmc/code/?q=members&on=2026-05-01", "found for “members”"),
    "edition": ("/ccmc/code/try/second-corrected/", "Compare with the edition before"),
    "edition-never": ("/ccmc/code/try/second/", "Never in force: replaced by a correction."),
    "provision": ("/ccmc/code/try/first/R-4/", "This line through the editions"),
    "compare": ("/ccmc/code/try/compare/?from=first&to=second-corrected", "Repealed"),
    "compare-all": ("/ccmc/code/try/compare/?show=all&to=first", "Every provision"),
    "compare-none": ("/ccmc/code/try/compare/?from=none", "Choose one of the editions"),
    "happened": ("/ccmc/code/what-happened/", "The rules that a complaint can name"),
    "happened-wrong": ("/ccmc/code/what-happened/?on=soon", "Enter a valid date."),
    "procedure": ("/ccmc/procedure/", "This page as data"),
}

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_everybody_can_read_the_codes(live_server: Any, chromium: Browser) -> None:
    load_shipped()
    amend(Body.objects.get(pk="ccmc"))
    wide, phone = (Person(chromium, live_server.url, set()) for _ in range(2))
    phone.page.set_viewport_size({"width": 390, "height": 844})

    for name, (address, words) in PAGES.items():
        wide.open(address).reads(words).picture(f"codes-{name}")
        phone.open(address).reads(words)
        sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert (name, phone.page.evaluate(sideways)) == (name, 0)
    for person in (wide, phone):
        person.open("/ccmc/code/what-happened/").fill(happened="She told my family of my health")
        person.send("that may be about this").picture("codes-happened-close")
        assert person.page.url.endswith("/ccmc/code/what-happened/")
