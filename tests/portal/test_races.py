"""One code, several who type it at the same moment."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from people.models import Certificant, User
from tests.office import Office
from tests.races.at_once import all_at_once
from tests.walk import Walk

pytestmark = pytest.mark.django_db(transaction=True)

ROAD = "take_in send_to_chair elevate_by_post"
FOUR = 4
PASSWORD = "four plain words together"


def claiming(walk: Walk, username: str) -> Callable[[Callable[[], Any]], int]:
    letter = walk.case.notices.get(letter="L09").text
    code = re.search(r"^Code: (\S+)$", letter, re.MULTILINE)
    assert code
    given = {"docket": walk.number, "code": code[1], "number": "77000123", "username": username}

    def act(go: Callable[[], Any]) -> int:
        go()
        address = f"/{walk.body.pk}/claim/"
        return Client().post(address, given | {"password": PASSWORD, "again": PASSWORD}).status_code

    return act


def test_of_four_who_use_one_code_one_comes_in(office: Office) -> None:
    walk = Walk("ccmc").along(f"file_about_a_stranger {ROAD}")
    told = all_at_once([claiming(walk, f"mara-{n}") for n in range(FOUR)])

    assert Counter(told) == {302: 1, 422: FOUR - 1}
    assert User.objects.filter(username__startswith="mara-").count() == 1
    assert walk.case.docket.first_fault() is None


def test_codes_of_two_cases_about_one_person_open_one_account(office: Office) -> None:
    one = Walk("ccmc").along(f"file_about_a_stranger {ROAD}")
    two = Walk("ccmc").file(about=Certificant.objects.get(number="77000123")).along(ROAD)
    told = all_at_once([claiming(one, "mara-1"), claiming(two, "mara-2")])

    assert Counter(told) == {302: 1, 422: 1}
    user = User.objects.get(username__startswith="mara-")
    assert [walk.case.respondent.user for walk in (one, two)] == [user, user]
