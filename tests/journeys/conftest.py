"""A browser for each person of a journey, with the screen that they have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.people import Person, Seen, Town
from tests.office import Office

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def seen() -> set[Seen]:
    """The pages that axe has read in this session, in whatever journey they were met."""
    return set()


Visitor = Callable[..., Person]
# Each screen: its width, and how many of its own points one of the page takes.
SCREENS = {"1280": (1280, 1), "390": (390, 1), "320": (320, 1), "1280 at 200%": (640, 2)}
TALL = 844


def ways(suite: set[tuple[Any, ...]], *kinds: Iterable[str]) -> list[Any]:
    """Everything on every screen, with a script and without; what the suite leaves out is long."""
    return [
        pytest.param(*way, marks=[] if way in suite else pytest.mark.long)
        for way in product(*kinds, SCREENS, [True, False])
    ]


@pytest.fixture
def visitor(
    office: Office, live_server: Any, chromium: Browser, seen: set[Seen]
) -> Iterator[Visitor]:
    """Somebody with a screen of ``SCREENS``, with or without a script in their browser."""
    opened: list[Person] = []

    def begin(screen: str = "1280", *, script: bool = True) -> Person:
        width, scale = SCREENS[screen]
        room = chromium.new_context(
            viewport={"width": width, "height": TALL},
            device_scale_factor=scale,
            java_script_enabled=script,
        )
        room.set_default_timeout(10_000)
        person = Person(chromium, live_server.url, seen, page=room.new_page(), script=script)
        opened.append(person)
        return person

    yield begin
    for person in opened:
        person.close()


@pytest.fixture
def town_of(
    office: Office, live_server: Any, chromium: Browser, seen: set[Seen]
) -> Iterator[Callable[[str], Town]]:
    towns: list[Town] = []

    def town_of_body(body: str) -> Town:
        towns.append(Town(chromium, live_server.url, body, seen))
        return towns[-1]

    yield town_of_body
    for town in towns:
        town.close()
