"""Consent: a tick where nothing can be left out, a choice where files can."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.intake.writing import Writer
from tests.office import Office

FILE = {
    "files": [("note.txt", b"What she wrote.")],
    "description_1": "Her note",
    "health_1": "none",
}
WITH_FILE: dict[str, Any] = {"evidence": {"evidence": "now"}, "files": FILE}
AGREED = "I agree that you send my complaint to the person."


def controls(writer: Writer) -> list[str]:
    """What stands on the page to say it with."""
    tags = re.findall(r"<input[^>]*name=\"to_person\"[^>]*>", writer.text)
    return re.findall(r"type=\"(\w+)\"", "".join(tags))


def test_without_a_file_it_is_one_tick_in_a_whole_sentence(office: Office) -> None:
    writer = Writer().begin().until("consent")

    assert controls(writer) == ["checkbox"]
    assert AGREED in writer.text
    assert writer.go_on().page == "check"


@pytest.mark.parametrize("given", [{"records": "no"}, {"records": "no", "to_person": ""}])
def test_who_does_not_agree_is_told_why_it_does_not_go_on(
    office: Office, given: dict[str, str]
) -> None:
    writer = Writer().begin().until("consent").answer(**given)

    assert writer.shown.status_code == 422
    assert writer.faults == ["Tick it to go on: the person has to be able to answer."]


def test_with_files_there_is_something_to_choose(office: Office) -> None:
    writer = Writer(**WITH_FILE).begin().until("consent")

    assert controls(writer) == ["radio", "radio"]
    assert writer.answer(to_person="on", records="no").shown.status_code == 422
    assert writer.answer(to_person="all", records="no").page == "check"


def test_a_file_that_comes_later_asks_again(office: Office) -> None:
    writer = Writer(**WITH_FILE)
    writer.answers["evidence"] = {"evidence": "no"}
    writer.begin().until()
    writer.open("evidence").answer(evidence="now").attach(*FILE["files"])
    writer.answer(description_1="Her note", health_1="none")
    assert writer.page == "consent"
    assert controls(writer) == ["radio", "radio"]


def test_the_copy_says_what_was_agreed_to(office: Office) -> None:
    writer = Writer().begin().send()
    statement = writer.client.get(writer.at("receipt") + "copy/").json()
    rows = [row for _, rows in statement["parts"] for row in rows]
    assert [AGREED, "Yes"] in rows
