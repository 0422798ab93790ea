"""Each kind of filing in a real browser.

With and without a script, wide and narrow, enlarged, from right to left, by keyboard alone.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from complaints.models import Complaint
from people.models import Certificant
from tests.journeys.conftest import Visitor, ways
from tests.journeys.filling_in import page_of, write, write_by_keyboard
from tests.journeys.kinds import KINDS, WITHHELD
from tests.journeys.people import Person

MONDAY = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)

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


SUITE = {
    ("named", "1280", True),
    ("without a name", "390", False),
    ("withheld with a file", "320", True),
    ("for another", "320", False),
    ("about two people", "1280 at 200%", False),
}


@pytest.mark.parametrize(("kind", "screen", "script"), ways(SUITE, KINDS))
def test_each_kind_of_filing_comes_to_its_receipt(
    visitor: Visitor, evidence: Path, kind: str, screen: str, script: bool
) -> None:
    body, cases, answers, as_well = KINDS[kind]
    about = Certificant.objects.filter(body=body).order_by("number")[0]
    answers = {"find": {"q": about.number}} | answers
    person = visitor(screen, script=script)
    person.open(f"/{body}/complaint/")
    wide: dict[str, int] = {}

    def look(page: str) -> None:
        picture(person, f"{page}-{screen}")
        wide[page] = person.sideways()

    look("start")
    person.press()
    write(person, answers, evidence, as_well=as_well, look=look)

    assert {page: over for page, over in wide.items() if over > 0} == {}
    assert [case.body_id for case in Complaint.objects.all()] == [body] * cases
    person.reads("Keep both numbers below")


def picture(person: Person, name: str) -> None:
    """Keep the page as a picture where FILING_PICTURES names a folder; the first one stays."""
    folder = os.environ.get("FILING_PICTURES")
    if folder and not (path := Path(folder, f"{name}.png")).exists():
        person.page.screenshot(path=path, full_page=True)


# A file is chosen in a window of the system, which no test can reach by keyboard.
BY_KEYBOARD = [
    pytest.param(kind, marks=[] if kind == "named" else pytest.mark.long)
    for kind in ("named", "without a name", "for another", "of long ago")
]


@pytest.mark.parametrize("kind", BY_KEYBOARD)
def test_the_keyboard_alone_files_a_complaint(visitor: Visitor, kind: str) -> None:
    body, _, answers, _ = KINDS[kind]
    about = Certificant.objects.filter(body=body).order_by("number")[0]
    person = visitor()
    person.open(f"/{body}/complaint/").press()

    write_by_keyboard(person, {"find": {"q": about.number}} | answers)

    assert Complaint.objects.get().body_id == body


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
    """Text at twice its size, on a screen already enlarged, and the page mirrored."""
    person = visitor("1280 at 200%")
    person.open("/ccmc/complaint/").press()
    over: dict[str, int] = {}

    def look(page: str) -> None:
        person.page.evaluate(way)
        picture(person, f"{page}-{'rtl' if 'rtl' in way else 'large'}")
        over[page] = person.sideways()

    write(person, WITHHELD, evidence, look=look)

    assert {page: pixels for page, pixels in over.items() if pixels > 0} == {}


def test_a_fault_takes_the_focus_and_leads_to_its_place(visitor: Visitor) -> None:
    person = visitor("390")
    person.open("/ccmc/complaint/").press().press()

    assert person.page.evaluate("document.activeElement.hasAttribute('data-errors')")
    person.page.locator(".errlist a").click()
    assert person.page.evaluate("document.activeElement.name") == "about"
    person.reads("Choose what your complaint is about.")


def test_what_only_some_need_is_seen_once_it_is_needed(visitor: Visitor) -> None:
    person = visitor("390", script=False)
    person.open("/ccmc/complaint/").press()
    write(person, KINDS["named"][2], until="contact")

    shown = {"": seen_of(person, "email", "post")}
    for way in ("email", "post", "page"):
        person.page.check(f"[name=reach][value={way}]")
        shown[way] = seen_of(person, "email", "post")
    assert shown == {"": [], "email": ["email"], "post": ["post"], "page": []}
    helps = ("language", "adjustments", "other")
    assert seen_of(person, *helps) == []
    person.page.locator("summary", has_text="Another language").click()
    assert seen_of(person, *helps) == [*["language"] * 3, *["adjustments"] * 4, "other"]

    write(person, KINDS["named"][2], until="dealt")
    assert seen_of(person, "came_of_it", "wish") == ["wish"]
    person.page.check("[name=dealt][value=nobody]")
    assert seen_of(person, "came_of_it", "wish") == ["wish"]
    person.page.check("[name=dealt][value=court]")
    assert seen_of(person, "came_of_it", "wish") == ["came_of_it", "wish"]


def seen_of(person: Person, *names: str) -> list[str | None]:
    """Which of these fields can be seen now."""
    fields = person.page.locator(", ".join(f"main [name={name}]" for name in names)).all()
    return [field.get_attribute("name") for field in fields if field.is_visible()]


def test_a_topic_is_found_under_its_heading(visitor: Visitor) -> None:
    person = visitor("390", script=False)
    person.open("/ccmc/complaint/").press()
    write(person, KINDS["named"][2], until="topics")

    assert not person.page.get_by_label("Confidentiality of health information").is_visible()
    person.page.locator("summary", has_text="Confidentiality, records and security").click()
    picture(person, "topics-unfolded-390")
    person.page.get_by_label("Confidentiality of health information").check()
    person.check().press()
    assert page_of(person) == "story"


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


def test_copying_a_code_is_said_at_its_button(visitor: Visitor) -> None:
    person = visitor("390")
    person.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    person.page.clock.install()
    person.open("/ccmc/complaint/").fill(about="holder").press()
    button = person.page.get_by_role("button", name="Copy")
    button.click()

    person.page.get_by_role("button", name="Copied").wait_for()
    assert person.page.locator("p:has([data-copy]) [role=status]").inner_text() == "Copied"
    assert person.page.evaluate("navigator.clipboard.readText()").startswith("D-")
    person.page.clock.fast_forward("00:05")
    button.wait_for()
