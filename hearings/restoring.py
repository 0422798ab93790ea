"""A time limit given again, because the letter that began it came back after it was closed.

Overlay O6 of domain.md, 6.3: a defective notice voids the clock, and is served anew. How far a
case has gone decides whether that is possible; what was decided and signed is for the appeal.
"""

from __future__ import annotations

from typing import Any

from complaints.checks import is_staff
from complaints.deliveries import settle_return
from complaints.models import Complaint
from complaints.stages import PartyRole, Stage, StopReason
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act
from people.models import User

# Each window with the stages from which the case goes back to it.
FROM = {
    "response": (Stage.RESPONDED, Stage.INVESTIGATION, Stage.COMMITTEE_REVIEW),
    "hearing_request": (Stage.DECISION,),
}


def a_time_is_void(case: Complaint, user: Any) -> None:
    clock = case.void_clock
    if clock is None:
        raise Blocked("No time of the respondent’s is void.")
    if case.stage not in FROM.get(clock.kind, ()):
        raise Blocked("The case has gone too far for this; have counsel say what follows.")
    if case.ballots.filter(closed_at=None).exists():
        raise Blocked("Close the open ballot first.")


@act(
    stages=[stage for stages in FROM.values() for stage in stages],
    checks=[is_staff, a_time_is_void],
)
def give_time_again(case: Complaint, *, by: User, reason: str) -> Entry:
    """Give the respondent the time again that ran on a letter which came back: it is made anew."""
    clock = case.void_clock
    if clock is None or clock.notice is None:
        raise Blocked("No time of the respondent’s is void.")
    settle_return(_in(case, clock.notice), "The time is given again, with a new letter.")
    step = case.restore_response if clock.kind == "response" else case.restore_hearing_request
    entry = step(by=by, reason=reason)
    clock.stop_reason = StopReason.RENEWED
    clock.save(update_fields=["stop_reason"])
    letter = clock.notice.letter
    case.after_step(
        entry,
        starts_on_delivery={clock.kind: letter},
        window_of={clock.kind: clock.window},
        notifies=[(letter, PartyRole.RESPONDENT)],
    )
    return entry


def _in(case: Complaint, notice: Any) -> Any:
    notice.case = case
    return notice
