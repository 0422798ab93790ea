"""The answer to a complaint: what is asked, kept, entered, and shown to whom."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from complaints.models import Answer
from tests.portal.conftest import client_of
from tests.walk import Walk
from tests.walk.shared import Roads

ANSWER = {"answer_1": "part", "explanation_1": "It was the day after.", "statement": ""}


def send(walk: Walk, **given: Any) -> Any:
    address = f"/cases/{walk.number}/steps/respond/"
    return client_of(walk, "respondent").post(address, {**ANSWER, **given})


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_each_answer_is_kept_sealed_and_entered_as_its_kind_and_its_hash(walk: Walk) -> None:
    assert send(walk, statement="I am sorry.").status_code == 302

    row = Answer.objects.get()
    assert (row.allegation.number, row.kind, row.explanation, row.sha256) == (
        1,
        "part",
        "It was the day after.",
        digest("It was the day after."),
    )
    response = walk.case.submissions.get(kind="response")
    assert response.text == (
        "Allegation 1. Told the employer the diagnosis\nI admit part of it.\nIt was the day after."
    )
    entry = walk.case.docket.entries.get(verb="response.filed")
    assert entry.details == {
        "sha256": digest(response.text),
        "answers": [{"allegation": 1, "answer": "part", "sha256": row.sha256}],
    }
    assert walk.case.submissions.get(kind="statement").text == "I am sorry."
    said = walk.case.docket.entries.get(verb="response.statement_filed")
    assert said.details == {"sha256": digest("I am sorry.")}


FAULTS = {
    "nothing chosen": ({"answer_1": ""}, "answer_1", "Choose an answer to allegation 1."),
    "not explained": ({"explanation_1": ""}, "explanation_1", "Explain your answer to allegation"),
    "an answer of its own": ({"answer_1": "maybe"}, "answer_1", "Select a valid choice."),
}


@pytest.mark.parametrize(("changes", "field", "words"), FAULTS.values(), ids=list(FAULTS))
def test_a_fault_is_told_and_what_was_typed_comes_back(
    walk: Walk, changes: dict[str, str], field: str, words: str
) -> None:
    answer = send(walk, statement="Typed with care", **changes)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    shown = answer.content.decode()
    assert words in shown
    assert "Typed with care" in shown
    assert not Answer.objects.exists()


def test_the_page_asks_nothing_in_the_words_of_the_code(walk: Walk) -> None:
    page = client_of(walk, "respondent").get(f"/cases/{walk.number}/steps/respond/").text
    assert "Told the employer the diagnosis" in page
    assert "What we need from you" not in page
    assert "&lt;Allegation" not in page


def test_who_admits_need_not_explain(walk: Walk) -> None:
    assert send(walk, answer_1="admit", explanation_1="").status_code == 302
    assert (Answer.objects.get().kind, Answer.objects.get().explanation) == ("admit", "")


def test_a_document_comes_along_as_evidence_of_the_respondent(walk: Walk) -> None:
    upload = SimpleUploadedFile("leave.txt", b"You may tell them.")
    send(walk, upload=upload, description="Her leave")

    exhibit = walk.case.exhibits.get()
    assert (exhibit.party, exhibit.description) == ("respondent", "Her leave")


def test_the_documents_for_an_answer_are_named_in_it(walk: Walk) -> None:
    files = [SimpleUploadedFile("leave.txt", b"Yes."), SimpleUploadedFile("notes.txt", b"My notes")]
    assert send(walk, documents_1=files).status_code == 302

    told = [
        (one.label, one.filename, one.party, one.description) for one in walk.case.exhibits.all()
    ]
    assert told == [
        ("E-01", "leave.txt", "respondent", "For the answer to allegation 1"),
        ("E-02", "notes.txt", "respondent", "For the answer to allegation 1"),
    ]
    response = walk.case.submissions.get(kind="response")
    assert response.text.splitlines()[2:] == ["It was the day after.", "Attached: E-01, E-02."]


def test_a_document_that_cannot_be_kept_leaves_everything_as_it_was(walk: Walk) -> None:
    length = walk.case.docket.length
    answer = send(walk, upload=SimpleUploadedFile("leave.exe", b"MZ"))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["upload"])
    assert (walk.case.stage, walk.case.docket.length) == ("response", length)


def test_the_api_asks_the_same_in_json(walk: Walk) -> None:
    client = APIClient()
    client.force_login(walk.respondent)
    address = f"/api/cases/{walk.number}/steps/"
    asked = next(step for step in client.get(address).json() if step["name"] == "respond")
    assert asked["fields_asked"] == [
        "answer_1",
        "explanation_1",
        "documents_1",
        "statement",
        "upload",
        "description",
    ]
    told = client.post(f"{address}respond/", {"answer_1": "deny"}, format="json")
    assert told.status_code == 400
    assert "Explain your answer to allegation 1." in told.content.decode()
    told = client.post(f"{address}respond/", ANSWER, format="json")
    assert (told.status_code, told.json()["stage"]) == (200, "responded")


def test_after_an_allegation_was_added_only_that_one_is_asked_for(roads: Roads) -> None:
    with roads.at("investigation add_allegation") as walk:
        page = client_of(walk, "respondent").get(f"/cases/{walk.number}/steps/respond/")

        assert [row.number for row, *_ in page.context["form"].charges] == [2]
        walk.respond()
        given = list(Answer.objects.values_list("allegation__number", flat=True))
        assert given == [1, 2]


READERS = {"staff": True, "respondent": True, "chair": True, "auditor": False}


@pytest.mark.parametrize("reader", READERS)
def test_the_answer_stands_beside_the_words_it_answers_for_who_may_read_it(
    roads: Roads, reader: str
) -> None:
    with roads.at("responded") as walk:
        if reader in ("staff", "chair"):
            walk.ready(walk.user(reader))
        page = client_of(walk, reader).get(f"/cases/{walk.number}/papers/")

        shown = page.content.decode() if page.status_code == 200 else ""
        provision = walk.case.live_allegations[0].provision
        told = [words in shown for words in ("I deny it", provision.text[:40], "Told the employer")]
        assert told == [READERS[reader]] * 3
