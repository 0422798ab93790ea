"""From closed ballots to a signed decision. Nothing is retyped: the ballots say what was found."""

from __future__ import annotations

import hashlib
from typing import Any

from complaints.assignments import assign, fill
from complaints.checks import (
    clock_is_over,
    is_committee_chair,
    is_counsel,
    is_respondent,
    is_signer,
    is_staff,
    response_window_has_ended,
)
from complaints.models import Complaint
from complaints.stages import BY_COMMITTEE, Capacity, CloseCode, Stage, SubmissionKind
from complaints.submissions import lodge
from hearings.ballots import latest, no_ballot_is_open, violations
from hearings.checks import is_panel_chair
from hearings.hearings import open_hearing
from hearings.models import Ballot, Decision, Finding, Hearing, Sanction
from hearings.stages import BallotKind, Forum, HearingStage, Motion
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act
from people.models import User
from people.offices import holders
from people.roles import Role


def _used(*ballots: Ballot) -> None:
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


def more_is_needed(case: Complaint, user: Any) -> None:
    found = latest(case, Forum.COMMITTEE, BallotKind.FINDINGS)
    asked = found and any(r["outcome"] == "need_more" for r in found.outcomes.values())
    if not asked and carried_motion(case, Motion.INVESTIGATE) is None:
        raise Blocked("The committee has not voted for more facts.")


@act(
    stages=[Stage.COMMITTEE_REVIEW], checks=[is_committee_chair, no_ballot_is_open, more_is_needed]
)
def return_by_vote(case: Complaint, *, by: User, investigator: User, questions: str) -> Entry:
    """T17. Carry out the vote for more facts."""
    if not investigator.holds(Role.INVESTIGATOR, body=case.body_id):
        raise Blocked(f"{investigator} does not hold the office of investigator.")
    if case.assignments.filter(user=investigator).exclude(capacity=Capacity.INVESTIGATOR).exists():
        raise Blocked(f"{investigator} has another part in this case.")
    ballot = carried_motion(case, Motion.INVESTIGATE) or findings_are_in(case, Forum.COMMITTEE)
    assign(case, investigator, Capacity.INVESTIGATOR, by=by)
    _used(ballot)
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
    _used(ballot)
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
    _used(ballot)
    entry = case.order_hearing(by=by, ballot=ballot.pk, reason=reason)
    open_hearing(case, requested=False)
    return entry


def committee_carried_a_sanction(case: Complaint, user: Any) -> None:
    sanction_is_carried(case, Forum.COMMITTEE)


def _draft(case: Complaint, forum: Forum, reasons: str) -> Decision:
    """Write down what the closed ballots of one forum say."""
    findings, sanction = findings_are_in(case, forum), sanction_is_carried(case, forum)
    moved = sanction.proposal
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
    decision.save()
    broken = set(violations(findings))
    for question in findings.questions.select_related("allegation"):
        if question.allegation:
            Finding.objects.create(
                decision=decision,
                allegation=question.allegation,
                violation=question.number in broken,
            )
    _used(findings, sanction)
    return decision


@act(
    stages=[Stage.COMMITTEE_REVIEW],
    checks=[
        is_committee_chair,
        response_window_has_ended,
        no_ballot_is_open,
        committee_carried_a_sanction,
    ],
)
def propose_by_vote(case: Complaint, *, by: User, reasons: str) -> Entry:
    """T19. Serve the preliminary disposition that the committee voted."""
    decision = _draft(case, Forum.COMMITTEE, reasons)
    ballot = decision.sanction_ballot_id
    return case.propose(by=by, decision=decision.pk, ballot=ballot)


def _prepare_signing(case: Complaint, *, by: Any) -> None:
    """Open the case to the officer who signs and to counsel who checks."""
    signer, _ = fill(case, Capacity.SIGNER, by=by)
    for person in holders(case.body_id, roles=[Role.COUNSEL], on=case.today):
        if person != signer:
            assign(case, person, Capacity.COUNSEL, by=by)
            return
    raise Blocked("The body has no counsel who could check the decision.")


@act(stages=[Stage.PROPOSED], checks=[is_staff, clock_is_over("hearing_request")])
def close_hearing_window(case: Complaint, *, by: User) -> Entry:
    """T23. No hearing was asked for in time; the proposal becomes the decision."""
    entry = case.close_hearing_window(by=by)
    _prepare_signing(case, by=by)
    return entry


