from __future__ import annotations

import copy
import tomllib
from typing import Any

import pytest

from codes.clauses import Gate, SanctionType, Window
from codes.documents import NOT_SAID, Faulty
from codes.loading import SHIPPED
from codes.rules import SUPPLIED, Rules
from codes.tables import tables_of
from tests.bodies import BODIES, FOLDER, MODELS


def document(body: str) -> dict[str, Any]:
    model = FOLDER / body / "procedure.toml"
    path = model if body in MODELS else SHIPPED / "procedures" / f"{body}.toml"
    found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))["document"]
    return found


@pytest.fixture(params=BODIES)
def any_document(request: pytest.FixtureRequest) -> dict[str, Any]:
    return document(request.param)


def test_the_rules_of_namss_are_read_whole() -> None:
    rules = Rules.from_document(document("namss"))

    assert rules.gate == Gate(
        "ccn", "chair", ("vice_chair", "past_chair"), "Chair of the CCN", "V source; P", False
    )
    assert (rules.reviews, rules.decides, rules.covers) == ("ethics", "ccn", ("CPCS", "CPMSM"))
    assert rules.windows["response"] == Window(
        kind="response",
        title="Answer to the notice of allegations",
        days=30,
        awaits=("respondent",),
        source="P",
        confirmed=False,
        hard=True,
        starts="delivery",
    )
    assert list(rules.sanctions) == [
        *("EDU", "REPR", "CENS", "CAP", "PROB", "SUSP", "INEL", "EXPEL", "REVO")
    ]
    assert list(rules.grounds) == ["clear_error", "disproportion", "new_evidence", "procedure"]
    assert rules.chair_of("ethics").line == ("chair", "vice_chair", "past_chair")


def test_the_rules_of_ccmc_are_read_whole() -> None:
    rules = Rules.from_document(document("ccmc"))

    assert (rules.gate.organ, rules.gate.line) == ("epcc", ("chair", "vice_chair"))
    assert (rules.reviews, rules.decides) == ("epcc", "epcc")
    assert (
        rules.preliminary_disposition,
        rules.hearing_on_request,
        rules.hearing_own_initiative,
        rules.consent,
    ) == (True, True, True, False)
    assert rules.sanctions["SUSP"] == SanctionType(
        code="SUSP",
        title="Suspension",
        meaning="The CCM mark may not be used for a time.",
        severity=5,
        public=True,
        source="V C6; P",
        confirmed=False,
        effect="suspended",
        needs_months=True,
        min_months=6,
        max_months=36,
    )
    assert rules.panels["hearing"].public_member is True


def test_the_hard_windows_are_those_of_a_partys_right(any_document: dict[str, Any]) -> None:
    windows = Rules.from_document(any_document).windows

    assert {kind for kind, window in windows.items() if window.hard} == {
        *("response", "added_response", "hearing_request", "appeal", "show_cause")
    }
    assert {windows[kind].starts for kind in windows if windows[kind].hard} == {"delivery"}


def test_a_value_is_confirmed_when_the_body_says_so(any_document: dict[str, Any]) -> None:
    before = Rules.from_document(any_document)
    unsaid = [value.key for value in before.values if value.note == NOT_SAID]
    proof = before.setting("standard_of_proof")
    changed = copy.deepcopy(any_document)
    for _, value in leaves(changed):
        value |= {"confirmed_by": "The Board", "confirmed_on": "2026-03-01"}
    after = Rules.from_document(changed)

    assert before.is_confirmed is False
    assert (proof.key, proof.value, "P") in before.unconfirmed
    assert not any(source == "V source" for _, _, source in before.unconfirmed)
    assert [key for key, _, _ in after.unconfirmed] == unsaid
    assert sorted(unsaid) in ([], sorted(SUPPLIED))
    assert after.is_confirmed is (unsaid == [])
    assert after.windows["response"].confirmed is True


def test_each_value_stands_on_the_page_once(any_document: dict[str, Any]) -> None:
    rules = Rules.from_document(any_document)

    shown = [row.value.key for table in tables_of(rules) for row in table.rows]

    assert sorted(shown) == sorted(value.key for value in rules.values)


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("windows.response.value.days", "30", "windows.response.days: cannot be '30'."),
        ("windows.response.value.days", 0, "windows.response.days: must be at least one."),
        ("windows.response.value.hard", 1, "windows.response.hard: cannot be 1."),
        ("windows.response.value.dayz", 3, "windows.response.dayz: is not a word this program"),
        ("windows.response.source", "", "windows.response: does not say its source."),
        ("windows.lunch", {"value": 1, "source": "P"}, "windows.lunch: is not one of ack,"),
        ("windows.response", None, "windows.response: is missing."),
        ("votes.finding.value.threshold", "most", "votes.finding.threshold: cannot be 'most'."),
        ("votes.finding.value.quorum", True, "votes.finding.quorum: cannot be True."),
        ("settings.reviews.value", "board", "settings.reviews: names an organ that is not"),
        ("settings.covers.value", "CCM", "settings.covers: cannot be 'CCM'."),
        ("settings.lunch", {"value": 1, "source": "P"}, "settings.lunch: is not a value this"),
        ("panels.hearing.value.quorum", 4, "panels.hearing.quorum: must lie between 1 and 3."),
        ("sanctions.SUSP.value.max_months", 0, "sanctions.SUSP: needs months from at least"),
        ("windows.appeal.value.starts", "act", "windows.appeal.starts: must be delivery."),
        ("windows.gate.value.starts", "delivery", "windows.gate.starts: must be act."),
        ("windows.exchange.value.count", "business", "windows.exchange.count: must be calendar:"),
        ("organs.office", None, "organs: needs an office: letters come from it."),
        (
            "settings.preliminary_disposition.value",
            False,
            "settings.hearing_on_request: needs a preliminary disposition:",
        ),
        ("votes.finding.value.chair_votes", "ties", "votes.finding.tie: must be the chair's"),
        ("sanctions.LOI.value.close_code", "C99", "sanctions.LOI.close_code: is not among"),
        ("sanctions.PROB.value.allows_terms", False, "sanctions.PROB: cannot both need terms"),
        ("grounds", {}, "grounds: lists nothing."),
        ("gate.confirmed_by", "Chair", "gate: needs confirmed_by and confirmed_on together."),
    ],
)
def test_a_fault_names_its_key(path: str, value: object, fault: str) -> None:
    changed = copy.deepcopy(document("ccmc"))
    *parents, last = path.split(".")
    table = changed
    for name in parents:
        table = table[name]
    if value is None:
        del table[last]
    else:
        table[last] = value

    with pytest.raises(Faulty) as faulty:
        Rules.from_document(changed)

    assert any(one.startswith(fault) for one in faulty.value.faults), faulty.value.faults


def leaves(table: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    for name, item in table.items():
        found += [(name, item)] if "value" in item else leaves(item)
    return found
