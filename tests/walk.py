"""Walks a real case to a stage, step by step, each step by the person whose step it is."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from codes.models import Provision
from complaints import assignments, filing, inquiries, recusals, submissions, tasks
from complaints import evidence as evidence_of
from complaints.models import Complaint
from complaints.stages import Capacity, Stage
from hearings import appeals, ballots, decisions, panels, sanctions
from hearings import hearings as hearings_of
from hearings.stages import Answer, BallotKind
from people.models import Body, Certificant, User

RESPONDENT = {"namss": "20417", "ccmc": "00482913"}
PROVISION = {"namss": "NCC-3", "ccmc": "S-"}
SANCTION = {"namss": {"code": "REPR"}, "ccmc": {"code": "SUSP", "months": 6}}


def provision_of(body: str) -> Provision:
    """An enforceable provision of the body: the certificant code's, or a CCMC standard."""
    found = Provision.objects.filter(
        edition__code__body=body, enforceable=True, number__startswith=PROVISION[body]
    )
    return found.order_by("position").get() if body == "namss" else found.order_by("position")[0]


class Walk:
    """One case on its way. Every method is a real step by the right person."""

    def __init__(self, body: str, *, sanction: dict[str, Any] | None = None) -> None:
        self.body = Body.objects.get(pk=body)
        self.sanction = sanction or SANCTION[body]
        self.receipt = ""
        self.number = ""

    def user(self, name: str) -> User:
        return User.objects.get(username=f"{self.body.pk}-{name}")

    @property
    def case(self) -> Complaint:
        """The case as it stands, read afresh, as a request would."""
        return Complaint.objects.select_related("docket", "body", "procedure").get(pk=self.number)

    @property
    def respondent(self) -> User:
        return self.user("respondent")

    def holder(self, capacity: str) -> User:
        row = self.case.assignments.filter(capacity=capacity, ended_on=None).first()
        assert row is not None, f"nobody is assigned as {capacity}"
        return row.user

    def ready(self, user: User) -> User:
        """Answer the conflict question once."""
        case = self.case
        if user.pk not in case.answers:
            recusals.declare(case, by=user, answer="none")
        return user

    def act(self, step: Callable[..., Any], by: User, **details: Any) -> Any:
        return step(self.case, by=by, **details)

    @property
    def staff(self) -> User:
        return self.ready(self.user("staff"))

    # From filing to the gatekeeper

    def file(self, **changes: Any) -> Walk:
        today = timezone.localdate()
        given: dict[str, Any] = {
            "by": None,
            "key": uuid.uuid4().hex,
            "filer": filing.Filer(name="Ana Delgado", email="ana@example.org"),
            "about": Certificant.objects.get(body=self.body, number=RESPONDENT[self.body.pk]),
            "what_happened": "She told my employer my diagnosis.",
            "in_short": "Told the employer the diagnosis",
            "conduct_from": today - dt.timedelta(days=100),
            "conduct_until": today - dt.timedelta(days=100),
            "provisions": [provision_of(self.body.pk)],
        }
        filed = filing.file_complaint(self.body, **{**given, **changes})
        self.receipt, self.number = filed.receipt, filed.case.pk
        return self

    def take_in(self) -> Walk:
        self.case.begin_intake(by=self.staff)
        return self

    def send_to_chair(self) -> Walk:
        self.act(assignments.send_to_chair, self.staff, synopsis="Disclosed a diagnosis.")
        return self

    def elevate(self) -> Walk:
        gatekeeper = self.ready(self.holder(Capacity.GATEKEEPER))
        self.act(assignments.elevate, gatekeeper, reason="If true, a breach.")
        return self.deliver("L09")

    def deliver(self, *letters: str) -> Walk:
        """Serve what is owed; the respondent opens these letters in the portal."""
        from complaints.notices import acknowledge  # noqa: PLC0415

        tasks.serve_waiting_notices()
        for letter in letters:
            notice = self.case.notices.filter(letter=letter, role="respondent").last()
            assert notice is not None, f"no letter {letter} to the respondent"
            acknowledge(notice, by=self.respondent)
        return self

    def respond(self) -> Walk:
        self.act(submissions.respond, self.respondent, statement="I deny it.")
        return self

    @property
    def chair(self) -> User:
        return self.ready(self.holder(Capacity.COMMITTEE_CHAIR))

    def investigate(self) -> Walk:
        self.act(
            assignments.open_investigation,
            self.chair,
            investigator=self.user("investigator"),
            reason="Facts are disputed.",
        )
        return self

    def report(self) -> Walk:
        investigator = self.ready(self.user("investigator"))
        case = self.case
        if not case.exhibits.exists():
            from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

            upload = SimpleUploadedFile("note.txt", b"A note of an interview.")
            evidence_of.add_exhibit(
                case, by=investigator, party="body", upload=upload, description="Interview"
            )
        self.act(evidence_of.disclose, investigator, exhibits=list(self.case.exhibits.all()))
        self.act(submissions.comment, self.respondent, statement="It shows nothing.")
        self.act(inquiries.file_report, investigator, report="What I found.")
        return self

    def convene(self) -> Walk:
        self.act(assignments.convene_committee, self.chair, reason="The papers are enough.")
        return self

    # Votes

    def vote(self, kind: str, answer: str, forum: tuple[str, str], **moved: Any) -> Walk:
        """Open a ballot, have everybody in the forum cast the same answer, close it."""
        held = self.case.assignments.filter(capacity__in=forum, ended_on=None)
        people = [self.ready(row.user) for row in held.order_by("pk")]
        chair = self.holder(forum[0])
        ballot = self.act(ballots.open_ballot, chair, kind=kind, moved=moved)
        for person in people:
            answers = {
                str(question.number): {"answer": answer, "reasons": "As the record shows."}
                for question in ballot.questions.all()
            }
            self.act(ballots.cast, person, answers=answers, ballot=ballot.pk)
        self.act(ballots.close_ballot, chair)
        return self

    def vote_sanction(self, forum: tuple[str, str]) -> Walk:
        moved = {"terms": "", "factors": "First breach.", **self.sanction}
        return self.vote(BallotKind.SANCTION, Answer.AYE, forum, **moved)

    COMMITTEE = (Capacity.COMMITTEE_CHAIR, Capacity.COMMITTEE)
    PANEL = (Capacity.PANEL_CHAIR, Capacity.PANEL)
    APPEAL = (Capacity.APPEAL_CHAIR, Capacity.APPEAL)

    def propose(self) -> Walk:
        self.vote(BallotKind.FINDINGS, Answer.VIOLATION, self.COMMITTEE)
        self.vote_sanction(self.COMMITTEE)
        self.act(decisions.propose_by_vote, self.chair, reasons="The e-mail shows it.")
        return self.deliver("L15")

    # Hearing

    def request_hearing(self) -> Walk:
        self.act(hearings_of.request_hearing, self.respondent, statement="Please hear me.")
        return self

    @property
    def hearing(self) -> Any:
        return self.case.hearings.last()

    def seat_panel(self) -> Walk:
        for place in (1, 2, 3):
            panels.seat_panel_member(
                self.hearing, by=self.staff, person=self.user(f"hearing-{place}"), chair=place == 1
            )
        panels.name_panel(self.hearing, by=self.staff)
        panels.accept_panel(self.hearing, by=self.respondent)
        return self

    def schedule(self) -> Walk:
        opens_at = timezone.now() + dt.timedelta(days=40)
        hearings_of.schedule_hearing(
            self.hearing, by=self.staff, opens_at=opens_at, place="By video"
        )
        return self.deliver("L20")

    def hold(self) -> Walk:
        """Convene on the day, rule on every exhibit, close the record. Time has to have come."""
        chair = self.ready(self.holder(Capacity.PANEL_CHAIR))
        for place in (2, 3):
            self.ready(self.user(f"hearing-{place}"))
        hearings_of.convene_hearing(
            self.hearing, by=chair, recording="Recorded by the clerk", respondent_present=True
        )
        for exhibit in self.case.exhibits.filter(ruling=""):
            hearings_of.rule_on_exhibit(
                self.hearing, by=chair, exhibit=exhibit, ruling="admitted", reason="Relevant."
            )
        self.hearing.close_record(by=chair)
        return self

    def decide(self) -> Walk:
        self.vote(BallotKind.FINDINGS, Answer.VIOLATION, self.PANEL)
        self.vote_sanction(self.PANEL)
        chair = self.holder(Capacity.PANEL_CHAIR)
        decisions.decide_after_hearing(self.hearing, by=chair, reasons="Proved.")
        return self

    # Decision, appeal, end

    def sign(self) -> Walk:
        counsel = self.ready(self.holder(Capacity.COUNSEL))
        self.act(decisions.check_decision, counsel, reason="In order.")
        self.act(decisions.sign_decision, self.ready(self.holder(Capacity.SIGNER)))
        return self.deliver("L25")

    def appeal(self) -> Walk:
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

    def seat_appeal(self) -> Walk:
        for place in (1, 2, 3):
            panels.seat_appeal_member(
                self.the_appeal,
                by=self.staff,
                person=self.user(f"appeal-{place}"),
                chair=place == 1,
            )
        panels.open_appeal_review(self.the_appeal, by=self.staff)
        return self

    def decide_appeal(self, outcome: str = "affirm", **reduced: Any) -> Walk:
        self.vote(BallotKind.APPEAL, outcome, self.APPEAL)
        chair = self.holder(Capacity.APPEAL_CHAIR)
        appeals.decide_appeal(self.the_appeal, by=chair, reasons="On the ground.", **reduced)
        return self

    def carry_out(self) -> Walk:
        self.act(appeals.carry_out_appeal, self.staff)
        tasks.serve_waiting_notices()
        return self

    def close(self) -> Walk:
        self.act(sanctions.close_case, self.staff)
        return self