@act(stages=[Stage.PROPOSED], checks=[is_respondent])
def accept_outcome(case: Complaint, *, by: Any, statement: str) -> Entry:
    """T23. Accept the proposed outcome; the decision is then checked and signed."""
    filed = lodge(case, SubmissionKind.ACCEPTANCE, statement, by_role="respondent")
    entry = case.accept_outcome(by=by, sha256=filed.sha256)
    _prepare_signing(case, by=by)
    return entry


def panel_found_nothing(hearing: Hearing, user: Any) -> None:
    found = findings_are_in(hearing.case, Forum.PANEL)
    if violations(found):
        raise Blocked("The panel found a violation; it votes on a sanction next.")


def panel_carried_a_sanction(hearing: Hearing, user: Any) -> None:
    findings_are_in(hearing.case, Forum.PANEL)
    sanction_is_carried(hearing.case, Forum.PANEL)


def panel_votes_are_closed(hearing: Hearing, user: Any) -> None:
    no_ballot_is_open(hearing.case, user)


@act(
    stages=[HearingStage.DELIBERATING],
    checks=[is_panel_chair, panel_votes_are_closed, panel_found_nothing],
)
def close_after_hearing(hearing: Hearing, *, by: User, reason: str) -> Entry:
    """T31. The panel found no violation; the case closes."""
    ballot = findings_are_in(hearing.case, Forum.PANEL)
    _used(ballot)
    hearing.decide(by=by)
    return hearing.case.close_after_hearing(by=by, reason=reason, ballot=ballot.pk)


@act(
    stages=[HearingStage.DELIBERATING],
    checks=[is_panel_chair, panel_votes_are_closed, panel_carried_a_sanction],
)
def decide_after_hearing(hearing: Hearing, *, by: User, reasons: str) -> Entry:
    """T32. The panel's findings and sanction become the decision."""
    decision = _draft(hearing.case, Forum.PANEL, reasons)
    hearing.decide(by=by)
    entry = hearing.case.take_panel_decision(
        by=by, decision=decision.pk, ballot=decision.sanction_ballot_id
    )
    _prepare_signing(hearing.case, by=by)
    return entry


def reopening_was_voted(hearing: Hearing, user: Any) -> None:
    if carried_motion(hearing.case, Motion.REOPEN) is None:
        raise Blocked("The panel has not voted to reopen the record.")


@act(
    stages=[HearingStage.DELIBERATING],
    checks=[is_panel_chair, panel_votes_are_closed, reopening_was_voted],
)
def reopen_by_vote(hearing: Hearing, *, by: User, evidence: str) -> Entry:
    """T30. Reopen the record for named evidence."""
    ballot = carried_motion(hearing.case, Motion.REOPEN)
    if ballot is None:
        raise Blocked("The panel has not voted to reopen the record.")
    _used(ballot)
    return hearing.reopen_record(by=by, evidence=evidence, ballot=ballot.pk)


def standing(case: Complaint) -> Decision:
    decision: Decision | None = case.decisions.filter(superseded=False).last()
    if decision is None:
        raise Blocked("There is no decision.")
    decision.case = case
    return decision


def is_not_checked_yet(case: Complaint, user: Any) -> None:
    if standing(case).checked_by_id:
        raise Blocked("Counsel has checked the decision already.")


def counsel_has_checked(case: Complaint, user: Any) -> None:
    """T33: two people stand behind a decision, and they are not the same."""
    checked = standing(case).checked_by_id
    if checked is None:
        raise Blocked("Counsel has to check the decision before it is signed.")
    if checked == user.pk:
        raise Blocked("Whoever checked the decision cannot sign it.")


@act(stages=[Stage.DECISION], checks=[is_counsel, is_not_checked_yet])
def check_decision(case: Complaint, *, by: User, reason: str) -> Entry:
    """Counsel finds the decision in order: procedure followed, reasons given, range kept."""
    decision = standing(case)
    decision.checked_by = by
    decision.save()
    return case.docket.enter("decision.checked", decision, by=by, reason=reason)


@act(stages=[Stage.DECISION], checks=[is_signer, counsel_has_checked])
def sign_decision(case: Complaint, *, by: User) -> Entry:
    """T33. Sign and issue: the certifier's officer, not the membership body's."""
    decision = standing(case)
    decision.signed_by, decision.signed_on = by, case.today
    decision.save()
    Sanction.objects.create(
        case=case, decision=decision, code=decision.sanction_code, months=decision.months
    )
    told = "\n".join([decision.reasons, decision.sanction_words, decision.terms])
    sha256 = hashlib.sha256(told.encode()).hexdigest()
    return case.issue(by=by, decision=decision.pk, sha256=sha256)
