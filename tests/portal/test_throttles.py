"""Who guesses codes locks out their own address, and nobody else; nobody locks a case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.intake.writing import Writer
from tests.office import Office
from tests.portal.test_claim import ROAD, code_in
from tests.walk import Walk
from tests.walk.shared import START

ELSEWHERE, AT_HOME = "192.0.2.66", "198.51.100.7"
WRONG = "0000-0000-0000-0001"
PAGES = ["follow", "claim", "resume"]


@pytest.fixture
def walk(office: Office) -> Iterator[Walk]:
    with time_machine.travel(START, tick=False) as traveller:
        yield Walk("ccmc", traveller=traveller).along(ROAD)


def right(walk: Walk, page: str) -> tuple[str, dict[str, str]]:
    """The address of a page, and what opens it."""
    if page == "follow":
        return "/ccmc/follow/", {"docket": walk.number, "code": walk.receipt}
    if page == "claim":
        password = {"password": "four plain words together", "again": "four plain words together"}
        given = {"docket": walk.number, "code": code_in(walk), "number": "77000123"}
        return "/ccmc/claim/", given | password | {"username": "mara"}
    when = {"when": "day", "day_month": "1", "day_day": "20", "day_year": "2026"}
    writing = Writer("ccmc", when=when).begin().until("story")
    saved = writing.client.get(f"/ccmc/complaint/{writing.draft}/save/")
    return "/ccmc/complaint/resume/", {"code": saved.context["code"]}


def posted(address: str, given: dict[str, str], source: str) -> Any:
    return Client(REMOTE_ADDR=source).post(address, given)


@pytest.mark.parametrize("page", PAGES)
def test_a_right_code_from_another_address_is_taken_while_one_guesses(
    walk: Walk, page: str
) -> None:
    address, given = right(walk, page)
    wrong = given | {"code": f"D-{WRONG}" if page == "resume" else WRONG}
    statuses = [posted(address, wrong, ELSEWHERE).status_code for _ in range(75)]

    assert statuses == [422] * 10 + [429] * 65
    assert posted(address, given, ELSEWHERE).status_code == 429
    assert posted(address, given, AT_HOME).status_code == 302


@pytest.mark.parametrize("page", PAGES)
def test_after_an_hour_the_address_may_try_again(walk: Walk, page: str) -> None:
    address, given = right(walk, page)
    wrong = given | {"code": f"D-{WRONG}" if page == "resume" else WRONG}
    for _ in range(11):
        posted(address, wrong, AT_HOME)
    walk.traveller.shift(dt.timedelta(hours=1, seconds=1))

    assert posted(address, given, AT_HOME).status_code == 302


@pytest.mark.parametrize("page", PAGES)
def test_from_many_addresses_at_once_no_more_than_thirty_are_looked_up(
    walk: Walk, page: str
) -> None:
    address, given = right(walk, page)
    wrong = given | {"code": f"D-{WRONG}" if page == "resume" else WRONG}
    statuses = [posted(address, wrong, f"192.0.2.{n}").status_code for n in range(60)]

    assert statuses == [422] * 30 + [429] * 30
