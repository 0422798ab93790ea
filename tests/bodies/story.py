"""A whole case, told act by act: each by the person whose act it is, under any body's rules.

``Story`` says what happens; the browser's journey and the API's say how an act is taken.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from itertools import cycle
from pathlib import Path
from typing import Any

from django.utils import timezone

from codes.rules import Rules
from complaints.models import Complaint
from complaints.stages import VOTERS, Capacity, Stage
from complaints.tasks import serve_waiting_notices
from people.models import Certificant, User
from tests.bodies import CASES
from tests.walk import provision_of

MONDAY = dt.datetime(2026, 3, 2, 15, tzinfo=dt.UTC)


class Story(ABC):
    """One case on its way. ``look`` and ``step`` are for the way it is told."""

    def __init__(self, body: str, clock: Any) -> None:
        self.body, self.clock, self.facts = body, clock, CASES[body]
        self.number = self.code = ""

    @abstractmethod
    def step(self, role: str, name: str, **answers: Any) -> None:
        """Take one step, as somebody of the office or a party."""

    @abstractmethod
    def open_letter(self, role: str, letter: int) -> None: ...

    @abstractmethod
    def add_evidence(self, role: str, upload: Path, description: str) -> None: ...

    @abstractmethod
    def ready(self, role: str) -> None:
        """Answer the conflict question, if this person owes an answer."""

    @abstractmethod
    def look(self, role: str, *places: str) -> None:
        """Look around, where there is something to look at: a page, or a section of the case."""

    @property
    def row(self) -> Complaint:
        return Complaint.objects.get(pk=self.number)

    @property
    def rules(self) -> Rules:
        return self.row.rules

    @property
    def about(self) -> Certificant:
        return Certificant.objects.get(user__username=f"{self.body}-respondent")

    def roles_of(self, *capacities: str) -> list[str]:
        """The sign-ins, without the body's prefix, of whoever is assigned in a capacity."""
        held = self.row.assignments.filter(capacity__in=capacities, ended_on=None)
        rows = sorted(held.select_related("user"), key=lambda row: capacities.index(row.capacity))
        return [row.user.username.removeprefix(f"{self.body}-") for row in rows]

    def person(self, role: str) -> str:
        return str(User.objects.get(username=f"{self.body}-{role}").pk)

    def letters(self, *read: str) -> None:
        """Celery's task serves what is owed; the respondent opens the letters that matter."""
        serve_waiting_notices()
        for letter in read:
            notice = self.row.notices.filter(letter=letter, role="respondent").last()
            assert notice is not None
            self.open_letter("respondent", notice.pk)

    def vote(self, kind: str, forum: str, answers: list[str], **moved: Any) -> None:
        """Everybody who has a vote casts one, the chair first; the answers go round."""
        everybody = self.roles_of(*VOTERS[forum])
        chair, *members = everybody
        self.step(chair, f"open_{kind}", **moved)
        silent = self.row.ballots.get(closed_at=None).rule["chair_votes"] == "never"
        for role, answer in zip(members if silent else everybody, cycle(answers), strict=False):
            given = {"answer_1": answer, "reasons_1": "The exhibit of 12 January shows it."}
            self.cast(role, kind, given)
        self.step(chair, "close_ballot")

    def cast(self, role: str, kind: str, given: dict[str, str]) -> None:
        ballot = self.row.ballots.get(closed_at=None).pk
        self.step(role, "cast_ballot", ballot=str(ballot), **given)

    def seat(self, step: str, office: str, size: int) -> None:
        for place in range(1, size + 1):
            chair = {"chair": True} if place == 1 else {}
            self.step("staff", step, person=self.person(f"{office}-{place}"), **chair)


def to_the_committee(story: Story) -> None:
    """Intake, first review, response, and an investigation where there is one."""
    story.step("staff", "begin_intake")
    story.look("staff", "/cases/", "/outbox/", "/register/")
    story.step("staff", "match_respondent", number=story.about.number)
    story.step(
        "staff",
        "rewrite_allegation",
        allegation=str(story.row.allegations.get().pk),
        words=story.facts["in_short"],
        conduct_from="2026-01-12",
        conduct_until="2026-01-12",
        provision=str(provision_of(story.body).pk),
    )
    story.step("staff", "send_to_chair", synopsis="What was done on 12 January.")
    (gatekeeper,) = story.roles_of(Capacity.GATEKEEPER)
    story.look(gatekeeper, "allegations", "papers", "evidence", "parties", "clocks", "letters")
    story.look(gatekeeper, "history")
    if not story.rules.investigation:
        # Nobody gathers more: the notice lists what the committee will read.
        story.step(gatekeeper, "disclose", exhibits=exhibits_of(story))
    story.step(gatekeeper, "elevate", reason="If true, it breaks the code.")
    story.letters("L09")
    said = {"answer_1": "deny", "explanation_1": "I had leave to do it."}
    story.step("respondent", "respond", **said, statement="I have never done such a thing.")
    (chair,) = story.roles_of(Capacity.COMMITTEE_CHAIR)
    if story.rules.investigation:
        investigate(story, chair)
    else:
        story.step(chair, "convene_committee", reason="The papers are enough.")
    assert story.row.stage == Stage.COMMITTEE_REVIEW


