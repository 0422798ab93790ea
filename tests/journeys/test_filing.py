"""Each kind of filing in a real browser.

With and without a script, wide and narrow, enlarged, from right to left, by keyboard alone.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser

from complaints.models import Complaint
from people.models import Certificant
from tests.intake.writing import DEFAULT, Answers
from tests.journeys.conftest import Person, Seen
from tests.journeys.filling_in import page_of, write, write_by_keyboard
from tests.office import Office

MONDAY = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)
TALL = 844
PERIOD = {"when": "period"}

NAMED: Answers = DEFAULT | {"relation": {"relation": "client", "sharing": "named"}}
WITHHELD: Answers = DEFAULT | {
    "evidence": {"evidence": "now"},
    "consent": {"to_person": "all", "records": "no"},
    "when": PERIOD,
}
FOR_ANOTHER: Answers = DEFAULT | {
    "about": {"about": "care"},
    "find": {"person": "none"},
    "relation": {"relation": "family", "sharing": "withheld"},
    "when": {"when": "unknown"},
    "sign": {"true": "on", "shared": "on", "authorised": "on", "signature": "Ana Delgado"},
}
ANONYMOUS: Answers = DEFAULT | {
    "find": {"person": "none"},
    "relation": {"relation": "client", "sharing": "anonymous"},
    "when": {"when": "day", "day_year": "2025"},
    "sign": {"true": "on", "shared": "on"},
}
# The kind of filing, the body, its answers, a script or none, and how wide the screen is.
KINDS = {
    "named, 1280, script": ("ccmc", NAMED, True, 1280),
    "without a name, 390, no script": ("gcre", ANONYMOUS, False, 390),
    "withheld with a file, 390, script": ("namss", WITHHELD, True, 390),
    "for another, 320, no script": ("ccmc", FOR_ANOTHER, False, 320),
    "withheld with a file, 1280, no script": ("ccmc", WITHHELD, False, 1280),
}

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MONDAY):
        yield


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    path = tmp_path / "e-mail.txt"
    path.write_text("What was written …")
    return path


Visitor = Callable[..., Person]


@pytest.fixture
def visitor(
    office: Office, live_server: Any, chromium: Browser, seen: set[Seen]
) -> Iterator[Visitor]:
    """Somebody with a browser of a given width, with or without a script in it."""
    opened: list[Person] = []

    def begin(width: int = 1280, *, script: bool = True, **context: Any) -> Person:
        viewport: Any = {"width": width, "height": TALL}
        room = chromium.new_context(viewport=viewport, java_script_enabled=script, **context)
        room.set_default_timeout(10_000)
        person = Person(chromium, live_server.url, seen, page=room.new_page(), script=script)
        opened.append(person)
        return opened[-1]

    yield begin
    for person in opened:
        person.page.context.close()


def sideways(person: Person) -> int:
    """How many pixels of the page lie outside the screen."""
    found: int = person.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found


# These two differ from the others in width or body alone.
LONG = {"withheld with a file, 390, script", "withheld with a file, 1280, no script"}


@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, marks=pytest.mark.long) if kind in LONG else kind for kind in KINDS],
)
def test_each_kind_of_filing_comes_to_its_receipt(
    visitor: Visitor, evidence: Path, kind: str
) -> None:
    body, answers, script, width = KINDS[kind]
    anybody = Certificant.objects.filter(body=body).order_by("number")[0]
    answers = {"find": {"q": anybody.number}} | answers
    person = visitor(width, script=script)
    person.open(f"/{body}/complaint/")
    picture(person, f"start-{width}")
    person.press()
    wide: dict[str, int] = {}

    def look(page: str) -> None:
        picture(person, f"{page}-{width}")
        wide[page] = sideways(person)

    write(person, answers, evidence, look=look)

    assert {page: over for page, over in wide.items() if over > 0} == {}
    assert Complaint.objects.get().body_id == body
    person.reads("Keep both numbers below")


def picture(person: Person, name: str) -> None:
    """Keep the page as a picture where FILING_PICTURES names a folder."""
    folder = os.environ.get("FILING_PICTURES")
    if folder:
        person.page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_the_keyboard_alone_files_a_complaint(visitor: Visitor) -> None:
    person = visitor()
    person.open("/ccmc/complaint/").press()

    write_by_keyboard(person, NAMED)

    assert Complaint.objects.count() == 1


@pytest.mark.parametrize(
    "way",
    [
        "() => { document.documentElement.dir = 'rtl' }",
        pytest.param(
            "() => { document.documentElement.style.fontSize = '200%' }", marks=pytest.mark.long
        ),
    ],
    ids=["right to left", "text at 200%"],
)
def test_nothing_is_lost_enlarged_or_from_right_to_left(
    visitor: Visitor, evidence: Path, way: str
) -> None:
    """A phone is 390 wide; 640 is a screen of 1280 at 200%."""
    person = visitor(640, device_scale_factor=2)
    person.open("/ccmc/complaint/").press()
    over: dict[str, int] = {}

    def look(page: str) -> None:
        person.page.evaluate(way)
        picture(person, f"{page}-{'rtl' if 'rtl' in way else 'large'}")
        over[page] = sideways(person)

    write(person, WITHHELD, evidence, look=look)

    assert {page: pixels for page, pixels in over.items() if pixels > 0} == {}


def test_a_fault_takes_the_focus_and_leads_to_its_place(visitor: Visitor) -> None:
    person = visitor(390)
    person.open("/ccmc/complaint/").press().press()

    assert person.page.evaluate("document.activeElement.hasAttribute('data-errors')")
    person.page.locator(".errlist a").click()
    assert person.page.evaluate("document.activeElement.name") == "about"
    person.reads("Choose what your complaint is about.")


def test_the_warning_comes_before_the_page_locks(visitor: Visitor) -> None:
    person = visitor()
    person.page.clock.install()
    person.open("/ccmc/complaint/").press()
    warning = person.page.locator("[data-idle]")

    assert not warning.is_visible()
    person.page.clock.fast_forward("40:00")
    assert warning.is_visible()
    warning.get_by_role("button").click()
    warning.wait_for(state="hidden")
    assert page_of(person) == "about"
