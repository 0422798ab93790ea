"""From filing to the gatekeeper's decision: T02 to T10, T47 and T48."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from complaints.checks import (
    clock_is_over,
    each_allegation_is_pinned,
    each_charge_can_be_brought,
    evidence_is_hashed,
    is_complainant,
    is_gatekeeper,
    is_staff,
    refusal_is_proposed_by_another,
    reminder_was_sent,
    respondent_is_matched,
    rules_on_requests,
    withdrawal_is_asked,
)
from complaints.stages import AT_THE_GATE, BEFORE_DECISION, OPEN, CloseCode, Stage
from ledger.refusals import Blocked
from ledger.steps import Staged, step

if TYPE_CHECKING:
    from people.models import User


def letters_at_the_gate(case: Any) -> list[tuple[str, str]]:
    """T09: the complainant is told; an educative close also writes to the respondent."""
    advised = case.close_code == CloseCode.EDUCATED
    return [("L07", "complainant")] + [("L08", "respondent")] * advised


class FilingSteps(Staged):
    close_code: Any
    lead: Any
    proposed_close_code: Any

    class Meta:
        abstract = True

    def close_as(self, code: str) -> None:
        """Set how and when the case closed; called by the steps that close it."""
        self.close_code = code
        self.closed_on = self.today  # type: ignore[attr-defined]

    @step(
        Stage.RECEIVED,
        Stage.INTAKE,
        verb="complaint.taken_in",
        checks=[is_staff, evidence_is_hashed],
        stops=["ack"],
        starts=["intake"],
    )
    def begin_intake(self, *, by: User) -> None:
        """T02. Begin to check completeness, person and jurisdiction."""
        self.lead = by

    @step(
        Stage.INTAKE,
        Stage.CORRECTION,
        verb="correction.asked",
        checks=[is_staff],
        stops=["intake"],
        starts_on_delivery={"cure": "L02"},
        notifies=[("L02", "complainant")],
    )
    def ask_for_correction(self, *, by: User, missing: str) -> None:
        """T03. Ask the filer for what is missing; ``missing`` lists it, a line for each."""

    @step(
        Stage.CORRECTION,
        Stage.INTAKE,
        verb="correction.received",
        checks=[is_complainant],
        internal=True,
        stops=["cure"],
        starts=["intake"],
        notifies=[("L03", "complainant")],
    )
    def correct(self, *, by: Any, sha256: str) -> None:
        """T04. The filer supplied what was missing; its text is kept apart."""

    @step(
        Stage.CORRECTION,
        Stage.CLOSED,
        verb="complaint.closed_uncured",
        checks=[is_staff, clock_is_over("cure"), reminder_was_sent("cure")],
        lapses=["cure"],
        notifies=[("L04", "complainant")],
    )
    def close_uncured(self, *, by: User, reason: str) -> None:
        """T05. Close because what was missing did not come."""
        self.close_as(CloseCode.NOT_CURED)

    @step(
        Stage.INTAKE,
        Stage.CLOSED,
        verb="complaint.refused",
        checks=[is_staff, refusal_is_proposed_by_another],
        stops=["intake"],
        notifies=[("L05", "complainant")],
    )
    def confirm_refusal(self, *, by: User, reason: str) -> None:
        """T06. Confirm, as the second person, that the complaint is not accepted."""
        self.close_as(self.proposed_close_code)

    @step(
        Stage.INTAKE,
        Stage.CHAIR_REVIEW,
        verb="complaint.sent_to_gatekeeper",
        checks=[is_staff, respondent_is_matched, each_allegation_is_pinned],
        internal=True,
        stops=["intake"],
        starts=["gate"],
        notifies=[("L06", "complainant")],
    )
    def open_review(self, *, by: User, gatekeeper: str, passed_over: list[str]) -> None:
        """T07. Put the case before the gatekeeper, or the first alternate who is free."""

    @step(
        Stage.CHAIR_REVIEW,
        Stage.CORRECTION,
        verb="question.asked",
        checks=[is_gatekeeper],
        stops=["gate"],
        starts_on_delivery={"cure": "L02"},
        notifies=[("L02", "complainant")],
    )
    def ask_filer(self, *, by: User, missing: str) -> None:
        """T08. Put a question to the filer before deciding."""

    @step(
        Stage.CHAIR_REVIEW,
        Stage.CLOSED,
        verb="complaint.closed_at_the_gate",
        checks=[is_gatekeeper],
        stops=["gate"],
        notifies=letters_at_the_gate,
    )
    def close_at_gate(self, *, by: User, code: str, reason: str) -> None:
        """T09. Close without elevating; the reason is recorded as when elevating."""
        if code not in AT_THE_GATE:
            raise Blocked("At the gate a case can be closed only for one of the listed grounds.")
        self.close_as(code)

    @step(
        Stage.CHAIR_REVIEW,
        Stage.RESPONSE,
        verb="complaint.elevated",
        checks=[is_gatekeeper, each_charge_can_be_brought],
        internal=True,
        stops=["gate"],
        starts_on_delivery={"response": "L09"},
        notifies=[("L09", "respondent"), ("L10", "complainant")],
    )
    def call_for_response(self, *, by: User, reason: str) -> None:
        """T10. Elevate the complaint and call on the respondent to answer."""

    @step(
        BEFORE_DECISION,
        Stage.CLOSED,
        verb="complaint.withdrawn",
        checks=[rules_on_requests, withdrawal_is_asked],
        internal=True,
        stops_all=True,
        notifies=[("L40", "complainant"), ("L40", "respondent")],
    )
    def withdraw(self, *, by: User, reason: str) -> None:
        """T47. Allow the withdrawal that the complainant asked for."""
        self.close_as(CloseCode.WITHDRAWN)

    @step(
        OPEN,
        Stage.CLOSED,
        verb="complaint.closed_on_death",
        checks=[is_staff],
        internal=True,
        stops_all=True,
        notifies=[("L41", "respondent")],
    )
    def close_on_death(self, *, by: User, proof: str) -> None:
        """T48. Close because the respondent died; ``proof`` names the exhibit."""
        self.close_as(CloseCode.DIED)
