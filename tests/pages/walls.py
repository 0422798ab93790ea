"""A case full of words that must not get out, and somebody who asks for every page of it."""

from __future__ import annotations

import csv
import json
import re
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse

import complaints
from complaints import evidence, filing, inquiries, recusals, responses
from complaints.models import Party
from hearings import ballots
from intake.models import Filing
from people.roles import Role
from tests.walk import Walk

with (Path(complaints.__file__).parent / "access.csv").open(newline="") as source:
    ACCESS = {row.pop("thing"): row for row in csv.DictReader(source)}

# What lets somebody see each section, written down here once more and not taken from the code.
SECTIONS = {
    "overview": "overview",
    "allegations": "allegations",
    "papers": "papers",
    "evidence": "evidence",
    "parties": "people",
    "clocks": "clocks",
    "letters": "letters",
    "messages": "messages",
    "filing": "identity",
    "votes": "votes",
    "hearing": "hearing",
    "decision": "decision",
    "appeal": "appeal",
    "history": "history",
}
PLACE_OF = {
    "committee_chair": "committee",
    "panel_chair": "panel",
    "appeal_chair": "appeal",
}
# Each planted word, and the line of the access table that says who may read it.
CANARIES = {
    "Zephyrine": "identity",
    "zq-mail": "identity",
    "5550142zq": "identity",
    "Narrativeword": "narrative",
    "Fileofthefiler": "evidence",
    "Insideofthefiler": "evidence",
    "Fileofthebody": "evidence",
    "Insideofthebody": "evidence",
    "Descriptionword": "evidence",
    "Responseword": "response",
    "Reportword": "report",
    "Recusedword": "people",
    "Disclosedword": "people",
    "Howivoted": "votes",
    "As the record shows": "votes",
}
VOTES = {"Howivoted", "As the record shows"}


class Planted(Walk):
    """A walk in which everything anybody writes holds a word that is nowhere else."""

    def file(self, **changes: Any) -> Self:
        filer = filing.Filer(
            name="Zephyrine Quill", email="zq-mail@example.org", telephone="5550142zq"
        )
        upload = SimpleUploadedFile("Fileofthefiler.txt", b"Insideofthefiler")
        given = {"filer": filer, "what_happened": "Narrativeword", "uploads": [upload]}
        return super().file(**given, **changes).keep_copy()

    def keep_copy(self) -> Self:
        """What the form leaves of a filing, which this walk did not go through."""
        told = [["Your full name", "Zephyrine Quill"], ["What happened?", "Narrativeword"]]
        copy = {"language": "en", "parts": [["You", told]], "files": [], "signature": "Zephyrine"}
        row = Filing(case=self.case, draft=uuid.uuid4(), sha256="0" * 64)
        row.sealed_copy = json.dumps(copy)
        row.sealed_statement = "A statement."
        row.save(force_insert=True)
        return self

    def file_signed_in(self) -> Self:
        return self.file(by=self.user("complainant"))

    def add_evidence(self) -> Self:
        upload = SimpleUploadedFile("Fileofthebody.txt", b"Insideofthebody")
        self.act(evidence.add_evidence, self.staff, upload=upload, description="Descriptionword")
        return self

    def respond(self) -> Self:
        self.act(responses.respond, self.respondent, answers=self.denial("Responseword"))
        return self

    def file_report(self) -> Self:
        self.act(inquiries.file_report, self.user("investigator"), report="Reportword")
        return self

    def colleague_steps_aside(self) -> Self:
        person = self.user("staff-2")
        recusals.declare(self.case, by=person, answer="recused", words="Recusedword")
        return self

    def members_answer(self) -> Self:
        for name, answer in (("member-1", "disclosed"), ("member-2", "recused")):
            words = f"{answer.capitalize()}word"
            recusals.declare(self.case, by=self.user(name), answer=answer, words=words)
        return self

    def cast_one_paper(self) -> Self:
        """A ballot is open; one member has voted."""
        self.open_findings()
        ballot = self.case.ballots.get(closed_at=None)
        answers = {"1": {"answer": "violation", "reasons": "Howivoted"}}
        self.act(ballots.cast, self.user("member-3"), answers=answers, ballot=ballot.pk)
        return self


def places_of(walk: Walk, user: Any) -> set[str]:
    """From where somebody looks at the case: by party, assignment and office alone."""
    if user is None or walk.case.declarations.filter(user=user, answer="recused").exists():
        return set()
    party = Party.objects.filter(case=walk.number, user=user).first()
    if party:
        return {party.role} if party.opened_on else set()
    held = walk.case.assignments.filter(user=user, ended_on=None)
    places = {PLACE_OF.get(row.capacity, row.capacity) for row in held}
    for office, place in ((Role.STAFF, "staff"), (Role.AUDITOR, "auditor")):
        if user.holds(office, body=walk.body.pk):
            places.add(place)
    return places


