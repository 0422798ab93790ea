"""A whole case of each of four bodies over the API, each act by its own person.

A complaint is filed with the public form, which needs no account; letters and files are opened at
their addresses. Everything else is a step posted to ``/api/cases/``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import time_machine
from rest_framework.test import APIClient

from complaints.access import PARTIES
from people.models import User
from tests.bodies import BODIES
from tests.bodies.story import MONDAY, Story, to_the_committee, to_the_decision, to_the_end
from tests.intake.writing import Writer
from tests.office import Office


class OverTheApi(Story):
    """Each person has a client of their own and posts the steps that they are offered."""

    def __init__(self, body: str, clock: Any) -> None:
        super().__init__(body, clock)
        self.clients: dict[str, APIClient] = {}

    def client(self, role: str) -> APIClient:
        client = self.clients.setdefault(role, APIClient())
        # Signed in afresh: days pass in between, and a session ends.
        client.force_login(User.objects.get(username=f"{self.body}-{role}"))
        return client

    def file(self, evidence: Path) -> None:
        writer = Writer(
            self.body,
            find={"q": self.about.number},
            when={"when": "day", "day_month": "1", "day_day": "12", "day_year": "2026"},
            story={"in_short": self.facts["in_short"], "story": self.facts["what_happened"]},
            evidence={"evidence": "now"},
            files={
                "files": [(evidence.name, evidence.read_bytes())],
                "description_1": "The e-mail",
                "health_1": "mine",
            },
        )
        [(self.number, _)] = writer.begin().send().cases

    def look(self, role: str, *places: str) -> None:
        """There are no pages to look at."""

    def step(self, role: str, name: str, **answers: Any) -> None:
        client, address = self.client(role), f"/api/cases/{self.number}/steps/"
        offered = self.ready(role)
        asked = {step["name"]: (step["blocked"], step["fields_asked"]) for step in offered.json()}
        assert name in asked, (role, name, asked)
        blocked, fields = asked[name]
        assert (blocked, set(answers) - set(fields)) == ("", set())
        before = self.row.docket.length
        told = self.post(client, f"{address}{name}/", answers)
        assert (told["docket"], told["stage"]) == (self.number, self.row.stage)
        length = self.row.docket.length
        assert length > before
        assert told["entry"] == (None if role in PARTIES else length)

    def ready(self, role: str) -> Any:
        """What the person is offered, once they have answered the conflict question."""
        client, address = self.client(role), f"/api/cases/{self.number}/steps/"
        offered = client.get(address)
        if offered.status_code == 409:
            self.post(client, f"{address}declare/", {"answer": "none"})
            offered = client.get(address)
        return offered

    @staticmethod
    def post(client: APIClient, address: str, answers: dict[str, Any]) -> dict[str, Any]:
        has_file = any(hasattr(value, "read") for value in answers.values())
        answer = client.post(address, answers, format="multipart" if has_file else "json")
        told: dict[str, Any] = answer.json()
        assert answer.status_code == 200, told
        return told

    def open_letter(self, role: str, letter: int) -> None:
        answer = self.client(role).get(f"/cases/{self.number}/letters/{letter}/")
        assert answer.status_code == 200

    def add_evidence(self, role: str, upload: Path, description: str) -> None:
        with upload.open("rb") as opened:
            self.step(role, "add_evidence", upload=opened, description=description)


@pytest.mark.parametrize("body", BODIES)
def test_a_case_goes_from_the_public_form_to_its_end_over_the_api(
    office: Office, body: str, tmp_path: Path
) -> None:
    evidence = tmp_path / "note.txt"
    evidence.write_text("What was written on 12 January.")
    with time_machine.travel(MONDAY) as clock:
        story = OverTheApi(body, clock)
        story.file(evidence)
        to_the_committee(story)
        to_the_decision(story, evidence)
        to_the_end(story)

        told = story.client("staff").get(f"/api/cases/{story.number}/").json()
        said = {name: told[name] for name in ("body", "stage", "close_code", "respondent")}
        assert said == {
            "body": body,
            "stage": "closed",
            "close_code": story.facts["closes"],
            "respondent": story.about.name,
        }
        assert told["next_step"]["yours"] == ""
