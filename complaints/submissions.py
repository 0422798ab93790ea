"""What parties and investigators file in a case: texts, sealed apart from the ledger."""

from __future__ import annotations

import hashlib
from typing import Any

from django.utils.translation import gettext

from complaints.checks import (
    is_complainant,
    is_respondent,
    late_leave_is_asked,
    rules_on_requests,
    withdrawal_is_asked,
)
from complaints.models import Complaint, Submission
from complaints.stages import BEFORE_DECISION, SHOWING, UNSERVED, Matter, Stage, SubmissionKind
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act
from people.models import User


def lodge(case: Complaint, kind: SubmissionKind, text: str, *, by_role: str) -> Submission:
    """Keep a text, sealed; the caller enters its hash in the ledger."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Submission.objects.create(
        case=case, kind=kind, by_role=by_role, text=text, sha256=sha256
    )


def asked_for(case: Complaint) -> str:
    """What the filer is asked to send, in the office's words; empty until its letter is served."""
    clock = case.open_clocks.get("cure")
    letter = clock.notice if clock else None
    if letter is None or letter.state in UNSERVED:
        return ""
    letter.case = case
    letter.entry.docket = case.docket
    return str(letter.entry.details.get("missing", ""))


@act(stages=[Stage.CORRECTION], checks=[is_complainant])
def supply_correction(case: Complaint, *, by: Any, statement: str) -> Entry:
    """T04. Supply what was missing."""
    filed = lodge(case, SubmissionKind.CORRECTION, statement, by_role="complainant")
    return case.correct(by=by, sha256=filed.sha256)


def evidence_is_open_for_comment(case: Complaint, user: Any) -> None:
    if "comment" not in case.open_clocks:
        raise Blocked("No evidence is open for your comment.")


@act(stages=SHOWING, checks=[is_respondent, evidence_is_open_for_comment])
def comment(case: Complaint, *, by: Any, statement: str) -> Entry:
    """Comment on the evidence that was disclosed; the comment window is then met."""
    filed = lodge(case, SubmissionKind.COMMENT, statement, by_role="respondent")
    entry = case.docket.enter("evidence.commented", filed, by=by, sha256=filed.sha256)
    case.after_step(entry, stops=["comment"])
    return entry


def withdrawal_is_possible(case: Complaint, user: Any) -> None:
    if case.withdrawal_asked:
        raise Blocked(gettext("You have already asked to withdraw; the chair will rule on it."))
    if case.matter != Matter.COMPLAINT:
        words = gettext("The body has taken this matter over; it can no longer be withdrawn.")
        raise Blocked(words)


@act(stages=BEFORE_DECISION, checks=[is_complainant, withdrawal_is_possible])
def ask_to_withdraw(case: Complaint, *, by: Any, statement: str) -> Entry:
    """T47. Ask to withdraw: the chair rules, and the body may go on by itself."""
    filed = lodge(case, SubmissionKind.WITHDRAWAL, statement, by_role="complainant")
    case.withdrawal_asked = True
    case.save()
    return case.docket.enter("withdrawal.asked", filed, by=by, sha256=filed.sha256)


@act(stages=BEFORE_DECISION, checks=[rules_on_requests, withdrawal_is_asked])
def continue_on_own_motion(case: Complaint, *, by: User, reason: str) -> Entry:
    """T47. Go on although the complainant asked to withdraw: the body takes the matter over."""
    case.withdrawal_asked, case.matter = False, Matter.OWN_MOTION
    case.save()
    return case.docket.enter("complaint.continued_on_own_motion", case, by=by, reason=reason)


LATE_ACTS = {Stage.PROPOSED: "hearing_request", Stage.DECIDED: "appeal"}


def window_has_lapsed(case: Complaint, user: Any) -> None:
    kind = LATE_ACTS[Stage(case.stage)]
    clock = case.open_clocks.get(kind)
    if clock is None or not clock.is_over(case.today):
        raise Blocked("The window is still open; you do not need leave to act late.")
    if case.late_asked or case.late_leave == kind:
        raise Blocked("You have already asked for leave to act late.")


@act(stages=list(LATE_ACTS), checks=[is_respondent, window_has_lapsed])
def ask_late_leave(case: Complaint, *, by: Any, statement: str) -> Entry:
    """Ask to act after a window has passed. Lateness is recorded and ruled on."""
    filed = lodge(case, SubmissionKind.LATE_REQUEST, statement, by_role="respondent")
    case.late_asked = LATE_ACTS[Stage(case.stage)]
    case.save()
    return case.docket.enter("late_leave.asked", filed, by=by, sha256=filed.sha256)


@act(stages=list(LATE_ACTS), checks=[rules_on_requests, late_leave_is_asked])
def rule_on_late_leave(case: Complaint, *, by: User, granted: bool, reason: str) -> Entry:
    """Rule on a request to act late: good cause, or not."""
    kind, case.late_asked = case.late_asked, ""
    case.late_leave = kind if granted else ""
    case.save()
    return case.docket.enter(
        "late_leave.ruled", case, by=by, window=kind, granted=granted, reason=reason
    )
