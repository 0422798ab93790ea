"""From filing to the response."""

from __future__ import annotations

import copy
import datetime as dt
import uuid
from typing import Any, Self

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from codes.lookup import procedure_in_force
from codes.publishing import publish, publish_procedure
from codes.records import Heading, ProvisionRecord
from complaints import (
    allegations,
    approvals,
    assignments,
    evidence,
    extensions,
    filing,
    holds,
    representation,
    responses,
    submissions,
)
from complaints.stages import Capacity
from hearings import hearings
from people.addresses import set_address
from people.models import Certificant
from people.register import add_certificant, add_credential
from tests.walk.people import provision_of
from tests.walk.post import PostSteps

APPROVED_BY = {"L05": "second_person", "L09": "chair", "L25": "signer"}


def a_file(text: bytes = b"A note of an interview.") -> SimpleUploadedFile:
    return SimpleUploadedFile("note.txt", text)


class FilingSteps(PostSteps):
    def file(self, **changes: Any) -> Self:
        today = timezone.localdate()
        given: dict[str, Any] = {
            "by": None,
            "key": uuid.uuid4().hex,
            "filer": filing.Filer(name="Ana Delgado", email="ana@example.org"),
            "about": self.about,
            "what_happened": "She told my employer my diagnosis.",
            "in_short": "Told the employer the diagnosis",
            "conduct_from": today - dt.timedelta(days=100),
            "conduct_until": today - dt.timedelta(days=100),
            "provisions": [provision_of(self.body.pk)],
        }
        filed = filing.file_complaint(self.body, **{**given, **changes})
        self.receipt, self.number = filed.receipt, filed.case.pk
        return self

    def file_about_a_stranger(self) -> Self:
        """A complaint about somebody in the register who has no account."""
        known = self.about
        person = Certificant(body=self.body, number="77000123", name="Mara Lindqvist")
        add_certificant(person, by=None)
        set_address(person, "7 Example Street\nOtherville, NJ 00000", by=None)
        for kind in known.credentials.values_list("kind", flat=True):
            add_credential(person, kind, from_day=timezone.localdate(), reason="Passed.", by=None)
        return self.file(about=person)

    def file_holding_back(self) -> Self:
        """A complaint with a file that the respondent is not to be shown."""
        upload: Any = a_file()
        upload.held_back = True
        return self.file(uploads=[upload])

    def file_lasting(self) -> Self:
        """A complaint about what went on for three weeks, without a line of the code ticked."""
        today = timezone.localdate()
        return self.file(
            conduct_from=today - dt.timedelta(days=100),
            conduct_until=today - dt.timedelta(days=80),
            provisions=[],
        )

    def change_code(self) -> Self:
        """An edition comes into force while that went on; the line is reworded in it."""
        old = provision_of(self.body.pk)
        line = ProvisionRecord(
            old.number, old.kind, text="Reworded.", enforceable=True, lineage=old.lineage
        )
        day = timezone.localdate() - dt.timedelta(days=90)
        publish(old.edition.code, Heading("Next", "Ours", day), [line], by=None)
        return self

    def ask_approval(self) -> Self:
        """The body adopts a procedure under which some letters have to be approved first."""
        before = procedure_in_force(self.body, timezone.localdate()).edition
        rows = {letter: {"value": who, "source": "P"} for letter, who in APPROVED_BY.items()}
        document = copy.deepcopy(before.document)
        document.setdefault("letters", {})["approvers"] = rows
        heading = Heading("With approvals", "Ours", timezone.localdate())
        publish_procedure(before.procedure, heading, document, by=None)
        return self

    def draft_sent_back(self) -> Self:
        """The chair does not approve the notice of allegations as it stands."""
        notice = self.serve().case.notices.get(letter="L09")
        chair = self.ready(self.holder("committee_chair"))
        self.act(approvals.send_letter_back, chair, notice=notice, note="Name the day.")
        return self

    def open_reciprocal(self) -> Self:
        """A matter on a certified record, already waiting for the respondent's answer."""
        day = timezone.localdate() - dt.timedelta(days=100)
        case = filing.open_reciprocal(
            self.body,
            by=self.user("staff"),
            key=uuid.uuid4().hex,
            about=self.about,
            in_short="Convicted of fraud",
            conduct_from=day,
            conduct_until=day,
            provision=provision_of(self.body.pk),
            record=a_file(b"Certified record of the court."),
        )
        self.number = case.pk
        return self.deliver("L44")

    def take_in(self) -> Self:
        self.case.begin_intake(by=self.staff)
        return self

    def ask_for_correction(self) -> Self:
        self.case.ask_for_correction(by=self.staff, missing="The date of the letter")
        return self.deliver("L02", to="complainant")

    def correct(self) -> Self:
        self.act(submissions.supply_correction, self.filer, statement="It was in May.")
        return self

    def close_uncured(self) -> Self:
        """The window passes without an answer, a reminder on the way."""
        self.pass_by("cure")
        self.case.close_uncured(by=self.staff, reason="Nothing came.")
        return self

    def propose_refusal(self) -> Self:
        self.act(filing.propose_refusal, self.staff, code="C02", reason="A quarrel about a fee.")
        return self

    def refuse(self) -> Self:
        self.propose_refusal()
        self.case.confirm_refusal(by=self.ready(self.user("staff-2")), reason="A fee quarrel.")
        return self

    def send_to_chair(self) -> Self:
        self.act(assignments.send_to_chair, self.staff, synopsis="Disclosed a diagnosis.")
        return self

    @property
    def gatekeeper(self) -> Any:
        return self.ready(self.holder(Capacity.GATEKEEPER))

    def ask_filer(self) -> Self:
        self.case.ask_filer(by=self.gatekeeper, missing="Who else heard it?")
        return self.deliver("L02", to="complainant")

    def close_at_gate(self) -> Self:
        self.case.close_at_gate(by=self.gatekeeper, code="C06", reason="No breach even if true.")
        return self

    def advise(self) -> Self:
        self.case.close_at_gate(by=self.gatekeeper, code="C11", reason="Advice will do.")
        return self

    def elevate(self) -> Self:
        self.act(assignments.elevate, self.gatekeeper, reason="If true, a breach.")
        return self.deliver("L09")

    def elevate_by_post(self) -> Self:
        """The respondent has no account: the letter goes by post, with a code."""
        self.act(assignments.elevate, self.gatekeeper, reason="If true, a breach.")
        return self.serve()

    def ask_extension(self) -> Self:
        (clock,) = extensions.windows_of_respondent(self.case)
        given = {"window": clock.kind, "days": 10, "statement": "I am in hospital."}
        self.act(extensions.ask_extension, self.respondent, **given)
        return self

    def _rule_on_extension(self, **ruling: Any) -> Self:
        chair = self.ready(self.holder(Capacity.COMMITTEE_CHAIR))
        self.act(extensions.rule_on_extension, chair, **ruling)
        return self

    def grant_extension(self) -> Self:
        return self._rule_on_extension(granted=True, days=10, reason="She was in hospital.")

    def refuse_extension(self) -> Self:
        return self._rule_on_extension(granted=False, days=None, reason="No cause was given.")

    def withdraw_extension(self) -> Self:
        chair = self.ready(self.holder(Capacity.COMMITTEE_CHAIR))
        last = extensions.granted_in(self.case)[0].pk
        given = {"extension": last, "reason": "She was not in hospital."}
        self.act(extensions.withdraw_extension, chair, **given)
        return self

    def put_on_hold(self) -> Self:
        chair = self.ready(self.holder(Capacity.COMMITTEE_CHAIR))
        given = {"proceeding": "State v. Quarrel, in the county court", "reason": "Same facts."}
        review_on = self.case.today + dt.timedelta(days=30)
        self.act(holds.put_on_hold, chair, review_on=review_on, **given)
        return self

    def keep_on_hold(self) -> Self:
        chair = self.ready(self.holder(Capacity.COMMITTEE_CHAIR))
        review_on = self.case.today + dt.timedelta(days=30)
        self.act(holds.review_hold, chair, review_on=review_on, reason="Not decided yet.")
        return self

    def take_up_again(self) -> Self:
        chair = self.ready(self.holder(Capacity.COMMITTEE_CHAIR))
        self.act(holds.end_hold, chair, reason="The court has decided.")
        return self

    def appoint_representative(self, **changes: Any) -> Self:
        given = {"name": "Ruth Adler", "kind": "counsel", "accepts_service": False}
        signed = {"signature": str(self.about), "words": ""}
        self.act(
            representation.appoint_representative, self.respondent, **{**given, **signed, **changes}
        )
        return self

    def denial(self, words: str) -> dict[int, dict[str, str]]:
        """Every allegation that awaits an answer is denied in these words."""
        asked = responses.awaiting_answer(self.case)
        return {a.number: {"kind": "deny", "explanation": words} for a in asked}

    def respond(self) -> Self:
        self.act(responses.respond, self.respondent, answers=self.denial("I deny it."))
        return self

    def close_response(self) -> Self:
        """The window passes without an answer, a reminder on the way."""
        self.pass_by("response")
        self.case.close_response(by=self.staff)
        return self

    def add_evidence(self) -> Self:
        self.act(evidence.add_evidence, self.staff, upload=a_file(), description="Interview")
        return self

    def write_allegation(self) -> Self:
        day = timezone.localdate() - dt.timedelta(days=90)
        self.act(
            allegations.write_allegation,
            self.staff,
            words="Told a neighbour, too",
            conduct_from=day,
            conduct_until=day,
            provision=provision_of(self.body.pk),
        )
        return self

    def ask_to_withdraw(self) -> Self:
        self.act(submissions.ask_to_withdraw, self.filer, statement="I want to stop.")
        return self

    def allow_withdrawal(self) -> Self:
        ruling = [Capacity.GATEKEEPER, Capacity.COMMITTEE_CHAIR, Capacity.SIGNER]
        held = self.case.assignments.filter(ended_on=None, capacity__in=ruling)
        chair = self.ready(held.first().user)
        self.act(hearings.allow_withdrawal, chair, reason="A free choice.")
        return self

    def close_on_death(self) -> Self:
        self.add_evidence()
        proof = self.case.exhibits.first()
        self.act(hearings.close_on_death, self.staff, exhibit=proof)
        return self
