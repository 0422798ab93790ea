"""From the response to the committee's outcome: T11 to T23."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from complaints.checks import (
    clock_is_over,
    comments_are_closed,
    each_charge_can_be_brought,
    is_committee_chair,
    is_investigator,
    is_respondent,
    is_staff,
    reminder_was_sent,
    response_window_has_ended,
    window_is_open_or_leave_given,
)
from complaints.stages import BY_COMMITTEE, Stage
from ledger.refusals import Blocked
from ledger.steps import Staged, step

if TYPE_CHECKING:
    from people.models import User

BOTH = ["complainant", "respondent"]


class InquirySteps(Staged):
    no_response: Any

    class Meta:
        abstract = True

    @step(
        Stage.RESPONSE,
        Stage.RESPONDED,
        verb="response.filed",
        checks=[is_respondent],
        internal=True,
        stops=["response"],
        notifies=[("L11", "respondent")],
    )
    def take_response(self, *, by: Any, sha256: str, answers: list[dict[str, Any]]) -> None:
        """T11. The respondent answered; the words are kept apart, here are their hashes."""
        self.no_response = False

    @step(
        Stage.RESPONSE,
        Stage.RESPONDED,
        verb="response.window_closed",
        checks=[is_staff, clock_is_over("response"), reminder_was_sent("response")],
        lapses=["response"],
        notifies=[("L12", "respondent")],
    )
    def close_response(self, *, by: User) -> None:
        """T12. Close the window: delivered, reminded, and no answer came."""
        self.no_response = True

    @step(
        Stage.RESPONDED,
        Stage.INVESTIGATION,
        verb="investigation.opened",
        checks=[is_committee_chair],
        internal=True,
        starts=["investigation"],
        resumes=["comment"],
        notifies=[("L13", role) for role in BOTH],
    )
    def investigate(self, *, by: User, investigator: str, reason: str) -> None:
        """T13. Have the facts gathered by somebody who will not vote."""

    @step(
        Stage.RESPONDED,
        Stage.COMMITTEE_REVIEW,
        verb="committee.convened",
        checks=[is_committee_chair, comments_are_closed],
        internal=True,
        lapses=["comment"],
        starts=["review"],
    )
    def convene(self, *, by: User, reason: str) -> None:
        """T14. Put the case before the committee on the papers."""

    @step(
        Stage.INVESTIGATION,
        Stage.RESPONSE,
        verb="allegation.added",
        checks=[is_committee_chair, each_charge_can_be_brought],
        internal=True,
        pauses=["investigation", "comment"],
        starts_on_delivery={"response": "L09"},
        window_of={"response": "added_response"},
        notifies=[("L09", "respondent")],
    )
    def call_again(self, *, by: User, allegation: int, reason: str) -> None:
        """T15. Add an allegation with fresh notice and a window of its own."""

    @step(
        [Stage.RESPONDED, Stage.INVESTIGATION, Stage.COMMITTEE_REVIEW],
        Stage.RESPONSE,
        verb="response.time_restored",
        checks=[is_staff],
        internal=True,
        pauses=["investigation", "comment", "review"],
    )
    def restore_response(self, *, by: User, reason: str) -> None:
        """Overlay O6. The notice came back after the window had been closed: it is served anew."""
        self.no_response = False

    @step(
        Stage.DECISION,
        Stage.PROPOSED,
        verb="hearing_request.time_restored",
        checks=[is_staff],
        internal=True,
        stops=["legal"],
    )
    def restore_hearing_request(self, *, by: User, reason: str) -> None:
        """Overlay O6. The proposal came back after its window had been closed: it is sent anew."""

    @step(
        Stage.INVESTIGATION,
        Stage.COMMITTEE_REVIEW,
        verb="report.filed",
        checks=[is_investigator, comments_are_closed],
        internal=True,
        stops=["investigation"],
        lapses=["comment"],
        starts=["review"],
        notifies=[("L14", "respondent")],
    )
    def take_report(self, *, by: User, sha256: str) -> None:
        """T16. The report is in; the investigator's part ends."""

    @step(
        Stage.COMMITTEE_REVIEW,
        Stage.INVESTIGATION,
        verb="investigation.reopened",
        checks=[is_committee_chair],
        internal=True,
        stops=["review"],
        starts=["investigation"],
        notifies=[("L13", role) for role in BOTH],
    )
    def return_to_investigation(self, *, by: User, questions: str, ballot: int) -> None:
        """T17. The committee voted for more facts."""

    @step(
        Stage.COMMITTEE_REVIEW,
        Stage.CLOSED,
        verb="complaint.dismissed",
        checks=[is_committee_chair],
        internal=True,
        stops=["review"],
        notifies=[("L07", role) for role in BOTH],
    )
    def dismiss(self, *, by: User, code: str, reason: str, ballot: int) -> None:
        """T18. The committee voted to close without a violation."""
        if code not in BY_COMMITTEE:
            raise Blocked("The committee can close a case only for one of the listed grounds.")
        self.close_as(code)  # type: ignore[attr-defined]

    @step(
        Stage.COMMITTEE_REVIEW,
        Stage.PROPOSED,
        verb="outcome.proposed",
        checks=[is_committee_chair, response_window_has_ended, comments_are_closed],
        internal=True,
        stops=["review"],
        lapses=["comment"],
        starts_on_delivery={"hearing_request": "L15"},
        notifies=[("L15", "respondent")],
    )
    def propose(self, *, by: User, decision: int, ballot: int) -> None:
        """T19. Serve the preliminary disposition, with the right to a hearing."""

    @step(
        Stage.COMMITTEE_REVIEW,
        Stage.DECISION,
        verb="committee.decided",
        checks=[is_committee_chair, response_window_has_ended, comments_are_closed],
        internal=True,
        stops=["review"],
        lapses=["comment"],
        starts=["legal"],
    )
    def take_committee_decision(self, *, by: User, decision: int, ballot: int) -> None:
        """T19. The committee decided, under a procedure that proposes nothing before."""

    @step(
        Stage.COMMITTEE_REVIEW,
        Stage.HEARING,
        verb="hearing.ordered",
        checks=[is_committee_chair],
        internal=True,
        stops=["review"],
        notifies=[("L17", role) for role in BOTH],
    )
    def order_hearing(self, *, by: User, ballot: int, reason: str) -> None:
        """T21. The committee ordered a hearing of its own motion."""

    @step(
        Stage.PROPOSED,
        Stage.HEARING,
        verb="hearing.requested",
        checks=[is_respondent, window_is_open_or_leave_given("hearing_request")],
        internal=True,
        stops=["hearing_request"],
        notifies=[("L17", role) for role in BOTH],
    )
    def request_hearing(self, *, by: Any, sha256: str) -> None:
        """T22. The respondent asked for a hearing."""

    @step(
        Stage.PROPOSED,
        Stage.DECISION,
        verb="outcome.accepted",
        checks=[is_respondent],
        internal=True,
        stops=["hearing_request"],
        starts=["legal"],
    )
    def accept_outcome(self, *, by: Any, sha256: str) -> None:
        """T23. The respondent accepted the proposed outcome."""

    @step(
        Stage.PROPOSED,
        Stage.DECISION,
        verb="hearing.not_requested",
        checks=[is_staff, clock_is_over("hearing_request")],
        internal=True,
        lapses=["hearing_request"],
        starts=["legal"],
    )
    def close_hearing_window(self, *, by: User) -> None:
        """T23. The window passed, delivery proven, and no hearing was asked for."""
