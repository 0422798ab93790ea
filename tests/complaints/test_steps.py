"""For every step: the wrong person, the wrong stage and a recused person are refused.

``steps.csv`` says how to come to each step and what is then said. The columns: the door; a body
whose rules have it; the road to where it is open; who may take it; who may not, and the sentence;
the road to a stage where nobody may, and what that stage is called (empty: the step is open at any
stage).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from complaints import recusals
from complaints.doors import DOORS, Door, offer_of, take
from complaints.models import Complaint, Deadline, Notice
from complaints.stages import Capacity
from hearings.models import Appeal, Ballot, Hearing, Sanction, Term
from ledger.models import Docket
from ledger.refusals import Blocked, Forbidden, Overtaken, Refusal
from ledger.steps import steps_of
from tests.walk import Walk
from tests.walk.shared import Roads, undone

with (Path(__file__).parent / "steps.csv").open(newline="") as table:
    ROWS = list(csv.DictReader(table))
EACH = pytest.mark.parametrize("row", ROWS, ids=[row["door"] for row in ROWS])
UNANSWERED = "Answer the conflict question for this case before you act in it."
GONE = "This step is no longer possible: the case has moved on."
TABLES = [
    model._meta.db_table
    for app in ("complaints", "hearings", "ledger")
    for model in apps.get_app_config(app).get_models()
]
# The names are our own models'.
COUNTS = "SELECT " + ", ".join(f"(SELECT COUNT(*) FROM {table})" for table in TABLES)  # noqa: S608
STAGED = [Complaint, Deadline, Notice, Hearing, Appeal, Sanction, Term, Ballot]


def everything() -> list[Any]:
    """How many rows there are, what those with a life of their own say, how long each record is."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS)
        counts = cursor.fetchone()
    rows = [list(model.objects.order_by("pk").values_list()) for model in STAGED]
    return [counts, rows, list(Docket.objects.order_by("pk").values_list("pk", "length", "head"))]


@contextmanager
def refused(kind: type[Refusal], sentence: str) -> Iterator[None]:
    """What happens inside is refused with this sentence, and nothing is written."""
    before = everything()
    with pytest.raises(kind) as refusal, transaction.atomic():
        yield
    assert str(refusal.value) == sentence
    assert everything() == before


def person(walk: Walk, name: str) -> Any:
    """Who is meant: a party, somebody assigned, or somebody of the office."""
    if name == "complainant":
        return walk.filer
    return walk.holder(name) if name in Capacity.values else walk.user(name)


def details_for(walk: Walk, door: str) -> dict[str, Any]:
    """What a door has to be given before it can even refuse: a term, where one is chosen."""
    if door in ("accept_proof", "excuse_term", "mark_missed"):
        return {"term": Term.objects.filter(sanction__case=walk.case).first(), "reason": "Seen."}
    return {}


def test_every_step_is_in_the_table() -> None:
    assert {row["door"] for row in ROWS} == set(DOORS)
    assert len(ROWS) == len(DOORS)


@EACH
def test_only_the_right_person_takes_the_step_and_only_at_its_stage(
    roads: Roads, row: dict[str, str]
) -> None:
    door = DOORS[row["door"]]
    with roads.at(row["road"], row["body"]) as walk:
        right, wrong = person(walk, row["right"]), person(walk, row["wrong"])
        given = details_for(walk, row["door"])
        with undone():
            is_open_to_the_right_person(walk, door, right)
        with undone():
            if row["wrong"] in Capacity.values:
                walk.ready(wrong)
            is_refused_to(walk, door, wrong, given, row["refused"])
        with undone():
            is_refused_after_recusal(walk, row, given)
        with undone():
            waits_for_the_conflict_answer(walk, row, given)
    if not row["elsewhere"]:
        assert gate_of(door).sources == []
        return
    with roads.at(row["elsewhere"], row["body"]) as walk:
        sentence = f"This is not possible at the stage “{row['there']}”." if row["there"] else GONE
        with refused(Blocked if row["there"] else Overtaken, sentence):
            take(door, walk.case, right, {})
        assert offer_of(door, walk.case, right) is None


def gate_of(door: Door) -> Any:
    return door.gate or door.act


def is_open_to_the_right_person(walk: Walk, door: Door, right: Any) -> None:
    if gate_of(door).checks and right not in (walk.filer, walk.respondent):
        walk.ready(right)
    offer = offer_of(door, walk.case, right)
    assert offer is not None
    assert offer.blocked == ""


def is_refused_to(walk: Walk, door: Door, who: Any, given: dict[str, Any], sentence: str) -> None:
    with refused(Forbidden, sentence):
        take(door, walk.case, who, given)
    assert offer_of(door, walk.case, who) is None


def is_refused_after_recusal(walk: Walk, row: dict[str, str], given: dict[str, Any]) -> None:
    """A party cannot step aside; there it is the office that is refused once more."""
    name, sentence = row["right"], "You are recused from this case."
    if name in ("complainant", "respondent"):
        name, sentence = "staff", row["refused"] if row["wrong"] == "staff" else partys_only(row)
    who = person(walk, name)
    recusals.declare(walk.case, by=who, answer="recused", words="My sister.")
    is_refused_to(walk, DOORS[row["door"]], who, given, sentence)
    assert not Complaint.objects.visible_to(who).filter(pk=walk.number).exists()


def waits_for_the_conflict_answer(walk: Walk, row: dict[str, str], given: dict[str, Any]) -> None:
    """Invariant 1: whoever acts for the body has answered first; a party is not asked."""
    if row["right"] in ("complainant", "respondent") or row["door"] == "declare":
        return
    who = person(walk, row["right"])
    walk.case.declarations.filter(user=who).delete()
    with refused(Blocked, UNANSWERED):
        take(DOORS[row["door"]], walk.case, who, given)


def partys_only(row: dict[str, str]) -> str:
    who = {"respondent": "respondent", "complainant": "person who filed the complaint"}
    return f"Only the {who[row['right']]} may do this."


def excused(walk: Walk) -> Term:
    term = Term.objects.get(sanction__case=walk.case)
    term.sanction.case = walk.case
    term.excuse(by=walk.staff, reason="She moved abroad.")
    return term


# A life that is over: from there no step leads anywhere, called directly or not.
OVER = {
    Complaint: ("intake refuse", lambda walk: walk.case),
    Hearing: (
        "hearing seat_panel schedule +40 hold close_after_hearing",
        lambda walk: walk.hearing,
    ),
    Appeal: ("appeal ask_cure reject_appeal", lambda walk: walk.the_appeal),
    Sanction: ("appeal seat_appeal reverse carry_out", lambda walk: walk.case.sanctions.last()),
    Term: ("under_terms final", excused),
}


@pytest.mark.parametrize(
    ("model", "name"),
    [(model, name) for model in OVER for name, _ in steps_of(model)],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_no_step_leads_out_of_a_life_that_is_over(roads: Roads, model: Any, name: str) -> None:
    road, subject_of = OVER[model]
    with roads.at(road) as walk:
        subject = subject_of(walk)
        words = subject.get_stage_display()
        with refused(Blocked, f"This is not possible at the stage “{words}”."):
            getattr(subject, name)(by=walk.staff)
