from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

QUESTIONS = (
    "finding",
    "sanction",
    "revocation",
    "motion",
    "panel_finding",
    "panel_sanction",
    "appeal",
)


@dataclass(frozen=True)
class VotingRule:
    """When a question is carried. ``seated`` counts the members who are not recused."""

    question: str
    quorum: int | Literal["majority"]
    threshold: Literal["majority", "two_thirds", "three_quarters"]
    base: Literal["present", "seated"]
    tie: Literal["fails", "chair"]
    chair_votes: Literal["always", "ties", "never"]
    source: str
    confirmed: bool

    def quorum_of(self, seated: int) -> int:
        """How many of ``seated`` members must vote before the outcome counts."""
        return seated // 2 + 1 if self.quorum == "majority" else self.quorum

    def passes(self, ayes: int, votes: int, seated: int, *, chair_aye: bool = False) -> bool:
        """Whether the motion is carried, in whole numbers only.

        ``votes`` are all that were cast, abstentions included: one who abstains is present
        and has not said yes. ``chair_aye`` speaks only where the procedure gives the chair
        the casting vote and exactly half of the base said yes.
        """
        if not 0 <= ayes <= votes <= seated:
            raise ValueError(f"{ayes} ayes among {votes} votes of {seated} seats cannot be.")
        if not votes or votes < self.quorum_of(seated):
            return False
        base = votes if self.base == "present" else seated
        if self.threshold == "two_thirds":
            return ayes * 3 >= base * 2
        if self.threshold == "three_quarters":
            return ayes * 4 >= base * 3
        return ayes * 2 > base or (ayes * 2 == base and self.tie == "chair" and chair_aye)
