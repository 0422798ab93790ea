"""A complaint at each of four bodies, from the public form to its end, each act by its own person.

At the first two everybody also looks around, as a person would, and pictures are taken.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import time_machine

from reports import verify_export
from tests.bodies.story import MONDAY, Story, to_the_committee, to_the_decision, to_the_end
from tests.intake.writing import DEFAULT
from tests.journeys.filling_in import write
from tests.journeys.people import Person, Town

# Where somebody looks around in each journey: everywhere, or only where an act takes them.
LOOKS_AROUND = {"namss": True, "ccmc": True, "bcop": False, "gcre": False}
NAMED = ("votes", "decision", "hearing", "appeal")

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


class InTheBrowser(Story):
    """Each person has a browser of their own and takes each step on its page."""

    def __init__(self, town: Town, clock: Any) -> None:
        super().__init__(town.body, clock)
        self.town, self.looks = town, LOOKS_AROUND[town.body]

    def at(self, role: str, address: str) -> Person:
        """Open an address, with the conflict question answered on the way if it is owed."""
        person = self.town(role).open(address)
        if "/steps/declare/" in person.page.url:
            person.fill(answer="none").send("Done").open(address)
        return person

    def ready(self, role: str) -> None:
        self.at(role, f"/cases/{self.number}/")

    def step(self, role: str, name: str, **answers: Any) -> None:
        self.at(role, f"/cases/{self.number}/steps/{name}/").fill(**answers).send("Done")

    def cast(self, role: str, kind: str, given: dict[str, str]) -> None:
        """The page brings the number of its ballot along."""
        page = self.at(role, f"/cases/{self.number}/steps/cast_ballot/")
        page.picture(f"ballot-{kind}").fill(**given).send("Done")

    def open_letter(self, role: str, letter: int) -> None:
        self.town(role).open(f"/cases/{self.number}/letters/{letter}/")

    def add_evidence(self, role: str, upload: Path, description: str) -> None:
        self.step(role, "add_evidence", upload=str(upload), description=description)

    def look(self, role: str, *places: str) -> None:
        for place in places if self.looks else ():
            own = "respondent" if role == "respondent" else "case"
            name = place.strip("/") if place.startswith("/") or place in NAMED else f"case-{place}"
            at = place if place.startswith("/") else f"/cases/{self.number}/{place}/"
            self.at(role, at.replace("//", "/")).picture(name if place else own)

    def file(self, evidence: Path) -> None:
        visitor, body = self.town.visitor(), self.body
        if self.looks:
            visitor.open("/").picture("home").open(f"/{body}/").picture("body")
            visitor.open(f"/{body}/how-to-complain/").picture("how-to-complain")
            visitor.open(f"/{body}/code/").picture("code").open(f"/{body}/procedure/")
            visitor.picture("procedure")
        visitor.open(f"/{body}/complaint/").picture("start").send("")
        write(
            visitor,
            {
                **DEFAULT,
                "find": {"q": self.about.number},
                "when": {"when": "day", "day_month": "1", "day_day": "12", "day_year": "2026"},
                "story": {
                    "in_short": self.facts["in_short"],
                    "story": self.facts["what_happened"],
                },
                "evidence": {"evidence": "now"},
                "consent": {"to_person": "all"},
            },
            evidence,
            look=lambda page: self.looks and visitor.picture(f"file-{page}"),
        )
        text = visitor.picture("receipt").page.locator("main").inner_text()
        found = re.search(r"[A-Z]+-2026-\d{4}", text)
        code = re.search(r"(?:[0-9A-HJKMNP-TV-Z]{4}[-\s]){3}[0-9A-HJKMNP-TV-Z]{4}", text)
        assert found, text
        assert code, text
        self.number, self.code = found[0], code[0]
        visitor.open(f"/{body}/follow/").fill(docket=self.number, code=self.code).send("")
        visitor.reads(self.number).picture("status")


# In the suite one body walks the whole way in a browser, and all of them over the API.
WHOLE = [
    body if body == "ccmc" else pytest.param(body, marks=pytest.mark.long) for body in LOOKS_AROUND
]


@pytest.mark.parametrize("body", WHOLE)
def test_a_complaint_goes_from_the_public_form_to_its_end(
    town_of: Any, body: str, tmp_path: Path
) -> None:
    evidence = tmp_path / "e-mail.txt"
    evidence.write_text("What was written on 12 January …")
    with time_machine.travel(MONDAY) as clock:
        story = InTheBrowser(town_of(body), clock)
        story.file(evidence)
        story.look("staff", "/desk/")
        to_the_committee(story)
        to_the_decision(story, evidence)
        to_the_end(story)
        if story.looks:
            check_the_export(story, tmp_path)


def check_the_export(story: InTheBrowser, folder: Path) -> None:
    """The auditor exports; a stranger's check passes, and fails on one flipped byte."""
    auditor = story.town("auditor").open("/audit/").open(f"/audit/{story.number}/")
    auditor.picture("audit")
    with auditor.page.expect_download() as download:
        auditor.page.get_by_role("button", name="Export the record").click()
    path = folder / "export.zip"
    download.value.save_as(path)
    auditor.page.get_by_role("button", name="Check the chain").click()
    auditor.check().reads("is intact")
    docket = story.row.docket
    assert verify_export.check(str(path)) == (
        f"intact: {docket.number}, {docket.length} entries, head {docket.head}"
    )
    body = bytearray(path.read_bytes())
    body[len(body) // 3] ^= 1
    path.write_bytes(body)
    assert verify_export.main([str(path)]) == 2
