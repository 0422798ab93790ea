"""One question of a closed ballot, counted by the rule that was frozen when it opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from codes.voting import VotingRule
from hearings.stages import Answer


def result_of(
    answers: Sequence[str], given: Mapping[int, str], rule: VotingRule, seated: int, chair: int
) -> dict[str, Any]:
    """Count one question: the outcome that carries, else the one that leaves things be.

    That there is a quorum was settled before, with the chair among those present.
    """
    rule = replace(rule, quorum=1)
    voting = {
        who: answer for who, answer in given.items() if who != chair or rule.chair_votes == "always"
    }
    base = seated - (rule.chair_votes != "always")
    tally = Counter(voting.values())
    chair_says = given.get(chair, "") if rule.chair_votes != "never" else ""
    outcome = ""
    for answer in answers:
        if answer == Answer.ABSTAIN:
            continue
        if rule.passes(tally[answer], len(voting), base, chair_aye=chair_says == answer):
            outcome = answer
            break
    if not outcome:
        outcome = {Answer.VIOLATION: Answer.NO_VIOLATION, Answer.AYE: Answer.NAY}.get(
            Answer(answers[0]), ""
        )
    return {"outcome": str(outcome), "tally": {a: tally[a] for a in answers}}
