"""The committee's votes carried out: more facts, closing, a hearing of its own motion."""

from __future__ import annotations

from typing import Any

from complaints.assignments import assign, facts_are_gathered
from complaints.checks import is_committee_chair
from complaints.models import Complaint
from complaints.stages import BY_COMMITTEE, Capacity, CloseCode, Stage
from hearings.ballots import latest, no_ballot_is_open, violations
from hearings.drafting import carried_motion, findings_are_in, mark_used
from hearings.hearings import open_hearing
from hearings.stages import BallotKind, Forum, Motion
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act
from people.models import User
from people.roles import Role


def more_is_needed(case: Complaint, user: Any) -> None:
    found = latest(case, Forum.COMMITTEE, BallotKind.FINDINGS)
    asked = found and any(r["outcome"] == "need_more" for r in found.outcomes.values())
    if not asked and carried_motion(case, Motion.INVESTIGATE) is None:
        raise Blocked("The committee has not voted for more facts.")


@act(
    stages=[Stage.COMMITTEE_REVIEW],
    checks=[is_committee_chair, facts_are_gathered, no_ballot_is_open, more_is_needed],
)
def return_by_vote(case: Complaint, *, by: User, investigator: User, questions: str) -> Entry:
    """T17. Carry out the vote for more facts."""
    if not investigator.holds(Role.INVESTIGATOR, body=case.body_id):
        raise Blocked(f"{investigator} does not hold the office of investigator.")
    if case.assignments.filter(user=investigator).exclude(capacity=Capacity.INVESTIGATOR).exists():
        raise Blocked(f"{investigator} has another part in this case.")
    ballot = carried_motion(case, Motion.INVESTIGATE) or findings_are_in(case, Forum.COMMITTEE)
    assign(case, investigator, Capacity.INVESTIGATOR, by=by)
    mark_used(ballot)
    return case.return_to_investigation(by=by, questions=questions, ballot=ballot.pk)


def nothing_was_found(case: Complaint, user: Any) -> None:
    found = latest(case, Forum.COMMITTEE, BallotKind.FINDINGS)
    cleared = (
        found is not None
        and not violations(found)
        and all(result["outcome"] == "no_violation" for result in found.outcomes.values())
    )
    if not cleared and carried_motion(case, Motion.DISMISS) is None:
        raise Blocked("The committee has not voted to close the case.")


@act(
    stages=[Stage.COMMITTEE_REVIEW],
    checks=[is_committee_chair, no_ballot_is_open, nothing_was_found],
)
def dismiss_by_vote(case: Complaint, *, by: User, code: str, reason: str) -> Entry:
    """T18. Carry out the vote to close: on findings only as “no violation”."""
    moved = carried_motion(case, Motion.DISMISS)
    if moved is None and code != CloseCode.NO_VIOLATION:
        raise Blocked("The findings are “no violation”; the case closes on that ground.")
    if moved is not None and (code not in BY_COMMITTEE or code == CloseCode.NO_VIOLATION):
        raise Blocked("A motion to close does not find “no violation”; choose another ground.")
    ballot = moved or findings_are_in(case, Forum.COMMITTEE)
    mark_used(ballot)
    return case.dismiss(by=by, code=code, reason=reason, ballot=ballot.pk)


def hearing_was_voted(case: Complaint, user: Any) -> None:
    if carried_motion(case, Motion.HEAR) is None:
        raise Blocked("The committee has not voted to order a hearing.")


@act(
    stages=[Stage.COMMITTEE_REVIEW],
    checks=[is_committee_chair, no_ballot_is_open, hearing_was_voted],
)
def order_hearing_by_vote(case: Complaint, *, by: User, reason: str) -> Entry:
    """T21. Carry out the vote to hear the case of the committee's own motion."""
    ballot = carried_motion(case, Motion.HEAR)
    if ballot is None:
        raise Blocked("The committee has not voted to order a hearing.")
    mark_used(ballot)
    entry = case.order_hearing(by=by, ballot=ballot.pk, reason=reason)
    open_hearing(case, requested=False)
    return entry
