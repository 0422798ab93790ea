"""One appeal of one decision, on the record as it stood: grounds, panel, outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from complaints.assignments import end, seat_committee
from complaints.checks import is_respondent, is_staff, window_is_open_or_leave_given
from complaints.models import Complaint
from complaints.stages import Capacity, Stage, SubmissionKind
from complaints.submissions import lodge
from hearings.ballots import latest, no_ballot_is_open
from hearings.checks import cure_was_offered, is_appeal_chair, of_case, staff_act
from hearings.decisions import standing
from hearings.hearings import open_hearing
from hearings.models import Appeal, Sanction
from hearings.sanctions import bring_into_force
from hearings.stages import AppealStage, BallotKind, Forum, Outcome, SanctionStage
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act
from people.models import User

HELD = [SanctionStage.PENDING, SanctionStage.STAYED]


@act(
    stages=[Stage.DECIDED],
    checks=[is_respondent, window_is_open_or_leave_given("appeal")],
)
def file_appeal(case: Complaint, *, by: Any, grounds: Sequence[str], statement: str) -> Entry:
    """T35. Appeal on ticked grounds; what the decision orders is held back meanwhile."""
    decision = standing(case)
    if decision.appeals.exists():
        raise Blocked("This decision has been appealed once; there is no second appeal.")
    if not grounds or any(ground not in case.rules.grounds for ground in grounds):
        raise Blocked("Tick at least one of the grounds that the procedure permits.")
    filed = lodge(case, SubmissionKind.APPEAL, statement, by_role="respondent")
    appeal = Appeal.objects.create(
        case=case,
        decision=decision,
        grounds=list(grounds),
        statement=statement,
        filed_on=case.today,
    )
    entry = case.take_appeal(by=by, appeal=appeal.pk, grounds=list(grounds), sha256=filed.sha256)
    if case.rules.stay_on_appeal:
        for sanction in case.sanctions.filter(stage=SanctionStage.PENDING):
            sanction.case = case
            sanction.stay(by=by)
    return entry


def no_cure_was_asked(appeal: Appeal, user: Any) -> None:
    if appeal.cure_asked_on:
        raise Blocked("The one chance to correct the appeal has been given already.")


@act(stages=[AppealStage.FILED], checks=[staff_act, no_cure_was_asked])
def ask_appeal_cure(appeal: Appeal, *, by: User, missing: str) -> Entry:
    """T36. Give the respondent the one chance to correct the appeal."""
    appeal.cure_asked_on = appeal.case.today
    appeal.save()
    entry = appeal.docket.enter("appeal.cure_asked", appeal, by=by, missing=missing)
    appeal.after_step(
        entry, starts_on_delivery={"appeal_cure": "L28A"}, notifies=[("L28A", "respondent")]
    )
    return entry


def a_cure_is_asked(appeal: Appeal, user: Any) -> None:
    if appeal.cure_asked_on is None or appeal.cured:
        raise Blocked("No correction of the appeal is asked for.")


@act(stages=[AppealStage.FILED], checks=[of_case(is_respondent), a_cure_is_asked])
def cure_appeal(appeal: Appeal, *, by: Any, grounds: Sequence[str], statement: str) -> Entry:
    """T36. Correct the appeal."""
    if not grounds or any(ground not in appeal.case.rules.grounds for ground in grounds):
        raise Blocked("Tick at least one of the grounds that the procedure permits.")
    filed = lodge(appeal.case, SubmissionKind.APPEAL_CURE, statement, by_role="respondent")
    appeal.grounds, appeal.statement, appeal.cured = list(grounds), statement, True
    appeal.save()
    entry = appeal.docket.enter(
        "appeal.cured", filed, by=by, grounds=list(grounds), sha256=filed.sha256
    )
    appeal.after_step(entry, stops=["appeal_cure"])
    return entry


@act(stages=[AppealStage.FILED], checks=[staff_act, cure_was_offered])
def reject_appeal(appeal: Appeal, *, by: User, reason: str) -> Entry:
    """T36. Turn the appeal away; the case goes back to its window, or becomes final."""
    case = appeal.case
    appeal.reject(by=by, reason=reason)
    clock = case.open_clocks.get("appeal")
    if clock and clock.due_on is None:
        entry = case.return_rejected_appeal(by=by, appeal=appeal.pk, reason=reason)
        for sanction in case.sanctions.filter(stage=SanctionStage.STAYED):
            sanction.case = case
            sanction.lift_stay(by=by)
        return entry
    entry = case.end_rejected_appeal(by=by, appeal=appeal.pk, reason=reason)
    bring_into_force(case, by=by)
    return entry


def appeal_votes_are_closed(appeal: Appeal, user: Any) -> None:
    no_ballot_is_open(appeal.case, user)


def an_outcome_was_voted(appeal: Appeal, user: Any) -> None:
    ballot = latest(appeal.case, Forum.APPEAL, BallotKind.APPEAL)
    if ballot is None or not ballot.outcome():
        raise Blocked("The appeal panel has not voted an outcome.")


@act(
    stages=[AppealStage.UNDER_REVIEW],
    checks=[is_appeal_chair, appeal_votes_are_closed, an_outcome_was_voted],
)
def decide_appeal(
    appeal: Appeal, *, by: User, reasons: str, sanction: str = "", months: int | None = None
) -> Entry:
    """T38. Enter the outcome the panel voted, with reasons tied to the grounds."""
    case = appeal.case
    ballot = latest(case, Forum.APPEAL, BallotKind.APPEAL)
    if ballot is None:
        raise Blocked("The appeal panel has not voted an outcome.")
    if ballot.outcome() == Outcome.REDUCE:
        _reduce(appeal, sanction, months, by=by)
    ballot.used = True
    ballot.save()
    appeal.outcome_reasons = reasons
    return appeal.decide(by=by, outcome=ballot.outcome(), ballot=ballot.pk)


def _reduce(appeal: Appeal, code: str, months: int | None, *, by: User) -> None:
    """Put a milder sanction in the place of the one appealed; never a harsher one."""
    case, decision = appeal.case, appeal.decision
    kind, was = case.rules.sanctions.get(code), case.rules.sanctions[decision.sanction_code]
    if kind is None:
        raise Blocked("Choose the reduced sanction from the list of the procedure.")
    if kind.needs_months and not (months and kind.min_months <= months <= kind.max_months):
        raise Blocked(f"{kind.title} needs {kind.min_months} to {kind.max_months} months.")
    if not kind.needs_months:
        months = None
    before, after = (was.severity, decision.months or 0), (kind.severity, months or 0)
    if after >= before and not case.rules.harsher_on_appeal:
        raise Blocked("An appeal does not lead to the same or a harsher sanction.")
    for sanction in case.sanctions.filter(stage__in=HELD):
        sanction.case = case
        sanction.vacate(by=by, reason="Reduced on appeal.")
    Sanction.objects.create(case=case, decision=decision, code=code, months=months)


def appeal_is_decided(case: Complaint, user: Any) -> None:
    appeal = case.appeals.last()
    if appeal is None or appeal.stage != AppealStage.DECIDED:
        raise Blocked("The appeal has not been decided.")


@act(stages=[Stage.APPEAL], checks=[is_staff, appeal_is_decided])
def carry_out_appeal(case: Complaint, *, by: User) -> Entry:
    """T39 to T41. Carry out what the appeal panel decided."""
    appeal = case.appeals.last()
    if appeal is None:
        raise Blocked("There is no appeal.")
    appeal.case = case
    end(
        case,
        by=by,
        reason="The appeal is decided.",
        capacity__in=[Capacity.APPEAL_CHAIR, Capacity.APPEAL],
    )
    if appeal.outcome in (Outcome.AFFIRM, Outcome.REDUCE):
        entry = case.end_appeal(by=by, appeal=appeal.pk, outcome=appeal.outcome)
        bring_into_force(case, by=by)
        return entry
    for sanction in case.sanctions.filter(stage__in=HELD):
        sanction.case = case
        sanction.vacate(by=by, reason="The decision fell on appeal.")
    if appeal.outcome == Outcome.REVERSE:
        return case.reverse(by=by, appeal=appeal.pk)
    return _remand(appeal, by=by)


def _remand(appeal: Appeal, *, by: User) -> Entry:
    """T41. Back to whoever decided; the deciding panel is seated afresh."""
    case, instructions = appeal.case, appeal.outcome_reasons
    appeal.decision.superseded = True
    appeal.decision.save()
    if appeal.decision.forum == Forum.PANEL:
        end(
            case,
            by=by,
            reason="Remanded to a new panel.",
            capacity__in=[Capacity.PANEL_CHAIR, Capacity.PANEL],
        )
        entry = case.remand_to_hearing(by=by, appeal=appeal.pk, instructions=instructions)
        before = case.hearings.last()
        open_hearing(case, requested=True, form=before.form if before else "")
        return entry
    entry = case.remand_to_committee(by=by, appeal=appeal.pk, instructions=instructions)
    seat_committee(case, by=by)
    return entry
