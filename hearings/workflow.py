"""The life of a hearing, an appeal, a sanction and a term, one step to a method."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from complaints.checks import comments_are_closed
from hearings.checks import (
    appeal_panel_is_seated,
    challenge_window_is_over,
    cure_was_offered,
    exhibits_are_ruled_on,
    is_on_paper,
    is_panel_chair,
    of_case,
    panel_has_quorum,
    panel_is_seated,
    staff_act,
    term_is_past,
    the_day_has_come,
    written_time_is_over,
)
from hearings.stages import AppealStage, HearingStage, SanctionStage, TermStage
from ledger.models import Docket, Entry
from ledger.steps import Staged, StageField, step

if TYPE_CHECKING:
    from people.models import User

BOTH = ["complainant", "respondent"]


class UnderACase(Staged):
    """A life that hangs under a case: its steps are entries of the case's docket."""

    case: Any

    class Meta:
        abstract = True

    @property
    def docket(self) -> Docket:
        docket: Docket = self.case.docket
        return docket

    def after_step(self, entry: Entry, **consequences: Any) -> None:
        self.case.after_step(entry, **consequences)


class HearingSteps(UnderACase):
    opens_at: Any
    respondent_absent: Any
    stage = StageField(choices=HearingStage, default=HearingStage.ORDERED)

    class Meta:
        abstract = True

    @step(
        HearingStage.ORDERED,
        HearingStage.SCHEDULED,
        verb="hearing.scheduled",
        checks=[staff_act, panel_is_seated, challenge_window_is_over],
        internal=True,
        lapses=["challenge"],
        notifies=[("L20", role) for role in BOTH],
    )
    def schedule(self, *, by: User, opens_at: dt.datetime, place: str) -> None:
        """T26. Set the hearing down, leaving the notice its days."""
        self.opens_at, self.place = opens_at, place

    @step(
        HearingStage.ORDERED,
        HearingStage.CONVENED,
        verb="hearing.opened_on_paper",
        checks=[staff_act, is_on_paper, panel_is_seated, challenge_window_is_over],
        internal=True,
        lapses=["challenge"],
        notifies=[("L20P", role) for role in BOTH],
    )
    def take_on_paper(self, *, by: User, written_until: dt.date) -> None:
        """T28. Open the record for what both sides write; nobody meets."""

    @step(
        HearingStage.SCHEDULED,
        HearingStage.SCHEDULED,
        verb="hearing.continued",
        checks=[is_panel_chair],
        internal=True,
        notifies=[("L21", role) for role in BOTH],
    )
    def continue_to(self, *, by: User, opens_at: dt.datetime, reason: str) -> None:
        """T27. Move the hearing to another date for cause."""
        self.opens_at = opens_at

    @step(
        HearingStage.SCHEDULED,
        HearingStage.CONVENED,
        verb="hearing.convened",
        checks=[is_panel_chair, the_day_has_come, panel_has_quorum],
        internal=True,
        stops=["hearing", "exchange"],
    )
    def convene(self, *, by: User, recording: str, respondent_absent: bool) -> None:
        """T28. Open the hearing: quorum present, recording on."""
        self.respondent_absent = respondent_absent

    @step(
        HearingStage.CONVENED,
        HearingStage.DELIBERATING,
        verb="hearing.record_closed",
        checks=[
            is_panel_chair,
            written_time_is_over,
            of_case(comments_are_closed),
            exhibits_are_ruled_on,
        ],
        lapses=["exchange", "comment"],
        starts=["decide"],
        notifies=[("L22", role) for role in BOTH],
    )
    def close_record(self, *, by: User) -> None:
        """T29. Close the record; the time to decide begins."""

    @step(
        HearingStage.DELIBERATING,
        HearingStage.CONVENED,
        verb="hearing.record_reopened",
        checks=[is_panel_chair],
        internal=True,
        stops=["decide"],
        notifies=[("L23", role) for role in BOTH],
    )
    def reopen_record(self, *, by: User, evidence: str, ballot: int) -> None:
        """T30. The panel voted to reopen the record for named evidence."""

    @step(
        HearingStage.DELIBERATING,
        HearingStage.DECIDED,
        verb="hearing.decided",
        checks=[is_panel_chair],
        internal=True,
    )
    def decide(self, *, by: User) -> None:
        """T31 and T32. The panel has voted."""

    @step(
        [HearingStage.ORDERED, HearingStage.SCHEDULED, HearingStage.CONVENED],
        HearingStage.CANCELLED,
        verb="hearing.cancelled",
        internal=True,
        stops=["hearing", "exchange", "challenge"],
    )
    def cancel(self, *, by: User, reason: str) -> None:
        """The case ended before the record was closed."""


