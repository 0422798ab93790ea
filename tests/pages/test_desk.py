"""The desk of case staff: what is overdue has its own place, before what is only due."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.pages.test_queries import client_of, cost_of
from tests.walk import Walk
from tests.walk.shared import Roads


def cases_under(page: str, slug: str) -> list[tuple[str, str]]:
    """The cases in one card of the desk, each with how its date is told."""
    card = page.partition(f'aria-labelledby="{slug}"')[2].partition("</section>")[0]
    return re.findall(r'class="num">([^<]+)<.*?<small>([^<]+)</small></div>', card, re.DOTALL)


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_overdue_stands_before_what_is_due(roads: Roads, count: int) -> None:
    with roads.at("received +7") as walk:
        later = [Walk("ccmc", traveller=walk.traveller).along("file") for _ in range(count)]
        walk.days((walk.case.next_due_on - walk.case.today).days + 2)
        left = (later[0].case.next_due_on - walk.case.today).days
        queries, page = cost_of(client_of(walk.user("staff")), reverse("desk"))

    assert cases_under(page, "overdue") == [(walk.number, "2 days over")]
    assert cases_under(page, "due") == [(one.number, f"In {left} days") for one in later]
    assert page.index('id="overdue"') < page.index('id="due"')
    assert queries == 19


def test_twenty_that_are_overdue_leave_room_for_what_is_due(roads: Roads) -> None:
    with roads.at("received") as walk:
        for _ in range(20):
            Walk("ccmc", traveller=walk.traveller).along("file")
        walk.days(7)
        due = Walk("ccmc", traveller=walk.traveller).along("file")
        walk.days((walk.case.next_due_on - walk.case.today).days + 1)
        _, page = cost_of(client_of(walk.user("staff")), reverse("desk"))

    assert len(cases_under(page, "overdue")) == 20
    assert [number for number, _ in cases_under(page, "due")] == [due.number]


def test_where_nothing_is_overdue_nothing_is_said_of_it(roads: Roads) -> None:
    with roads.at("received") as walk:
        _, page = cost_of(client_of(walk.user("staff")), reverse("desk"))

    assert "Overdue" not in page
