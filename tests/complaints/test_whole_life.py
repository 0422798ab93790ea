"""The life of one case from filing to final order, under both procedures."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from complaints.stages import CloseCode, Stage
from tests.office import Office
from tests.walk import walk_to


@pytest.mark.parametrize(
    ("body", "code"), [("namss", CloseCode.SANCTIONED), ("ccmc", CloseCode.SANCTIONED)]
)
def test_a_case_goes_from_filing_to_the_end(office: Office, body: str, code: str) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 2, 15, tzinfo=dt.UTC)) as traveller:
        walk = walk_to(Stage.CLOSED, body, traveller)

    case = walk.case
    moves = [entry.moved for entry in case.docket.entries.order_by("number") if entry.moved]
    assert (case.stage, case.close_code) == (Stage.CLOSED, code)
    assert moves == [
        ("received", "intake"),
        ("intake", "chair_review"),
        ("chair_review", "response"),
        ("response", "responded"),
        ("responded", "investigation"),
        ("investigation", "committee_review"),
        ("committee_review", "proposed"),
        ("proposed", "hearing"),
        ("ordered", "scheduled"),
        ("scheduled", "convened"),
        ("convened", "deliberating"),
        ("deliberating", "decided"),
        ("hearing", "decision"),
        ("decision", "decided"),
        ("decided", "appeal"),
        ("pending", "stayed"),
        ("filed", "under_review"),
        ("under_review", "decided"),
        ("appeal", "final"),
        ("stayed", "active"),
        *([("active", "completed")] if body == "namss" else []),
        ("final", "closed"),
    ]
    assert case.docket.first_fault() is None