class AppealSteps(UnderACase):
    frozen_length: Any
    frozen_head: Any
    outcome: Any
    stage = StageField(choices=AppealStage, default=AppealStage.FILED)

    class Meta:
        abstract = True

    @step(
        AppealStage.FILED,
        AppealStage.REJECTED,
        verb="appeal.not_accepted",
        checks=[staff_act, cure_was_offered],
        internal=True,
    )
    def reject(self, *, by: User, reason: str) -> None:
        """T36. No permitted ground remains after the chance to correct."""

    @step(
        AppealStage.FILED,
        AppealStage.UNDER_REVIEW,
        verb="appeal.review_opened",
        checks=[staff_act, appeal_panel_is_seated],
        internal=True,
        stops=["appeal_screen", "appeal_cure"],
        starts=["appeal_review"],
        notifies=[("L30", role) for role in BOTH],
    )
    def open_review(self, *, by: User, frozen_length: int, frozen_head: str) -> None:
        """T37. Put the frozen record before people without an earlier act."""
        self.frozen_length, self.frozen_head = frozen_length, frozen_head

    @step(
        AppealStage.UNDER_REVIEW,
        AppealStage.DECIDED,
        verb="appeal.decided",
        internal=True,
        stops=["appeal_review"],
        notifies=[("L31", role) for role in BOTH],
    )
    def decide(self, *, by: User, outcome: str, ballot: int) -> None:
        """T38. The appeal panel voted."""
        self.outcome = outcome


class SanctionSteps(UnderACase):
    in_force_from: Any
    in_force_until: Any
    stage = StageField(choices=SanctionStage, default=SanctionStage.PENDING)

    class Meta:
        abstract = True

    @step(
        [SanctionStage.PENDING, SanctionStage.STAYED],
        SanctionStage.ACTIVE,
        verb="sanction.in_force",
        internal=True,
    )
    def enter_into_force(self, *, by: Any, from_day: dt.date, until_day: dt.date | None) -> None:
        """The order is final."""
        self.in_force_from, self.in_force_until = from_day, until_day

    @step(SanctionStage.PENDING, SanctionStage.STAYED, verb="sanction.stayed", internal=True)
    def stay(self, *, by: Any) -> None:
        """T35. An appeal holds the sanction back."""

    @step(
        [SanctionStage.PENDING, SanctionStage.STAYED, SanctionStage.ACTIVE],
        SanctionStage.VACATED,
        verb="sanction.vacated",
        internal=True,
    )
    def vacate(self, *, by: Any, reason: str) -> None:
        """The decision it rests on fell."""

    @step(SanctionStage.STAYED, SanctionStage.PENDING, verb="sanction.stay_lifted", internal=True)
    def lift_stay(self, *, by: Any) -> None:
        """T36. The appeal was not accepted and the window is still open."""

    @step(SanctionStage.ACTIVE, SanctionStage.COMPLETED, verb="sanction.completed", internal=True)
    def complete(self, *, by: Any) -> None:
        """Nothing of it is left to run."""


class TermSteps(UnderACase):
    stage = StageField(choices=TermStage, default=TermStage.DUE)

    class Meta:
        abstract = True

    @property
    def case(self) -> Any:
        return self.sanction.case  # type: ignore[attr-defined]

    @step(TermStage.DUE, TermStage.PROVEN, verb="term.proven", checks=[staff_act])
    def accept_proof(self, *, by: User, reason: str) -> None:
        """The proof was received and accepted."""

    @step(TermStage.DUE, TermStage.EXCUSED, verb="term.excused", checks=[staff_act])
    def excuse(self, *, by: User, reason: str) -> None:
        """Kept no longer, for cause."""

    @step(TermStage.DUE, TermStage.MISSED, verb="term.missed", checks=[staff_act, term_is_past])
    def mark_missed(self, *, by: User, reason: str) -> None:
        """The date passed without proof."""
