"""Two complaints, each from the public form to the final order, each act by its own person."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from complaints.models import Complaint
from complaints.stages import Capacity, Stage
from complaints.tasks import serve_waiting_notices
from people.models import User
from reports import verify_export
from tests.journeys.conftest import Person, Town

MONDAY = dt.datetime(2026, 3, 2, 15, tzinfo=dt.UTC)
ABOUT = {
    "namss": {
        "about_name": "Harriet Lindgren",
        "about_number": "20417",
        "in_short": "Asked for money to speed up a file",
        "what_happened": "In January she asked our practice for money to move a file forward.",
    },
    "ccmc": {
        "about_name": "Elena Vasquez",
        "about_number": "00482913",
        "in_short": "Told my employer my diagnosis",
        "what_happened": "On 12 January she wrote to my employer and named my diagnosis.",
    },
}
SANCTION = {
    "namss": {"code": "REPR", "factors": "A first breach, admitted in part."},
    "ccmc": {"code": "SUSP", "months": "6", "factors": "Harm to a client; a first breach."},
}
OUTCOME = {"namss": ("closed", "C15"), "ccmc": ("closed", "C15")}

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


class Case:
    """One case on its way through the browser."""

    def __init__(self, town: Town) -> None:
        self.town, self.number, self.code = town, "", ""

    @property
    def row(self) -> Complaint:
        return Complaint.objects.get(pk=self.number)

    def role_of(self, capacity: str) -> list[str]:
        """The sign-ins, without the body's prefix, of whoever is assigned in a capacity."""
        held = self.row.assignments.filter(capacity=capacity, ended_on=None).order_by("pk")
        users = User.objects.filter(assignments__in=held).order_by("assignments__pk")
        return [user.username.removeprefix(f"{self.town.body}-") for user in users]

    def by(self, role: str) -> Person:
        """Sign in, and answer the conflict question if this person owes an answer."""
        person = self.town(role).open(f"/cases/{self.number}/")
        if "/steps/declare/" in person.page.url:
            person.fill(answer="none").send("Done")
        return person

    def step(self, role: str, name: str, **answers: Any) -> None:
        person = self.by(role)
        person.step(self.number, name, **answers)

    def letters(self, *read: str) -> None:
        """Celery's task serves what is owed; the respondent opens the letters that matter."""
        serve_waiting_notices()
        if not read:
            return
        respondent = self.town("respondent")
        for letter in read:
            notice = self.row.notices.filter(letter=letter, role="respondent").last()
            assert notice is not None
            respondent.open(f"/cases/{self.number}/letters/{notice.pk}/")

    def file(self, evidence: Path) -> None:
        visitor, body = self.town.visitor(), self.town.body
        visitor.open("/").picture("home").open(f"/{body}/").picture("body")
        visitor.open(f"/{body}/how-to-complain/").picture("how-to-complain")
        visitor.open(f"/{body}/code/").picture("code").open(f"/{body}/procedure/")
        visitor.picture("procedure").open(f"/{body}/complaint/").picture("file")
        visitor.send("").reads("There is a problem")
        visitor.fill(
            **ABOUT[body],
            conduct_from="2026-01-12",
            name="Ana Delgado",
            email="ana@example.org",
            relation="client",
            sharing="withheld",
            uploads=str(evidence),
            true=True,
            consent=True,
        ).send("")
        text = visitor.picture("receipt").page.locator("main").inner_text()
        found = re.search(r"[A-Z]+-2026-\d{4}", text)
        code = re.search(r"(?:[0-9A-HJKMNP-TV-Z]{4}[-\s]){3}[0-9A-HJKMNP-TV-Z]{4}", text)
        assert found, text
        assert code, text
        self.number, self.code = found[0], code[0]
        visitor.open(f"/{body}/follow/").fill(docket=self.number, code=self.code).send("")
        visitor.reads(self.number).picture("status")

    def vote(self, kind: str, chair: str, members: list[str], answer: str, **moved: Any) -> None:
        self.step(chair, f"open_{kind}", **moved)
        for member in members:
            person = self.by(member).open(f"/cases/{self.number}/steps/cast_ballot/")
            person.picture(f"ballot-{kind}").fill(
                answer_1=answer, reasons_1="The e-mail of 12 January shows it."
            )
            person.send("Done")
        self.step(chair, "close_ballot")


