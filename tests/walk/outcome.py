"""From the decision to the end."""

from __future__ import annotations

from typing import Any, Self

from complaints.stages import Capacity
from hearings import appeals, decisions, panels, sanctions
from hearings.stages import BallotKind
from people.models import User
from tests.bodies import CASES
from tests.walk.hearing import HearingSteps

APPEAL = (Capacity.APPEAL_CHAIR, Capacity.APPEAL)


class OutcomeSteps(HearingSteps):
    APPEAL = APPEAL

    def check(self) -> Self:
        counsel = self.ready(self.holder(Capacity.COUNSEL))
        self.act(decisions.check_decision, counsel, reason="In order.")
        return self

    def sign(self) -> Self:
        self.check()
        self.act(decisions.sign_decision, self.ready(self.holder(Capacity.SIGNER)))
        return self.deliver("L25")

    def waive(self) -> Self:
        self.act(sanctions.waive_appeal, self.respondent)
        return self

    def make_final(self) -> Self:
        self.pass_by("appeal")
        self.act(sanctions.make_final, self.staff)
        return self

    def file_appeal(self) -> Self:
        self.act(
            appeals.file_appeal,
            self.respondent,
            grounds=[next(iter(self.case.rules.grounds))],
            statement="The procedure was not followed.",
        )
        return self

    @property
    def the_appeal(self) -> Any:
        return self.case.appeals.last()

    @property
    def appeal_chair(self) -> User:
        return self.ready(self.holder(Capacity.APPEAL_CHAIR))

    def ask_cure(self) -> Self:
        appeals.ask_appeal_cure(self.the_appeal, by=self.staff, missing="Name the ground.")
        return self.deliver("L28A")

    def reject_appeal(self) -> Self:
        """The cure window passes unused and the appeal is turned away."""
        self.pass_by("appeal_cure")
        appeals.reject_appeal(self.the_appeal, by=self.staff, reason="No ground is named.")
        return self

    def seat_appeal_members(self) -> Self:
        for place in range(1, self.rules.panels["appeal"].size + 1):
            panels.seat_appeal_member(
                self.the_appeal,
                by=self.staff,
                person=self.user(f"appeal-{place}"),
                chair=place == 1,
            )
        return self

    def seat_appeal(self) -> Self:
        self.seat_appeal_members()
        panels.open_appeal_review(self.the_appeal, by=self.staff)
        return self.deliver("L30")

    def vote_on_appeal(self, outcome: str = "affirm") -> Self:
        return self.vote(BallotKind.APPEAL, outcome, APPEAL)

    def decide_appeal(self, outcome: str = "affirm", **reduced: Any) -> Self:
        self.vote_on_appeal(outcome)
        appeals.decide_appeal(
            self.the_appeal, by=self.appeal_chair, reasons="On the ground.", **reduced
        )
        return self

    def reduce(self) -> Self:
        code = CASES[self.body.pk]["milder"]["code"]
        return self.decide_appeal("reduce", sanction=code)

    def reverse(self) -> Self:
        return self.decide_appeal("reverse")

    def remand(self) -> Self:
        return self.decide_appeal("remand")

    def carry_out(self) -> Self:
        self.act(appeals.carry_out_appeal, self.staff)
        return self.serve()

    def begin_monitoring(self) -> Self:
        self.act(sanctions.begin_monitoring, self.staff, monitor=self.user("counsel"))
        return self

    def close(self) -> Self:
        self.serve()
        self.act(sanctions.close_case, self.staff)
        return self
