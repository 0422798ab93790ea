"""At every stage, what each person is told is next: theirs by their own door, clock and last day.

``next_steps.csv`` has what each is told in words. The columns: the road; who looks; whose step it
is, what it is, its clock, and the door that is open, if one is.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from complaints.doors import DOORS
from complaints.models import Complaint
from complaints.next_step import next_step
from complaints.stages import Capacity, Stage
from ledger.refusals import Refusal
from tests.walk import Walk
from tests.walk.shared import Roads

TABLE = Path(__file__).parent / "next_steps.csv"
with TABLE.open(newline="") as source:
    ROWS = list(csv.DictReader(source))
ROADS = list(dict.fromkeys(row["road"] for row in ROWS))
ROLES = ["complainant", "respondent", "staff", *Capacity.values]
PARTIES = {"complainant", "respondent"}


def person(walk: Walk, role: str) -> Any:
    """Somebody in a role, who has answered the conflict question; None where there is nobody."""
    if role in PARTIES:
        return walk.filer if role == "complainant" else walk.respondent
    if role == "staff":
        return walk.staff
    row = walk.case.assignments.filter(capacity=role, ended_on=None).first()
    try:
        return walk.ready(row.user) if row else None
    except Refusal:
        return None


def told(case: Complaint, user: Any) -> tuple[str, str, str, str]:
    step = next_step(case, user)
    yours = step.yours.door.name if step.yours else ""
    return str(step.who), str(step.what), step.clock, yours


def test_every_stage_is_in_the_table(roads: Roads) -> None:
    stages = set()
    for road in ROADS:
        with roads.at(road) as walk:
            stages.add(walk.case.stage)
    assert stages == set(Stage)


@pytest.mark.parametrize("road", ROADS)
def test_everybody_is_told_what_the_table_says(roads: Roads, road: str) -> None:
    with roads.at(road) as walk:
        people = {role: person(walk, role) for role in ROLES}
        found = {role: told(walk.case, who) for role, who in people.items() if who is not None}

    assert found == {
        row["role"]: (row["who"], row["what"], row["clock"], row["yours"])
        for row in ROWS
        if row["road"] == road
    }


@pytest.mark.parametrize("road", ROADS)
def test_what_is_yours_comes_with_its_own_clock_and_last_day(roads: Roads, road: str) -> None:
    with roads.at(road) as walk:
        for role in ROLES:
            user = person(walk, role)
            if user is None:
                continue
            case = walk.case
            step = next_step(case, user)
            clock = case.open_clocks.get(step.clock)
            if case.stage != Stage.MONITORING:
                assert step.due_on == (clock.due_on if clock else None)
            if step.yours and step.yours.door.clock:
                assert (role, step.clock) == (role, DOORS[step.yours.door.name].clock)
            if step.yours and role in PARTIES and clock:
                assert clock.awaits == role


def test_the_page_and_the_api_say_the_same_of_the_comment(roads: Roads) -> None:
    """The investigator has longer than the respondent, who is not told the investigator's day."""
    with roads.at("investigation disclose") as walk:
        ends = walk.case.open_clocks["comment"].due_on
        assert ends < walk.case.open_clocks["investigation"].due_on
        client = Client()
        client.force_login(walk.respondent)
        page = client.get(reverse("case", args=[walk.number]))
        api = client.get(reverse("api_case-detail", args=[walk.number])).json()["next_step"]

    assert page.context["step"].due_on == ends
    assert "Comment on the evidence" in page.text
    assert "File the report" not in page.text
    assert api == {
        "who": "You",
        "what": "Comment on the evidence",
        "due_on": ends.isoformat(),
        "yours": "comment",
    }