def exhibits_of(story: Story) -> list[str]:
    return [str(exhibit.pk) for exhibit in story.row.exhibits.all()]


def investigate(story: Story, chair: str) -> None:
    reason = "The facts are disputed."
    investigator = story.person("investigator")
    story.step(chair, "open_investigation", investigator=investigator, reason=reason)
    story.step("investigator", "disclose", exhibits=exhibits_of(story))
    story.letters("L14A")
    story.step("respondent", "comment", statement="The exhibit is incomplete.")
    story.step("investigator", "file_report", report="I spoke with both. The exhibit is genuine.")


def to_the_decision(story: Story, evidence: Path) -> None:
    """The committee's vote, and a hearing where the respondent can ask for one."""
    (chair,) = story.roles_of(Capacity.COMMITTEE_CHAIR)
    story.look(chair, "")
    story.vote("findings", "committee", story.facts["committee"])
    story.vote("sanction", "committee", ["aye"], factors="A first breach.", **sanction(story))
    if not story.rules.preliminary_disposition:
        story.step(chair, "decide_by_vote", reasons="The exhibit shows it.")
    else:
        story.step(chair, "propose", reasons="The exhibit shows it, and nothing allows it.")
        story.letters("L15")
        wish = {"statement": "I want to be heard.", "form": story.facts["heard"]}
        story.step("respondent", "request_hearing", **wish)
        hear(story, evidence)
    assert story.row.stage == Stage.DECISION


def sanction(story: Story) -> dict[str, str]:
    return {name: str(value) for name, value in story.facts["sanction"].items()}


def hear(story: Story, evidence: Path) -> None:
    """The panel is seated; it meets, or reads; it decides."""
    story.seat("seat_panel", "hearing", story.rules.panels["hearing"].size)
    story.step("staff", "name_panel")
    story.letters("L17A")
    story.step("respondent", "accept_panel")
    chair, *members = story.roles_of(*VOTERS["panel"])
    if story.facts["heard"] == "paper":
        story.step("staff", "open_on_paper")
        story.letters("L20P")
        story.add_evidence("respondent", evidence, "What I want the panel to read")
        story.clock.shift(dt.timedelta(days=16))
    else:
        day = (timezone.localdate() + dt.timedelta(days=38)).isoformat()
        story.step("staff", "schedule_hearing", day=day, time="14:00", place="By video")
        story.letters("L20")
        story.clock.shift(dt.timedelta(days=38))
        for member in members:
            story.ready(member)
        story.look(members[-1], "hearing")
        said = {"recording": "Recorded by the clerk", "respondent_present": True}
        story.step(chair, "convene_hearing", **said)
    for exhibit in story.row.exhibits.all():
        ruling = {"ruling": "admitted", "reason": "Relevant."}
        story.step(chair, "rule_on_exhibit", exhibit=str(exhibit.pk), **ruling)
    story.step(chair, "close_record")
    story.vote("findings", "panel", ["violation"])
    story.vote("sanction", "panel", ["aye"], factors="A first breach.", **sanction(story))
    story.look(members[0], "votes")
    story.step(chair, "decide_after_hearing", reasons="Proved by exhibit E-01.")


def to_the_end(story: Story) -> None:
    """Signature, appeal, final order, closing."""
    story.step("counsel", "check_decision", reason="Procedure followed, range kept.")
    (signer,) = story.roles_of(Capacity.SIGNER)
    story.step(signer, "sign_decision", read=True)
    story.letters("L25")
    story.look("respondent", "decision", "")
    grounds = [next(iter(story.rules.grounds))]
    why = {f"why_{ground}": "I was not listened to." for ground in grounds}
    story.step("respondent", "file_appeal", grounds=grounds, **why)
    story.seat("seat_appeal", "appeal", story.rules.panels["appeal"].size)
    story.step("staff", "open_appeal_review")
    chair, *members = story.roles_of(*VOTERS["appeal"])
    story.vote("appeal_ballot", "appeal", ["affirm"])
    story.step(chair, "decide_appeal", reasons="What was said was weighed.")
    for member in members[:1]:
        story.look(member, "appeal")
    story.step("staff", "carry_out_appeal")
    story.letters()
    story.step("staff", "close_case")
    story.letters()
    case = story.row
    assert (case.stage, case.close_code) == (Stage.CLOSED, story.facts["closes"])
    assert case.docket.first_fault() is None
