"""From the response to the committee's outcome."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.utils import timezone

from complaints import allegations, assignments, evidence, inquiries, reliance, submissions
from complaints.stages import Capacity, Stage
from hearings import ballots, decisions, resolutions
from hearings.stages import Answer, BallotKind
from people.models import User
from tests.walk.filing import FilingSteps
from tests.walk.people import provision_of

COMMITTEE = (Capacity.COMMITTEE_CHAIR, Capacity.COMMITTEE)


class InquirySteps(FilingSteps):
    COMMITTEE = COMMITTEE

    @property
    def chair(self) -> User:
        return self.ready(self.holder(Capacity.COMMITTEE_CHAIR))

    def investigate(self) -> Self:
        self.act(
            assignments.open_investigation,
            self.chair,
            investigator=self.user("investigator"),
            reason="Facts are disputed.",
        )
        return self

    def add_allegation(self) -> Self:
        day = timezone.localdate() - dt.timedelta(days=80)
        self.act(
            allegations.add_allegation,
            self.chair,
            words="Told a second employer",
            conduct_from=day,
            conduct_until=day,
            provision=provision_of(self.body.pk),
            reason="The interview showed it.",
        )
        return self.deliver("L09")

    @property
    def chooser(self) -> User:
        """Who says at this stage what the respondent is shown."""
        investigating = self.case.stage == Stage.INVESTIGATION
        return self.ready(self.user("investigator")) if investigating else self.staff

    def disclose(self) -> Self:
        if not self.case.exhibits.exists():
            self.add_evidence()
        self.act(evidence.disclose, self.chooser, exhibits=list(self.case.exhibits.unsettled()))
        return self.deliver("L14A") if self.case.notices.filter(letter="L14A").exists() else self

    def set_aside(self) -> Self:
        left = list(self.case.exhibits.unsettled())
        self.act(reliance.set_aside, self.chooser, exhibits=left, reason="It proves nothing.")
        return self

    def comment(self) -> Self:
        self.act(submissions.comment, self.respondent, statement="It shows nothing.")
        return self

    def file_report(self) -> Self:
        self.act(inquiries.file_report, self.user("investigator"), report="What I found.")
        return self

    def report(self) -> Self:
        return self.disclose().comment().file_report()

    def settle(self) -> Self:
        """Whatever evidence there is has been shown to the respondent, who commented on it."""
        return self.disclose().comment() if self.case.exhibits.unsettled().exists() else self

    def convene(self) -> Self:
        self.settle()
        self.act(assignments.convene_committee, self.chair, reason="The papers are enough.")
        return self

    # Votes

    def seated(self, forum: tuple[str, str]) -> list[User]:
        held = self.case.assignments.filter(capacity__in=forum, ended_on=None)
        return [self.ready(row.user) for row in held.select_related("user").order_by("pk")]

    def open_ballot(self, kind: str, forum: tuple[str, str], **moved: Any) -> Any:
        chair = self.ready(self.holder(forum[0]))
        return self.act(ballots.open_ballot, chair, kind=kind, moved=moved)

    def vote(self, kind: str, answer: str, forum: tuple[str, str], **moved: Any) -> Self:
        """Open a ballot, have everybody in the forum cast the same answer, close it."""
        people = self.seated(forum)
        ballot = self.open_ballot(kind, forum, **moved)
        silent = {self.holder(forum[0])} if ballot.rule["chair_votes"] == "never" else set()
        for person in people:
            if person in silent:
                continue
            answers = {
                str(question.number): {"answer": answer, "reasons": "As the record shows."}
                for question in ballot.questions.all()
            }
            self.act(ballots.cast, person, answers=answers, ballot=ballot.pk)
        self.act(ballots.close_ballot, self.holder(forum[0]))
        return self

    def vote_sanction(self, forum: tuple[str, str]) -> Self:
        moved = {"terms": "", "factors": "First breach.", **self.sanction}
        return self.vote(BallotKind.SANCTION, Answer.AYE, forum, **moved)

    def find(self) -> Self:
        """The committee finds a violation."""
        return self.vote(BallotKind.FINDINGS, Answer.VIOLATION, COMMITTEE)

    def lose_a_sanction(self) -> Self:
        moved = {"terms": "", "factors": "First breach.", **self.sanction}
        return self.vote(BallotKind.SANCTION, Answer.NAY, COMMITTEE, **moved)

    def lose_a_motion(self) -> Self:
        return self.vote(BallotKind.MOTION, Answer.NAY, COMMITTEE, motion="hear")

    def clear(self) -> Self:
        """The committee finds no violation."""
        return self.vote(BallotKind.FINDINGS, Answer.NO_VIOLATION, COMMITTEE)

    def open_findings(self) -> Self:
        """A ballot is open before the committee; nobody has voted."""
        self.seated(COMMITTEE)
        self.open_ballot(BallotKind.FINDINGS, COMMITTEE)
        return self

    def carry(self, motion: str) -> Self:
        return self.vote(BallotKind.MOTION, Answer.AYE, COMMITTEE, motion=motion)

    def move_dismissal(self) -> Self:
        return self.carry("dismiss")

    def move_hearing(self) -> Self:
        return self.carry("hear")

    def move_investigation(self) -> Self:
        return self.carry("investigate")

    def dismiss(self) -> Self:
        self.clear()
        self.act(resolutions.dismiss_by_vote, self.chair, code="C12", reason="The record is thin.")
        return self

    def return_to_investigation(self) -> Self:
        self.move_investigation()
        investigator = self.user("investigator")
        self.act(
            resolutions.return_by_vote, self.chair, investigator=investigator, questions="Who else?"
        )
        return self

    def order_hearing(self) -> Self:
        self.move_hearing()
        self.act(resolutions.order_hearing_by_vote, self.chair, reason="It has to be heard.")
        return self

    def judge(self) -> Self:
        """The committee finds a violation and carries a sanction."""
        return self.find().vote_sanction(COMMITTEE)

    def decide_at_once(self) -> Self:
        """The committee decides, where nothing is proposed before."""
        self.judge()
        self.act(decisions.decide_by_vote, self.chair, reasons="The e-mail shows it.")
        return self

    def propose(self) -> Self:
        self.judge()
        self.act(decisions.propose_by_vote, self.chair, reasons="The e-mail shows it.")
        return self.deliver("L15")
