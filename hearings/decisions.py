"""From closed ballots to a signed decision. Nothing is retyped: the ballots say what was found."""

from __future__ import annotations

import hashlib
from typing import Any

from complaints.checks import (
    clock_is_over,
    comments_are_closed,
    is_committee_chair,
    is_counsel,
    is_respondent,
    is_signer,
    is_staff,
    response_window_has_ended,
)
from complaints.models import Complaint
from complaints.stages import Stage, SubmissionKind
from complaints.submissions import lodge
from hearings.ballots import no_ballot_is_open, violations
from hearings.checks import is_panel_chair, of_case
from hearings.drafting import (
    carried_motion,
    draft,
    findings_are_in,
    mark_used,
    names_nobody,
    prepare_signing,
    sanction_is_carried,
)
from hearings.models import Decision, Hearing, Sanction
from hearings.stages import Forum, HearingStage, Motion
from ledger.models import Entry
from ledger.refusals import Blocked, Forbidden
from ledger.steps import act
from people.models import User


def committee_carried_a_sanction(case: Complaint, user: Any) -> None:
    sanction_is_carried(case, Forum.COMMITTEE)


def outcome_is_proposed_first(case: Complaint, user: Any) -> None:
    if not case.rules.preliminary_disposition:
        raise Forbidden("This procedure has no preliminary disposition.")


def outcome_is_decided_at_once(case: Complaint, user: Any) -> None:
    if case.rules.preliminary_disposition:
        raise Forbidden("Under this procedure the outcome is first proposed to the respondent.")


@act(
    stages=[Stage.COMMITTEE_REVIEW],
    checks=[
        is_committee_chair,
        outcome_is_decided_at_once,
        response_window_has_ended,
        comments_are_closed,
        no_ballot_is_open,
        committee_carried_a_sanction,
    ],
)
def decide_by_vote(case: Complaint, *, by: User, reasons: str) -> Entry:
    """T19. Make what the committee voted the decision, where none is proposed before."""
    decision = draft(case, Forum.COMMITTEE, reasons)
    entry = case.take_committee_decision(
        by=by, decision=decision.pk, ballot=decision.sanction_ballot_id
    )
    prepare_signing(case, by=by)
    return entry


@act(
    stages=[Stage.COMMITTEE_REVIEW],
    checks=[
        is_committee_chair,
        outcome_is_proposed_first,
        response_window_has_ended,
        comments_are_closed,
        no_ballot_is_open,
        committee_carried_a_sanction,
    ],
)
def propose_by_vote(case: Complaint, *, by: User, reasons: str) -> Entry:
    """T19. Serve the preliminary disposition that the committee voted."""
    decision = draft(case, Forum.COMMITTEE, reasons)
    ballot = decision.sanction_ballot_id
    return case.propose(by=by, decision=decision.pk, ballot=ballot)


@act(stages=[Stage.PROPOSED], checks=[is_staff, clock_is_over("hearing_request")])
def close_hearing_window(case: Complaint, *, by: User) -> Entry:
    """T23. No hearing was asked for in time; the proposal becomes the decision."""
    entry = case.close_hearing_window(by=by)
    prepare_signing(case, by=by)
    return entry


@act(stages=[Stage.PROPOSED], checks=[is_respondent])
def accept_outcome(case: Complaint, *, by: Any, statement: str) -> Entry:
    """T23. Accept the proposed outcome; the decision is then checked and signed."""
    filed = lodge(case, SubmissionKind.ACCEPTANCE, statement, by_role="respondent")
    entry = case.accept_outcome(by=by, sha256=filed.sha256)
    prepare_signing(case, by=by)
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
    mark_used(ballot)
    hearing.decide(by=by)
    return hearing.case.close_after_hearing(by=by, reason=reason, ballot=ballot.pk)


@act(
    stages=[HearingStage.DELIBERATING],
    checks=[
        is_panel_chair,
        of_case(response_window_has_ended),
        panel_votes_are_closed,
        panel_carried_a_sanction,
    ],
)
def decide_after_hearing(hearing: Hearing, *, by: User, reasons: str) -> Entry:
    """T32. The panel's findings and sanction become the decision."""
    decision = draft(hearing.case, Forum.PANEL, reasons)
    hearing.decide(by=by)
    entry = hearing.case.take_panel_decision(
        by=by, decision=decision.pk, ballot=decision.sanction_ballot_id
    )
    prepare_signing(hearing.case, by=by)
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
    mark_used(ballot)
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


def decision_names_nobody(case: Complaint, user: Any) -> None:
    names_nobody(standing(case))


@act(stages=[Stage.DECISION], checks=[is_signer, counsel_has_checked, decision_names_nobody])
def sign_decision(case: Complaint, *, by: User) -> Entry:
    """T33. Sign and issue: the certifier's officer, not the membership body's."""
    decision = standing(case)
    decision.signed_by, decision.signed_on = by, case.today
    decision.save()
    Sanction.objects.create(
        case=case, decision=decision, code=decision.sanction_code, months=decision.months
    )
    told = f"{decision.reasons}\n{decision.sanction_words}\n{decision.terms}"
    sha256 = hashlib.sha256(told.encode()).hexdigest()
    return case.issue(by=by, decision=decision.pk, sha256=sha256)