def granted(places: set[str], thing: str) -> str:
    """The widest right that the access table gives: R, a narrower word, or none."""
    words = {ACCESS[thing][place] for place in places} - {"-"}
    return "R" if "R" in words else min(words, default="")


@dataclass
class Answer:
    status: int
    whole: str

    @classmethod
    def of(cls, response: Any) -> Answer:
        streamed = isinstance(response, StreamingHttpResponse)
        body = b"".join(response) if streamed else response.content  # type: ignore[arg-type]
        headers = "\n".join(f"{name}: {value}" for name, value in sorted(response.items()))
        return cls(response.status_code, f"{headers}\n\n{body.decode(errors='replace')}")

    def without(self, docket: str) -> tuple[int, str]:
        """The answer with nothing in it that may differ from one request to the next."""
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", self.whole)
        return self.status, text.replace(docket, "DOCKET")


def letters(walk: Walk, user: Any) -> list[int]:
    """Every letter for a party; for others, who get them all or none, one to each recipient."""
    sent = walk.case.notices.exclude(state="owed")
    if user is not None and walk.case.parties.filter(user=user).exists():
        return list(sent.values_list("pk", flat=True))
    return list(dict(sent.values_list("role", "pk")).values())


def addresses(walk: Walk, docket: str, user: Any = None) -> dict[str, str]:
    """The addresses under a docket number, by name, with its method."""
    found = {"GET case": reverse("case", args=[docket])}
    for section in SECTIONS:
        found[f"GET section {section}"] = reverse("section", args=[docket, section])
    for exhibit in walk.case.exhibits.all():
        found[f"GET exhibit {exhibit.number}"] = reverse("exhibit", args=[docket, exhibit.number])
    for letter in letters(walk, user):
        found[f"GET letter {letter}"] = reverse("letter", args=[docket, letter])
        found[f"GET letter_pdf {letter}"] = reverse("letter_pdf", args=[docket, letter])
    for clock in walk.case.deadlines.values_list("pk", flat=True):
        found[f"GET clock {clock}"] = reverse("clock", args=[docket, clock])
        found[f"GET clock_as_data {clock}"] = reverse("clock_as_data", args=[docket, clock])
    for kind in ("pdf", "json"):
        found[f"GET own_copy {kind}"] = reverse("own_copy", args=[docket, kind])
    found["POST step declare"] = reverse("step", args=[docket, "declare"])
    found["GET step elevate"] = reverse("step", args=[docket, "elevate"])
    found["GET api_case-detail"] = reverse("api_case-detail", args=[docket])
    found["GET api_case-steps"] = reverse("api_case-steps", args=[docket])
    found["POST api_case-take"] = reverse("api_case-take", args=[docket, "declare"])
    found["GET audit_case"] = reverse("audit_case", args=[docket])
    found["POST verify_case"] = reverse("verify_case", args=[docket])
    found["POST export_case"] = reverse("export_case", args=[docket])
    return found


def crawl(client: Client, found: dict[str, str]) -> dict[str, Answer]:
    return {
        name: Answer.of(client.generic(name.split()[0], address, **FORM))
        for name, address in found.items()
    }


FORM: dict[str, Any] = {"content_type": "application/x-www-form-urlencoded"}
LISTS = ["home", "desk", "docket", "audit", "outbox", "register", "offices", "api_case-list"]


def lists(client: Client) -> dict[str, Answer]:
    found = {f"GET {name}": reverse(name) for name in LISTS}
    found["GET all of the docket"] = reverse("docket") + "?show=all"
    return crawl(client, found)


def offered(client: Client, walk: Walk) -> dict[str, Answer]:
    """The page of each step that this person is offered."""
    steps = client.get(reverse("api_case-steps", args=[walk.number])).json()
    names = [step["name"] for step in steps if not step["blocked"]]
    return crawl(client, {f"GET step {n}": reverse("step", args=[walk.number, n]) for n in names})


def by_receipt(walk: Walk) -> Client:
    client = Client()
    given = {"docket": walk.number, "code": walk.receipt}
    assert client.post(reverse("follow", args=[walk.body.pk]), given).status_code == 302
    return client


def followed(client: Client, walk: Walk) -> dict[str, Answer]:
    """What somebody with a receipt can ask for: the status, letters of this case, steps."""
    body = walk.body.pk
    found = {"GET status": reverse("status", args=[body])}
    for row in walk.case.notices.exclude(state="owed"):
        found[f"GET follow_letter {row.pk}"] = reverse("follow_letter", args=[body, row.pk])
    for kind in ("pdf", "json"):
        found[f"GET follow_copy {kind}"] = reverse("follow_copy", args=[body, kind])
    for step in ("add_evidence", "ask_to_withdraw", "supply_correction", "respond"):
        found[f"GET follow_step {step}"] = reverse("follow_step", args=[body, step])
    return crawl(client, found)
