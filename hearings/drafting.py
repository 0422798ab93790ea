"""What closed ballots say, written down as a decision, and opened to those who sign it."""

from __future__ import annotations

from typing import Any

from complaints.assignments import assign, fill, why_not
from complaints.models import Complaint
from complaints.nameless import opens
from complaints.stages import Capacity
from hearings.ballots import latest, violations
from hearings.models import Ballot, Decision, Finding
from hearings.stages import BallotKind, Forum, Motion
from ledger.refusals import Blocked
from people.offices import holders
from people.roles import Role


def mark_used(*ballots: Ballot) -> None:
    for ballot in ballots:
        ballot.used = True
        ballot.save()


def carried_motion(case: Complaint, motion: str) -> Ballot | None:
    ballot = latest(
        case, Forum.PANEL if motion == Motion.REOPEN else Forum.COMMITTEE, BallotKind.MOTION
    )
    return ballot if ballot and ballot.motion == motion and ballot.carried else None


def findings_are_in(case: Complaint, forum: str) -> Ballot:
    ballot = latest(case, forum, BallotKind.FINDINGS)
    if ballot is None:
        raise Blocked("The findings have not been voted on.")
    return ballot


def sanction_is_carried(case: Complaint, forum: str) -> Ballot:
    ballot = latest(case, forum, BallotKind.SANCTION)
    if ballot is None or not ballot.carried:
        raise Blocked("No sanction has been carried by a vote.")
    return ballot


def draft(case: Complaint, forum: Forum, reasons: str) -> Decision:
    """Write down what the closed ballots of one forum say."""
    findings, sanction = findings_are_in(case, forum), sanction_is_carried(case, forum)
    broken, moved = set(violations(findings)), sanction.proposal
    if not broken:
        raise Blocked("The last findings are “no violation”; a sanction needs a violation.")
    case.decisions.filter(superseded=False).update(superseded=True)
    decision = Decision(
        case=case,
        forum=forum,
        reasons=reasons,
        sanction_code=moved["code"],
        months=moved.get("months"),
        terms=moved.get("terms", ""),
        factors=moved["factors"],
        findings_ballot=findings,
        sanction_ballot=sanction,
    )
    names_nobody(decision)
    decision.save()
    for question in findings.questions.select_related("allegation"):
        if question.allegation:
            Finding.objects.create(
                decision=decision,
                allegation=question.allegation,
                violation=question.number in broken,
            )
    mark_used(findings, sanction)
    return decision


def names_nobody(decision: Decision) -> None:
    """Raise ``Blocked`` when the decision would name a complainant to the respondent."""
    texts = [
        ("What is given as reasons", decision.reasons),
        ("A term of the sanction", decision.terms),
        ("What is given as factors", decision.factors),
    ]
    opens(decision.case, texts)


def prepare_signing(case: Complaint, *, by: Any) -> None:
    """Open the case to the officer who signs and to counsel who checks."""
    signer, _ = fill(case, Capacity.SIGNER, by=by)
    for person in holders(case.body_id, roles=[Role.COUNSEL], on=case.today):
        if person != signer and not why_not(case, person, below=True):
            assign(case, person, Capacity.COUNSEL, by=by)
            return
    raise Blocked("The body has no counsel who could check the decision.")
