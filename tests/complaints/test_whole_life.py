"""The life of one case from filing to final order, under the procedures of four bodies."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from complaints.stages import Stage
from tests.bodies import CASES
from tests.office import Office
from tests.walk import walk_to

FILED = """
    received > intake, intake > chair_review, chair_review > response, response > responded,"""
INVESTIGATED = "responded > investigation, investigation > committee_review,"
ON_THE_PAPERS = "responded > committee_review,"
ASKED_FOR = "committee_review > proposed, proposed > hearing,"
ORDERED = "committee_review > hearing,"
HELD = "ordered > scheduled, scheduled > convened,"
ON_PAPER = "ordered > convened,"
APPEALED = """
    convened > deliberating, deliberating > decided, hearing > decision, decision > decided,
    decided > appeal, pending > stayed, filed > under_review, under_review > decided,
    appeal > final, stayed > active,"""
LIVES = {
    "namss": [FILED, INVESTIGATED, ASKED_FOR, HELD, APPEALED, "active > completed,"],
    "ccmc": [FILED, INVESTIGATED, ASKED_FOR, HELD, APPEALED],
    "bcop": [FILED, ON_THE_PAPERS, ASKED_FOR, ON_PAPER, APPEALED, "active > completed,"],
    "gcre": [FILED, INVESTIGATED, ORDERED, HELD, APPEALED],
}


@pytest.mark.parametrize("body", LIVES)
def test_a_case_goes_from_filing_to_the_end(office: Office, body: str) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 2, 15, tzinfo=dt.UTC)) as traveller:
        walk = walk_to(Stage.CLOSED, body, traveller)

    case = walk.case
    moves = [entry.moved for entry in case.docket.entries.order_by("number") if entry.moved]
    expected = [move.strip() for move in f"{' '.join(LIVES[body])} final > closed".split(",")]
    assert (case.stage, case.close_code) == (Stage.CLOSED, CASES[body]["closes"])
    assert [" > ".join(move) for move in moves] == expected
    assert case.docket.first_fault() is None