@pytest.mark.parametrize("body", ["namss", "ccmc"])
def test_a_complaint_goes_from_the_public_form_to_the_final_order(
    town_of: Any, body: str, tmp_path: Path
) -> None:
    evidence = tmp_path / "e-mail.txt"
    evidence.write_text("From: E. V. To: HR. Her diagnosis is …")
    with time_machine.travel(MONDAY) as clock:
        case = Case(town_of(body))
        case.file(evidence)
        to_the_committee(case)
        to_the_hearing(case, clock)
        to_the_end(case)
        check_the_export(case, tmp_path)


def to_the_committee(case: Case) -> None:
    """Intake, first review, response, investigation, committee."""
    case.town("staff").open("/desk/").picture("desk")
    case.step("staff", "begin_intake")
    for name in ("cases", "outbox", "register"):
        case.town("staff").open(f"/{name}/").picture(name)
    provision = _provision(case)
    words = ABOUT[case.town.body]["in_short"]
    number = {"number": ABOUT[case.town.body]["about_number"]}
    case.step("staff", "match_respondent", **number)
    case.step(
        "staff",
        "rewrite_allegation",
        allegation=str(case.row.allegations.get().pk),
        words=words,
        conduct_from="2026-01-12",
        conduct_until="2026-01-12",
        provision=str(provision),
    )
    case.step("staff", "send_to_chair", synopsis="Disclosure to an employer.")
    gatekeeper = case.role_of(Capacity.GATEKEEPER)[0]
    for section in ("allegations", "papers", "evidence", "parties", "clocks", "letters", "history"):
        person = case.by(gatekeeper).open(f"/cases/{case.number}/{section}/")
        person.picture(f"case-{section}")
    case.step(gatekeeper, "elevate", reason="If true, it breaks the code.")
    case.letters("L09")
    case.step("respondent", "respond", statement="I deny it. I had a release.")
    chair = case.role_of(Capacity.COMMITTEE_CHAIR)[0]
    investigator = str(User.objects.get(username=f"{case.town.body}-investigator").pk)
    case.step(
        chair, "open_investigation", investigator=investigator, reason="The facts are disputed."
    )
    case.step("investigator", "disclose", exhibits=[str(e.pk) for e in case.row.exhibits.all()])
    case.letters("L14A")
    case.step("respondent", "comment", statement="The e-mail is incomplete.")
    case.step("investigator", "file_report", report="I spoke with both. The e-mail is genuine.")
    assert case.row.stage == Stage.COMMITTEE_REVIEW


def _provision(case: Case) -> int:
    from codes.models import Provision  # noqa: PLC0415 - models load with the database

    number = {"namss": "NCC-3", "ccmc": "S-"}[case.town.body]
    found = Provision.objects.filter(
        edition__code__body=case.town.body, enforceable=True, number__startswith=number
    )
    return found.order_by("position")[0].pk


