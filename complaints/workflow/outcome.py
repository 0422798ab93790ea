"""From the hearing to the end: T31 to T43. All of it is called from ``hearings``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from complaints.checks import clock_is_over
from complaints.stages import CloseCode, Stage
from ledger.steps import Staged, step

if TYPE_CHECKING:
    from people.models import User

BOTH = ["complainant", "respondent"]


class OutcomeSteps(Staged):
    monitor: Any

    class Meta:
        abstract = True

    @step(
        Stage.HEARING,
        Stage.CLOSED,
        verb="complaint.closed_after_hearing",
        internal=True,
        stops=["decide"],
        notifies=[("L24", role) for role in BOTH],
    )
    def close_after_hearing(self, *, by: User, reason: str, ballot: int) -> None:
        """T31. The panel found no violation."""
        self.close_as(CloseCode.NO_VIOLATION_HEARD)  # type: ignore[attr-defined]

    @step(
        Stage.HEARING,
        Stage.DECISION,
        verb="panel.decided",
        internal=True,
        stops=["decide"],
        starts=["legal"],
    )
    def take_panel_decision(self, *, by: User, decision: int, ballot: int) -> None:
        """T32. The panel voted findings, then a sanction."""

    @step(
        Stage.DECISION,
        Stage.DECIDED,
        verb="decision.issued",
        internal=True,
        stops=["legal"],
        starts=["serve"],
        starts_on_delivery={"appeal": "L25"},
        notifies=[("L25", "respondent"), ("L26", "complainant")],
    )
    def issue(self, *, by: User, decision: int, sha256: str) -> None:
        """T33. The decision is signed and served; the appeal window runs from delivery."""

    @step(
        Stage.DECIDED,
        Stage.FINAL,
        verb="order.final",
        checks=[clock_is_over("appeal")],
        internal=True,
        lapses=["appeal", "serve"],
        notifies=[("L27", role) for role in BOTH],
    )
    def make_final(self, *, by: User) -> None:
        """T34. The appeal window passed, delivery proven, and no appeal came."""

    @step(
        Stage.DECIDED,
        Stage.FINAL,
        verb="order.final_by_waiver",
        internal=True,
        stops=["appeal", "serve"],
        notifies=[("L27", role) for role in BOTH],
    )
    def make_final_by_waiver(self, *, by: Any) -> None:
        """T34. The respondent waived the appeal."""

    @step(
        Stage.DECIDED,
        Stage.APPEAL,
        verb="appeal.filed",
        internal=True,
        pauses=["appeal"],
        stops=["serve"],
        starts=["appeal_screen"],
        notifies=[("L28", role) for role in BOTH],
    )
    def take_appeal(self, *, by: Any, appeal: int, grounds: list[str], sha256: str) -> None:
        """T35. An appeal was filed; sanctions are stayed."""

    @step(
        Stage.APPEAL,
        Stage.DECIDED,
        verb="appeal.rejected",
        internal=True,
        stops=["appeal_screen", "appeal_cure"],
        resumes=["appeal"],
        notifies=[("L29", role) for role in BOTH],
    )
    def return_rejected_appeal(self, *, by: User, appeal: int, reason: str) -> None:
        """T36. No permitted ground remained, and the appeal window is still open."""

    @step(
        Stage.APPEAL,
        Stage.FINAL,
        verb="appeal.rejected_for_good",
        internal=True,
        stops=["appeal", "appeal_screen", "appeal_cure"],
        notifies=[("L29", role) for role in BOTH],
    )
    def end_rejected_appeal(self, *, by: User, appeal: int, reason: str) -> None:
        """T36. No permitted ground remained, and the appeal window has passed."""

    @step(
        Stage.APPEAL,
        Stage.FINAL,
        verb="appeal.carried_out",
        internal=True,
        stops=["appeal", "appeal_review"],
        notifies=[("L27", role) for role in BOTH],
    )
    def end_appeal(self, *, by: User, appeal: int, outcome: str) -> None:
        """T39. The decision was affirmed or modified."""

    @step(
        Stage.APPEAL,
        Stage.CLOSED,
        verb="complaint.closed_on_reversal",
        internal=True,
        stops=["appeal", "appeal_review"],
        notifies=[("L32", role) for role in BOTH],
    )
    def reverse(self, *, by: User, appeal: int) -> None:
        """T40. The decision was reversed."""
        self.close_as(CloseCode.REVERSED)  # type: ignore[attr-defined]

    @step(
        Stage.APPEAL,
        Stage.COMMITTEE_REVIEW,
        verb="case.remanded_to_committee",
        internal=True,
        stops=["appeal", "appeal_review"],
        starts=["review"],
        notifies=[("L33", role) for role in BOTH],
    )
    def remand_to_committee(self, *, by: User, appeal: int, instructions: str) -> None:
        """T41. Sent back to the committee with instructions."""

    @step(
        Stage.APPEAL,
        Stage.HEARING,
        verb="case.remanded_to_hearing",
        internal=True,
        stops=["appeal", "appeal_review"],
        notifies=[("L33", role) for role in BOTH],
    )
    def remand_to_hearing(self, *, by: User, appeal: int, instructions: str) -> None:
        """T41. Sent back for a new hearing with instructions."""

    @step(
        Stage.FINAL,
        Stage.MONITORING,
        verb="monitoring.begun",
        internal=True,
        notifies=[("L34", "respondent"), ("L35", "monitor")],
    )
    def begin_monitoring(self, *, by: User, monitor: User) -> None:
        """T42. Terms exist; they run from now."""
        self.monitor = monitor

    @step(
        Stage.FINAL,
        Stage.CLOSED,
        verb="complaint.closed",
        internal=True,
        stops_all=True,
        notifies=[("L36", role) for role in BOTH],
    )
    def close(self, *, by: User, code: str) -> None:
        """T43. No terms run; register and notices are done."""
        self.close_as(code)  # type: ignore[attr-defined]
