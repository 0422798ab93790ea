"""Old ballots counted again under other voting rules; how anybody voted is told to nobody."""

from __future__ import annotations

from dataclasses import dataclass

from codes.rules import Rules
from codes.voting import VotingRule
from complaints.stages import VOTERS
from hearings.counting import result_of
from hearings.models import Ballot
from hearings.stages import Answer, BallotKind, Forum

NO_QUORUM = "no quorum"


@dataclass(frozen=True)
class Recount:
    """One question of a closed ballot whose outcome would have been another."""

    ballot: Ballot
    number: int
    was: str
    would_be: str


def rule_under(rules: Rules, ballot: Ballot) -> VotingRule | None:
    """The rule for this kind of question; None where the sanction moved is not in the list."""
    votes, panel = rules.votes, ballot.forum == Forum.PANEL
    if ballot.kind == BallotKind.SANCTION:
        kind = rules.sanctions.get(ballot.proposal["code"])
        if kind is None:
            return None
        if kind.effect == "revoked":
            return votes["revocation"]
        return votes["panel_sanction" if panel else "sanction"]
    if ballot.kind == BallotKind.FINDINGS:
        return votes["panel_finding" if panel else "finding"]
    return votes["appeal" if ballot.kind == BallotKind.APPEAL else "motion"]


def recounted(ballot: Ballot, rules: Rules, *, seated: int, papers: int) -> list[Recount]:
    """Count a closed ballot again; give each question whose outcome differs.

    ``seated`` and ``papers`` are what the ledger says of the count that was made: where some
    papers did not count then, nobody can say which, and the ballot is left alone.
    """
    rule = rule_under(rules, ballot)
    standing = {vote.voter_id: vote for vote in sorted(ballot.votes.all(), key=_by_revision)}
    if rule is None or len(standing) != papers:
        return []
    chair = _chair_of(ballot, set(standing))
    enough = papers >= rule.quorum_of(seated)
    found = []
    for question in ballot.questions.all():
        given = {
            who: vote.answers[str(question.number)]["answer"] for who, vote in standing.items()
        }
        was = ballot.outcome(question.number)
        now = result_of(question.answers, given, rule, seated, chair)["outcome"]
        if not enough:
            now = NO_QUORUM
        if was != now:
            found.append(Recount(ballot, question.number, in_words(was), in_words(now)))
    return found


def in_words(outcome: str) -> str:
    if outcome in Answer.values:
        return str(Answer(outcome).label).lower()
    return outcome or "no majority"


def _by_revision(vote: object) -> int:
    return int(vote.revision)  # type: ignore[attr-defined]


def _chair_of(ballot: Ballot, voters: set[int]) -> int:
    """Who of those who voted was in the chair of this forum, now or until the case closed."""
    capacity = VOTERS[ballot.forum][0]
    held = [row.user_id for row in ballot.case.assignments.all() if row.capacity == capacity]
    return next((user for user in reversed(held) if user in voters), 0)
