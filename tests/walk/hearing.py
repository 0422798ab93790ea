"""From the proposed outcome to the panel's decision."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.utils import timezone

from complaints import submissions
from complaints.stages import Capacity
from hearings import decisions, hearings, objections, panels
from hearings.stages import Answer, BallotKind
from people.models import User
from tests.walk.inquiry import InquirySteps

PANEL = (Capacity.PANEL_CHAIR, Capacity.PANEL)


class HearingSteps(InquirySteps):
    PANEL = PANEL

    def request_hearing(self) -> Self:
        self.act(hearings.request_hearing, self.respondent, statement="Please hear me.")
        return self

    def accept(self) -> Self:
        self.act(decisions.accept_outcome, self.respondent, statement="I accept it.")
        return self

    def close_hearing_window(self) -> Self:
        self.pass_by("hearing_request")
        self.act(decisions.close_hearing_window, self.staff)
        return self

    def ask_late_leave(self) -> Self:
        self.act(submissions.ask_late_leave, self.respondent, statement="I was in hospital.")
        return self

    def grant_leave(self) -> Self:
        ruling = [Capacity.COMMITTEE_CHAIR, Capacity.SIGNER]
        held = self.case.assignments.filter(ended_on=None, capacity__in=ruling)
        chair = self.ready(held.first().user)
        self.act(submissions.rule_on_late_leave, chair, granted=True, reason="Good cause.")
        return self

    @property
    def hearing(self) -> Any:
        return self.case.hearings.last()

    @property
    def panel_chair(self) -> User:
        return self.ready(self.holder(Capacity.PANEL_CHAIR))

    def seat(self) -> Self:
        """As many sit as the rules want; the first of them stays away from a second panel."""
        heard = self.case.assignments.filter(capacity__in=PANEL).exists()
        first = 2 if heard else 1
        for place in range(first, first + self.rules.panels["hearing"].size):
            panels.seat_panel_member(
                self.hearing,
                by=self.staff,
                person=self.user(f"hearing-{place}"),
                chair=place == first,
            )
        return self

    def name_panel(self) -> Self:
        panels.name_panel(self.hearing, by=self.staff)
        return self.deliver("L17A")

    def object_to_panel(self, capacity: str = Capacity.PANEL) -> Self:
        person = self.holder(capacity)
        given = {"person": person, "statement": "They are my competitor."}
        objections.object_to_panel(self.hearing, by=self.respondent, **given)
        return self

    def _rule_on_objection(self, *, upheld: bool, by: User | None = None) -> Self:
        objection = self.hearing.objections.last()
        ruling = {"objection": objection, "upheld": upheld, "reason": "Weighed with care."}
        objections.rule_on_objection(self.hearing, by=by or self.panel_chair, **ruling)
        return self

    def overrule_objection(self) -> Self:
        return self._rule_on_objection(upheld=False)

    def uphold_objection(self, by: User | None = None) -> Self:
        return self._rule_on_objection(upheld=True, by=by)

    def seat_panel(self) -> Self:
        self.seat().name_panel()
        panels.accept_panel(self.hearing, by=self.respondent)
        return self

    def schedule(self) -> Self:
        opens_at = timezone.now() + dt.timedelta(days=40)
        hearings.schedule_hearing(self.hearing, by=self.staff, opens_at=opens_at, place="By video")
        return self.deliver("L20")

    def open_on_paper(self) -> Self:
        """Nobody meets: both sides write."""
        hearings.open_on_paper(self.hearing, by=self.staff)
        self.seated(PANEL)
        return self.deliver("L20P")

    def continue_hearing(self) -> Self:
        later = self.hearing.opens_at + dt.timedelta(days=14)
        hearings.continue_hearing(
            self.hearing, by=self.panel_chair, opens_at=later, reason="A witness is ill."
        )
        return self

    def gather_panel(self) -> Self:
        """Everybody on the panel has answered the conflict question."""
        self.seated(PANEL)
        return self

    def convene_hearing(self) -> Self:
        """Open the hearing on the day. Time has to have come."""
        self.seated(PANEL)
        hearings.convene_hearing(
            self.hearing,
            by=self.panel_chair,
            recording="Recorded by the clerk",
            respondent_present=True,
        )
        return self

    def close_record(self) -> Self:
        self.settle()
        for exhibit in self.case.exhibits.relied_on().filter(ruling=""):
            hearings.rule_on_exhibit(
                self.hearing,
                by=self.panel_chair,
                exhibit=exhibit,
                ruling="admitted",
                reason="Relevant.",
            )
        self.hearing.close_record(by=self.panel_chair)
        return self

    def hold(self) -> Self:
        return self.convene_hearing().close_record()

    def move_reopening(self) -> Self:
        return self.vote(BallotKind.MOTION, Answer.AYE, PANEL, motion="reopen")

    def reopen_record(self) -> Self:
        self.move_reopening()
        decisions.reopen_by_vote(self.hearing, by=self.panel_chair, evidence="The call log.")
        return self

    def find_at_hearing(self) -> Self:
        return self.vote(BallotKind.FINDINGS, Answer.VIOLATION, PANEL)

    def clear_at_hearing(self) -> Self:
        return self.vote(BallotKind.FINDINGS, Answer.NO_VIOLATION, PANEL)

    def close_after_hearing(self) -> Self:
        self.clear_at_hearing()
        decisions.close_after_hearing(self.hearing, by=self.panel_chair, reason="Not proved.")
        return self

    def judge_at_hearing(self) -> Self:
        return self.find_at_hearing().vote_sanction(PANEL)

    def decide(self) -> Self:
        self.judge_at_hearing()
        decisions.decide_after_hearing(self.hearing, by=self.panel_chair, reasons="Proved.")
        return self
