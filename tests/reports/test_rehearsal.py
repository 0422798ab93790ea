"""Closed cases run again under a draft: each difference, and nothing where there is none."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from codes import drafting
from codes.models import Procedure, ProcedureDraft
from codes.rules import Rules
from complaints.models import Complaint
from reports.rehearsal import closed_cases, rehearse
from tests.walk import Walk
from tests.walk.shared import Roads, undone

Change = Callable[[dict[str, Any]], None]
LONG_ROAD = (
    "investigation report propose request_hearing seat_panel schedule +40 hold decide sign"
    " file_appeal seat_appeal decide_appeal carry_out close"
)


@pytest.fixture(scope="module")
def walked(roads: Roads) -> Iterator[Walk]:
    """A closed case that went through everything, walked once for all of these."""
    with roads.at(LONG_ROAD) as walk:
        yield walk


def value(document: dict[str, Any], key: str) -> Any:
    """The value at a dotted key, to be changed in place."""
    for name in key.split("."):
        document = document[name]
    return document["value"]


def under(case: Complaint, change: Change) -> list[tuple[str, str, str]]:
    """What a draft that differs in one thing says of a case."""
    document = copy.deepcopy(case.rules.as_document())
    change(document)
    found = closed_cases(Complaint.objects.all(), case.body_id).get(pk=case.pk)
    rules = Rules.from_document(document)
    return [(d.kind, d.step, d.words) for d in rehearse(found, rules, votes=True).differences]


def said(key: str, **changes: Any) -> Change:
    return lambda document: value(document, key).update(changes)


def instead(key: str, new: Any) -> Change:
    def change(document: dict[str, Any]) -> None:
        table = document
        *path, name = key.split(".")
        for step in path:
            table = table[step]
        table[name] = {**table[name], "value": new}

    return change


def without(key: str) -> Change:
    table, name = key.split(".")
    return lambda document: document[table].pop(name)


def another_ground(document: dict[str, Any]) -> None:
    document["grounds"] = {"bias": {"value": "A decider was biased.", "source": "P"}}


@pytest.mark.parametrize(
    ("change", "kind", "step"),
    [
        (said("windows.gate", days=1), "", ""),
        (said("windows.hearing_notice", days=60), "refused", "Notice of hearing"),
        (said("panels.hearing", size=5, quorum=3), "refused", "Hearing panel"),
        (instead("settings.hearing_forms", ["paper"]), "refused", "Hearing"),
        (instead("settings.investigation", new=False), "refused", "Investigation opened"),
        (instead("settings.preliminary_disposition", new=False), "refused", "Outcome proposed"),
        (instead("limitation", {"months": 1}), "refused", "Allegation 1"),
        (without("sanctions.SUSP"), "refused", "Suspension"),
        (said("sanctions.SUSP", min_months=12), "refused", "Suspension for 6 months"),
        (another_ground, "refused", "Appeal"),
        (without("close_codes.C15"), "refused", "Closing"),
        (said("votes.finding", quorum=9), "decided otherwise", "Findings ballot of the committee"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_draft_that_differs_in_one_thing_changes_that_and_no_more(
    walked: Walk, change: Change, kind: str, step: str
) -> None:
    found = under(walked.case, _together(change))

    assert {one[0] for one in found} == ({kind} if kind else set())
    assert not step or any(one[1].startswith(step) for one in found), found


def _together(change: Change) -> Change:
    """A draft without a preliminary disposition has no hearing on request either."""

    def changed(document: dict[str, Any]) -> None:
        change(document)
        if not value(document, "settings.preliminary_disposition"):
            document["settings"]["hearing_on_request"]["value"] = False

    return changed


def test_the_same_rules_make_no_difference(walked: Walk) -> None:
    assert under(walked.case, lambda document: None) == []


def test_a_step_in_time_would_have_been_late(walked: Walk) -> None:
    clock = walked.case.deadlines.get(kind="decide")
    assert clock.started_on is not None
    with undone():
        later = clock.started_on + dt.timedelta(days=9)
        type(clock).objects.filter(pk=clock.pk).update(stopped_on=later)
        told = under(walked.case, said("windows.decide", days=5))

    assert [(kind, step) for kind, step, _ in told] == [
        ("late", "Decide after the record is closed")
    ]
    assert "; 5 days from" in told[0][2]


def test_only_who_may_see_the_cases_is_told_which(walked: Walk, client: Client) -> None:
    walk = walked
    with undone():
        by = walk.user("administrator")
        draft = drafting.begin_procedure_draft(Procedure.objects.get(body="ccmc"), by=by)
        address = f"/rehearsal/{draft.pk}/"
        seen = {}
        for name in ("auditor", "staff", "administrator", "member-1", "respondent"):
            client.force_login(walk.user(name))
            answer = client.get(address)
            seen[name] = (answer.status_code, walk.number in answer.content.decode())

        assert seen == {
            "auditor": (200, True),
            "staff": (200, True),
            "administrator": (200, False),
            "member-1": (403, False),
            "respondent": (403, False),
        }
        client.force_login(walk.user("auditor"))
        assert client.get("/rehearsal/").status_code == 200
        other = ProcedureDraft.objects.filter(body="namss")
        assert not other.exists()
        assert client.get(f"/rehearsal/{draft.pk + 1}/").status_code == 404
