"""A case in which every sensitive thing is a word that stands nowhere else."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Self

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from complaints import (
    assignments,
    contacts,
    evidence,
    extensions,
    inquiries,
    messages,
    naming,
    recusals,
    reliance,
    responses,
    submissions,
)
from complaints.errands import raise_errand, settle
from complaints.models import ErrandKind, Representative
from complaints.stages import Capacity
from hearings import appeals, ballots, decisions, hearings
from hearings.stages import Answer, BallotKind
from people.models import User
from tests.intake.writing import Writer
from tests.leaks.moments import USERNAMES
from tests.leaks.planted import WORDS, answers, paper, upload
from tests.walk import Walk, provision_of


class Told(Walk):
    """A walk in which everybody writes such words, by the real form and the real steps."""

    draft = ""
    writer: Client
    codes: dict[str, str]

    def file(self, **changes: Any) -> Self:
        client = Client()
        client.force_login(self.user("complainant"))
        line = str(provision_of(self.body.pk).pk)
        writing = Writer(self.body.pk, client=client, **answers(line)).begin().until("files")
        self.draft, self.writer = writing.draft, client
        saved = client.get(reverse("save_draft", args=[self.body.pk, self.draft]))
        # A page may break a code in two: half of it is to be found.
        self.codes = {"draft_code": saved.context["code"][:11]}
        writing.send()
        ((self.number, self.receipt),) = writing.cases
        self.codes["receipt_code"] = self.receipt[:9]
        return self

    @property
    def words(self) -> dict[str, str]:
        return WORDS | self.codes

    def colleague_steps_aside(self) -> Self:
        by = self.user("staff-2")
        recusals.declare(self.case, by=by, answer="recused", words=WORDS["staff_recusal"])
        return self

    def members_answer(self) -> Self:
        for name, answer in (("member-1", "disclosed"), ("member-2", "recused")):
            by = self.user(name)
            recusals.declare(self.case, by=by, answer=answer, words=WORDS[f"member_{answer}"])
        return self

    def write_to_and_from_filer(self) -> Self:
        self.act(messages.write_message, self.filer, statement=WORDS["message_of_filer"])
        words = WORDS["message_to_filer"]
        self.act(messages.write_to_party, self.staff, to="complainant", statement=words)
        return self

    def move(self) -> Self:
        """The complainant has another address and number from now on."""
        told = {name: WORDS[f"new_{name}"] for name in ("telephone", "needs")}
        told |= {"email": f"{WORDS['new_email']}@example.org", "safe_hours": WORDS["new_hours"]}
        self.act(contacts.change_contact, self.filer, post=WORDS["post"], **told)
        return self

    def let_name_be_told(self) -> Self:
        self.act(naming.choose_sharing, self.filer, sharing="named")
        return self

    def tell_name(self) -> Self:
        self.act(naming.name_complainant, self.staff)
        return self

    def write_to_and_from_respondent(self) -> Self:
        words = WORDS["message_of_respondent"]
        self.act(messages.write_message, self.respondent, statement=words)
        words = WORDS["message_to_respondent"]
        self.act(messages.write_to_party, self.staff, to="respondent", statement=words)
        return self

    def ask_for_correction(self) -> Self:
        self.case.ask_for_correction(by=self.staff, missing=WORDS["missing"])
        return self.deliver("L02", to="complainant")

    def correct(self) -> Self:
        self.act(submissions.supply_correction, self.filer, statement=WORDS["correction"])
        return self

    def send_to_chair(self) -> Self:
        self.act(assignments.send_to_chair, self.staff, synopsis=WORDS["synopsis"])
        return self

    def elevate(self) -> Self:
        return self.call_to_answer().deliver("L09")

    def call_to_answer(self) -> Self:
        self.act(assignments.elevate, self.gatekeeper, reason=WORDS["gate_reason"])
        return self

    def grant_extension(self) -> Self:
        return self._rule_on_extension(granted=True, days=10, reason=WORDS["extension_ruling"])

    def investigate(self) -> Self:
        given = {"investigator": self.user("investigator"), "reason": WORDS["investigate_reason"]}
        self.act(assignments.open_investigation, self.chair, **given)
        return self

    def ask_extension(self) -> Self:
        (clock,) = extensions.windows_of_respondent(self.case)
        given = {"window": clock.kind, "days": 10, "statement": WORDS["extension"]}
        self.act(extensions.ask_extension, self.respondent, **given)
        self.settle_an_errand()
        return self.grant_extension()

    def settle_an_errand(self) -> None:
        errand = raise_errand(ErrandKind.OTHER, "Look.", key=self.number, case=self.case)
        settle(errand, by=self.staff, how=WORDS["settlement"])

    def let_in_counsel(self) -> Self:
        """The representative opens an account, at the second try."""
        self.appoint_representative(name=f"Ruth {WORDS['counsel_name']}")
        code = Representative.objects.get(case=self.number).code
        self.codes = {**self.codes, "invitation_code": code[:9]}
        given = {"docket": self.number, "code": code, "number": self.about.number}
        given |= {"username": f"counsel-{self.number}", "password": WORDS["password"]}
        address = reverse("claim", args=[self.body.pk])
        wrong = Client().post(address, {**given, "again": "no"})
        right = Client().post(address, {**given, "again": WORDS["password"]})
        assert (wrong.status_code, right.status_code) == (422, 302)
        assert WORDS["password"] not in wrong.content.decode()
        return self

    def respond(self) -> Self:
        self.act(
            responses.respond,
            self.respondent,
            answers=self.denial(WORDS["response"]),
            statement=WORDS["response_more"],
            upload=upload(f"{WORDS['answer_name']}.pdf", paper("answer_author")),
            description=WORDS["answer_words"],
        )
        return self

    def add_evidence(self) -> Self:
        self.act(
            evidence.add_evidence,
            self.staff,
            upload=upload(f"{WORDS['staff_name']}.pdf", paper("staff_author")),
            description=WORDS["staff_words"],
        )
        return self

    def disclose(self) -> Self:
        """All but what the complainant asked to hold back, and a mail as it was sent."""
        by = self.ready(self.user("investigator"))
        rows = list(self.case.exhibits.unsettled())
        kept = [row for row in rows if row.held_back or not row.derivative_address]
        self.act(evidence.disclose, by, exhibits=[row for row in rows if row not in kept])
        reason = WORDS["set_aside_reason"]
        self.act(reliance.set_aside, by, exhibits=kept, reason=reason)
        return self.deliver("L14A")

    def comment(self) -> Self:
        self.act(submissions.comment, self.respondent, statement=WORDS["comment"])
        return self

    def file_report(self) -> Self:
        self.act(inquiries.file_report, self.user("investigator"), report=WORDS["report"])
        return self

    def cast_one_paper(self) -> Self:
        self.open_findings()
        ballot = self.case.ballots.get(closed_at=None)
        papers = {"1": {"answer": "violation", "reasons": WORDS["open_vote"]}}
        self.act(ballots.cast, self.user("member-3"), answers=papers, ballot=ballot.pk)
        return self

    def vote(self, kind: str, answer: str, forum: tuple[str, str], **moved: Any) -> Self:
        people = self.seated(forum)
        ballot = self.open_ballot(kind, forum, **moved)
        silent = {self.holder(forum[0])} if ballot.rule["chair_votes"] == "never" else set()
        reasons = WORDS[f"votes_{forum[1]}"]
        for person in people:
            if person not in silent:
                questions = ballot.questions.all()
                papers = {str(q.number): {"answer": answer, "reasons": reasons} for q in questions}
                self.act(ballots.cast, person, answers=papers, ballot=ballot.pk)
        self.act(ballots.close_ballot, self.holder(forum[0]))
        return self

    def vote_sanction(self, forum: tuple[str, str]) -> Self:
        moved = {"terms": "", "factors": WORDS["factors"], **self.sanction}
        return self.vote(BallotKind.SANCTION, Answer.AYE, forum, **moved)

    def propose(self) -> Self:
        self.judge()
        self.act(decisions.propose_by_vote, self.chair, reasons=WORDS["proposal"])
        return self.deliver("L15")

    def request_hearing(self) -> Self:
        self.act(hearings.request_hearing, self.respondent, statement=WORDS["hearing_request"])
        return self

    def schedule(self) -> Self:
        opens_at = timezone.now() + dt.timedelta(days=40)
        given = {"opens_at": opens_at, "place": WORDS["hearing_place"]}
        hearings.schedule_hearing(self.hearing, by=self.staff, **given)
        return self.deliver("L20")

    def convene_hearing(self) -> Self:
        self.seated(self.PANEL)
        given = {"recording": WORDS["recording"], "respondent_present": True}
        hearings.convene_hearing(self.hearing, by=self.panel_chair, **given)
        return self

    def close_record(self) -> Self:
        for exhibit in self.case.exhibits.relied_on().filter(ruling=""):
            ruling = {"ruling": "admitted", "reason": WORDS["ruling_reason"]}
            hearings.rule_on_exhibit(self.hearing, by=self.panel_chair, exhibit=exhibit, **ruling)
        self.hearing.close_record(by=self.panel_chair)
        return self

    def decide(self) -> Self:
        self.judge_at_hearing()
        reasons = WORDS["panel_reasons"]
        decisions.decide_after_hearing(self.hearing, by=self.panel_chair, reasons=reasons)
        return self

    def check(self) -> Self:
        counsel = self.ready(self.holder(Capacity.COUNSEL))
        self.act(decisions.check_decision, counsel, reason=WORDS["check_reason"])
        return self

    def file_appeal(self) -> Self:
        grounds = [next(iter(self.case.rules.grounds))]
        words = WORDS["appeal"]
        self.act(appeals.file_appeal, self.respondent, grounds=grounds, statement=words)
        return self

    def decide_appeal(self, outcome: str = "affirm", **reduced: Any) -> Self:
        self.vote_on_appeal(outcome)
        reasons = WORDS["appeal_reasons"]
        appeals.decide_appeal(self.the_appeal, by=self.appeal_chair, reasons=reasons, **reduced)
        return self

    def who(self, role: str) -> User | None:
        """The user of each role; None for somebody without an account."""
        held = {"gatekeeper": Capacity.GATEKEEPER, "signer": Capacity.SIGNER}
        if role in held:
            row = self.case.assignments.filter(capacity=held[role]).first()
            return row.user if row else None
        named = USERNAMES.get(role, "").format(docket=self.number)
        return User.objects.filter(username=named).first()


class Twin(Walk):
    """Another case of the same body, whose respondent came in by the code of a letter."""

    def let_in_respondent(self) -> Self:
        text = self.case.notices.get(letter="L09").text
        code = re.search(r"^Code: (\S+)$", text, re.MULTILINE)
        assert code is not None
        given = {"docket": self.number, "code": code[1], "number": "77000123", "username": "twin"}
        password = {"password": "four plain words here", "again": "four plain words here"}
        answer = Client().post(reverse("claim", args=[self.body.pk]), given | password)
        assert answer.status_code == 302
        return self