def to_the_hearing(case: Case, clock: Any) -> None:
    """The committee's proposal, the hearing and its decision."""
    chair = case.role_of(Capacity.COMMITTEE_CHAIR)[0]
    members = [chair, *case.role_of(Capacity.COMMITTEE)]
    case.by(chair).open(f"/cases/{case.number}/").picture("case")
    case.vote("findings", chair, members, "violation")
    case.vote("sanction", chair, members, "aye", **SANCTION[case.town.body])
    case.step(chair, "propose", reasons="The e-mail shows it, and no release covers it.")
    case.letters("L15")
    case.step("respondent", "request_hearing", statement="I want to be heard.")
    for place in (1, 2, 3):
        person = User.objects.get(username=f"{case.town.body}-hearing-{place}")
        seat = {"person": str(person.pk)} | ({"chair": True} if place == 1 else {})
        case.step("staff", "seat_panel", **seat)
    case.step("staff", "name_panel")
    case.letters("L17A")
    case.step("respondent", "accept_panel")
    day = (timezone.localdate() + dt.timedelta(days=38)).isoformat()
    case.step("staff", "schedule_hearing", day=day, time="14:00", place="By video")
    case.letters("L20")
    clock.shift(dt.timedelta(days=38))
    for place in (2, 3):
        case.by(f"hearing-{place}").open(f"/cases/{case.number}/hearing/")
    case.step(
        "hearing-1", "convene_hearing", recording="Recorded by the clerk", respondent_present=True
    )
    exhibit = str(case.row.exhibits.get().pk)
    case.step(
        "hearing-1", "rule_on_exhibit", exhibit=exhibit, ruling="admitted", reason="Relevant."
    )
    case.step("hearing-1", "close_record")
    panel = ["hearing-1", "hearing-2", "hearing-3"]
    case.vote("findings", "hearing-1", panel, "violation")
    case.vote("sanction", "hearing-1", panel, "aye", **SANCTION[case.town.body])
    case.by("hearing-2").open(f"/cases/{case.number}/votes/").picture("votes")
    case.step("hearing-1", "decide_after_hearing", reasons="Proved by exhibit E-01.")
    assert case.row.stage == Stage.DECISION


def to_the_end(case: Case) -> None:
    """Signature, appeal, final order, closing."""
    case.step("counsel", "check_decision", reason="Procedure followed, range kept.")
    case.step(case.role_of(Capacity.SIGNER)[0], "sign_decision", read=True)
    case.letters("L25")
    respondent = case.town("respondent").open(f"/cases/{case.number}/decision/")
    respondent.picture("decision").open(f"/cases/{case.number}/").picture("respondent")
    ground = next(iter(case.row.rules.grounds))
    case.step(
        "respondent", "file_appeal", grounds=[ground], statement="The panel ignored the release."
    )
    for place in (1, 2, 3):
        person = User.objects.get(username=f"{case.town.body}-appeal-{place}")
        seat = {"person": str(person.pk)} | ({"chair": True} if place == 1 else {})
        case.step("staff", "seat_appeal", **seat)
    case.step("staff", "open_appeal_review")
    panel = ["appeal-1", "appeal-2", "appeal-3"]
    case.vote("appeal_ballot", "appeal-1", panel, "affirm")
    case.step("appeal-1", "decide_appeal", reasons="The release was weighed.")
    case.by("appeal-2").open(f"/cases/{case.number}/appeal/")
    case.step("staff", "carry_out_appeal")
    serve_waiting_notices()
    case.step("staff", "close_case")
    assert (case.row.stage, case.row.close_code) == OUTCOME[case.town.body]


def check_the_export(case: Case, folder: Path) -> None:
    """The auditor exports; a stranger's check passes, and fails on one flipped byte."""
    auditor = case.town("auditor").open("/audit/").open(f"/audit/{case.number}/")
    auditor.picture("audit")
    with auditor.page.expect_download() as download:
        auditor.page.get_by_role("button", name="Export the record").click()
    path = folder / "export.zip"
    download.value.save_as(path)
    auditor.page.get_by_role("button", name="Check the chain").click()
    auditor.check().reads("is intact")
    docket = case.row.docket
    assert verify_export.check(str(path)) == (
        f"intact: {docket.number}, {docket.length} entries, head {docket.head}"
    )
    body = bytearray(path.read_bytes())
    body[len(body) // 3] ^= 1
    path.write_bytes(body)
    assert verify_export.main([str(path)]) == 2
