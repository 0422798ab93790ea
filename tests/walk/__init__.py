"""Walks a real case to a stage, step by step, each step by the person whose step it is."""

from __future__ import annotations

from typing import Any

from complaints.stages import Stage
from tests.walk.outcome import OutcomeSteps
from tests.walk.people import provision_of

__all__ = ["Walk", "expanded", "long_road_to", "provision_of", "short_road_to", "walk_to"]


class Walk(OutcomeSteps):
    """One case on its way. Every method is a real step by the right person."""


PATH: list[tuple[str, str]] = [
    (Stage.RECEIVED, "file"),
    (Stage.INTAKE, "take_in"),
    (Stage.CHAIR_REVIEW, "send_to_chair"),
    (Stage.RESPONSE, "elevate"),
    (Stage.RESPONDED, "respond"),
    (Stage.INVESTIGATION, "investigate"),
    (Stage.COMMITTEE_REVIEW, "report"),
    (Stage.PROPOSED, "propose"),
    (Stage.HEARING, "request_hearing"),
    (Stage.DECISION, "seat_panel schedule +40 hold decide"),
    (Stage.DECIDED, "sign"),
    (Stage.APPEAL, "file_appeal"),
    (Stage.FINAL, "seat_appeal decide_appeal carry_out"),
    (Stage.CLOSED, "close"),
]
# Another way to the same stage, and the stages that can be left out on the way to a later one.
SHORTER: dict[str, str] = {
    Stage.COMMITTEE_REVIEW: "convene",
    Stage.DECISION: "accept",
    Stage.FINAL: "waive",
}
LEFT_OUT = {Stage.INVESTIGATION, Stage.HEARING, Stage.APPEAL}


def walk_to(stage: str, body: str = "ccmc", traveller: Any = None, **options: Any) -> Walk:
    """Walk a new case of ``body`` to ``stage`` by the longest road.

    Past the hearing, time has to pass: ``traveller`` is then a started ``time_machine``
    traveller, which is moved on.
    """
    return Walk(body, traveller=traveller, **options).along(long_road_to(stage))


def long_road_to(stage: str) -> str:
    """The longest road to a stage: with an investigation, a hearing and an appeal."""
    stages = [reached for reached, _ in PATH]
    return " ".join(steps for _, steps in PATH[: stages.index(Stage(stage)) + 1])


def short_road_to(stage: str) -> str:
    """The shortest road to a stage: on the papers, without a hearing or an appeal."""
    road = []
    for reached, steps in PATH:
        if reached == stage:
            return " ".join([*road, SHORTER.get(reached, steps)])
        if reached not in LEFT_OUT:
            road.append(SHORTER.get(reached, steps))
    raise ValueError(f"{stage} is not on the road.")


def expanded(words: str) -> str:
    """A road with each stage in it written out: ``proposed +40`` begins with the filing."""
    stages = set(Stage.values)
    return " ".join(short_road_to(word) if word in stages else word for word in words.split())