PATH: list[tuple[str, list[str]]] = [
    (Stage.RECEIVED, ["file"]),
    (Stage.INTAKE, ["take_in"]),
    (Stage.CHAIR_REVIEW, ["send_to_chair"]),
    (Stage.RESPONSE, ["elevate"]),
    (Stage.RESPONDED, ["respond"]),
    (Stage.INVESTIGATION, ["investigate"]),
    (Stage.COMMITTEE_REVIEW, ["report"]),
    (Stage.PROPOSED, ["propose"]),
    (Stage.HEARING, ["request_hearing"]),
    (Stage.DECISION, ["seat_panel", "schedule", "40 days later", "hold", "decide"]),
    (Stage.DECIDED, ["sign"]),
    (Stage.APPEAL, ["appeal"]),
    (Stage.FINAL, ["seat_appeal", "decide_appeal", "carry_out"]),
    (Stage.CLOSED, ["close"]),
]


def walk_to(stage: str, body: str = "ccmc", traveller: Any = None, **options: Any) -> Walk:
    """Walk a new case of ``body`` to ``stage`` by the longest road.

    Past the hearing, time has to pass: ``traveller`` is then a started ``time_machine``
    traveller, which is moved on.
    """
    walk = Walk(body, **options)
    for reached, steps in PATH:
        for step in steps:
            if step == "40 days later":
                traveller.shift(dt.timedelta(days=40))
            else:
                getattr(walk, step)()
        if reached == stage:
            return walk
    raise ValueError(f"{stage} is not on the road.")
