"""Filling in the public form in a browser: with the mouse, or with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.intake.writing import SOUGHT, Answers
from tests.journeys.people import Person

# What stands chosen already, in the language in which somebody reads, and is mostly folded.
PRESET = {"language"}
# How often somebody presses Tab before they give up on a page.
PATIENCE = 80


def page_of(person: Person) -> str:
    return str(person.page.url.split("?")[0].rstrip("/").rsplit("/", 1)[-1])


def write(
    person: Person,
    answers: Answers,
    evidence: Path | None = None,
    *,
    as_well: Answers | None = None,
    look: Callable[[str], Any] = lambda page: None,
    until: str = "receipt",
) -> None:
    """Answer every question that comes up, each by its own control; ``look`` at each page.

    ``as_well`` is answered about one person more, whom the page of all answers leads to.
    """
    while (page := page_of(person)) != until:
        look(page)
        if page == "check" and as_well:
            person.page.get_by_role("link", name="Add another person").click()
            person.check().fill(**as_well["others"]).press()
            answers, as_well = {**answers, "find": as_well["find"]}, None
        elif page == "find":
            find(person, answers, look)
        elif page == "files":
            assert evidence is not None
            send_file(person, evidence)
        else:
            page = "sign" if page == "check" else page
            given = {name: value == "on" or value for name, value in answers[page].items()}
            person.fill(**{name: given[name] for name in given if name not in PRESET}).press()
    look(until)


def find(person: Person, answers: Answers, look: Callable[[str], Any]) -> None:
    """Look for somebody and press the first button, or that of those who cannot find them."""
    given = answers.get("find", {})
    if "person" not in given:
        person.page.fill("[name=q][id]", given.get("q", SOUGHT))
        with person.page.expect_navigation():
            person.page.locator("main [role=search] [type=submit]").click()
        person.check()
        look("found")
    buttons = person.page.locator("main [name=person]")
    (buttons.last if "person" in given else buttons.first).click()
    person.check()


def send_file(person: Person, evidence: Path) -> None:
    person.fill(files=str(evidence))
    # A script sends the file and opens the page again; without one the browser does.
    with person.page.expect_navigation():
        person.page.locator("[name=upload]").click()
    person.reads("Received and sealed")
    person.fill(description_1="The e-mail", health_1="mine").press()


def focused(person: Person) -> dict[str, str]:
    """What the keyboard is at now."""
    found: dict[str, str] = person.page.evaluate(
        "() => { const e = document.activeElement; return {tag: e.tagName, name: e.name || '',"
        " value: e.value || '', type: e.type || '', text: e.textContent.trim(),"
        " ring: getComputedStyle(e).outlineStyle + getComputedStyle(e).boxShadow,"
        " quiet: String(e.classList.contains('quiet'))} }"
    )
    return found


def tab_to(person: Person, wanted: Callable[[dict[str, str]], bool]) -> dict[str, str]:
    """Press Tab until the keyboard is at something; whatever it passes shows where it is."""
    for _ in range(PATIENCE):
        here = focused(person)
        if here["tag"] != "BODY":
            assert here["ring"] != "nonenone", here
        if wanted(here):
            return here
        person.page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not come there: {person.page.url}")


def answer_by_keyboard(person: Person, name: str, value: Any) -> None:
    here = tab_to(person, lambda at: at["name"] == name)
    if here["type"] == "radio":
        for _ in range(PATIENCE):
            at = focused(person)
            if at["value"] == value:
                person.page.keyboard.press("Space")
                return
            person.page.keyboard.press("ArrowDown")
        raise AssertionError(f"No arrow leads to {value}")
    if here["type"] == "checkbox":
        wanted = value if isinstance(value, list) else [here["value"]]
        for one in wanted:
            tab_to(person, lambda at, one=one: (at["name"], at["value"]) == (name, one))  # type: ignore[misc]
            person.page.keyboard.press("Space")
        return
    person.page.keyboard.type(str(value))


def press_by_keyboard(person: Person, wanted: Callable[[dict[str, str]], bool]) -> None:
    tab_to(person, wanted)
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")


def write_by_keyboard(person: Person, answers: Answers) -> None:
    """The whole form without a mouse, to the receipt."""

    def is_main(at: dict[str, str]) -> bool:
        return at["tag"] == "BUTTON" and at["type"] == "submit" and at["quiet"] == "false"

    while (page := page_of(person)) != "receipt":
        if page == "find" and "person" in answers.get("find", {}):
            press_by_keyboard(person, lambda at: (at["name"], at["value"]) == ("person", "none"))
        elif page == "find":
            tab_to(person, lambda at: at["name"] == "q")
            person.page.keyboard.type(answers.get("find", {}).get("q", SOUGHT))
            press_by_keyboard(person, lambda at: at["text"] == "Search")
            press_by_keyboard(person, lambda at: at["name"] == "person")
        else:
            for name, value in answers["sign" if page == "check" else page].items():
                if name not in PRESET:
                    answer_by_keyboard(person, name, value)
            press_by_keyboard(person, is_main)
