"""Consent: a tick under what the person would read, and a choice where files can be left out."""

from __future__ import annotations

import re
from typing import Any

import pytest

from complaints.models import Complaint
from tests.intake.writing import DEFAULT, WITH_FILE, Writer
from tests.office import Office

AGREED = "The person may read my one sentence, the topics and the days. Not my name."
AGREED_NAMED = "The person may read my name, my one sentence, the topics and the days."
NAMED = {"relation": "client", "sharing": "named"}


def controls(writer: Writer) -> list[str]:
    """What stands on the page to say it with."""
    tags = re.findall(r"<input[^>]*name=\"to_person\"[^>]*>", writer.text)
    return re.findall(r"type=\"(\w+)\"", "".join(tags))


@pytest.mark.parametrize(("changes", "words"), [({}, AGREED), ({"relation": NAMED}, AGREED_NAMED)])
def test_without_a_file_it_is_one_tick_below_what_the_person_would_read(
    office: Office, changes: dict[str, Any], words: str
) -> None:
    writer = Writer(**changes).begin().until()

    assert "consent" not in writer.met
    _, below = writer.text.split("What the person would read")
    assert words in below


def test_who_does_not_agree_is_told_why_it_is_not_sent(office: Office) -> None:
    signed = DEFAULT["sign"] | {"shared": ""}
    writer = Writer().begin().until().answer("sign", **signed)

    assert writer.shown.status_code == 422
    assert writer.faults == ["Tick it to send: the person has to be able to answer."]


def test_with_files_there_is_something_to_choose(office: Office) -> None:
    writer = Writer(**WITH_FILE).begin().until("consent")

    assert controls(writer) == ["radio", "radio", "radio"]
    assert writer.answer(to_person="on").shown.status_code == 422
    assert writer.answer(to_person="all").page == "check"


def test_a_file_that_comes_later_asks(office: Office) -> None:
    writer = Writer(**WITH_FILE)
    writer.answers["evidence"] = {"evidence": "no"}
    writer.begin().until()
    writer.open("evidence").answer(evidence="now").attach(*WITH_FILE["files"]["files"])
    writer.answer(description_1="Her note", health_1="none")
    assert writer.page == "consent"
    assert controls(writer) == ["radio", "radio", "radio"]


@pytest.mark.parametrize(
    ("changes", "row"),
    [
        ({}, [AGREED, "Yes"]),
        (WITH_FILE, ["May the person see your files?", "Yes"]),
    ],
    ids=["a tick", "a choice"],
)
def test_the_copy_says_what_was_agreed_to(
    office: Office, changes: dict[str, Any], row: list[str]
) -> None:
    writer = Writer(**changes).begin().send()
    statement = writer.client.get(writer.at("receipt") + "copy/").json()
    assert row in [said for _, rows in statement["parts"] for said in rows]


@pytest.mark.parametrize(
    ("said", "left_out"),
    [
        ({"to_person": "all"}, [False, False]),
        ({"to_person": "all", "held_back": ["1"]}, [False, False]),
        ({"to_person": "but", "held_back": ["2"]}, [False, True]),
        ({"to_person": "none"}, [True, True]),
        ({"to_person": "none", "held_back": ["1"]}, [True, True]),
    ],
    ids=["all", "all, and a tick left", "but one", "none", "none, and a tick left"],
)
def test_the_record_holds_back_what_was_chosen(
    office: Office, said: dict[str, Any], left_out: list[bool]
) -> None:
    two = {"files": [("note.txt", b"What she wrote."), ("more.txt", b"And this.")]}
    two |= {f"description_{n}": "Hers" for n in (1, 2)} | {f"health_{n}": "none" for n in (1, 2)}
    writer = Writer(**WITH_FILE | {"files": two}, consent=said).begin().until()
    _, preview = writer.text.split("What the person would read")
    told = [name not in preview for name in ("note.txt", "more.txt")]
    writer.send()
    case = Complaint.objects.get()
    exhibits = list(case.exhibits.order_by("number"))
    entry = case.docket.entries.get(verb="complaint.filed")

    assert ([exhibit.held_back for exhibit in exhibits], told) == (left_out, left_out)
    assert entry.details["held_back"] == [e.sha256 for e in exhibits if e.held_back]


def test_files_that_stay_are_asked_about_whatever_else_is_to_come(office: Office) -> None:
    writer = Writer(**WITH_FILE).begin().until("consent")
    writer.open("evidence").answer(evidence="later")
    assert writer.page == "files"
    writer.answer(description_1="Her note", health_1="none")
    assert writer.page == "consent"
    writer.answer(to_person="none").send()

    assert [exhibit.held_back for exhibit in Complaint.objects.get().exhibits.all()] == [True]


@pytest.mark.parametrize("change", ["another comes", "one goes"])
def test_what_may_be_seen_is_asked_again_when_the_files_change(office: Office, change: str) -> None:
    two = {"files": [("note.txt", b"What she wrote."), ("more.txt", b"And this.")]}
    two |= {f"description_{n}": "Hers" for n in (1, 2, 3)}
    two |= {f"health_{n}": "none" for n in (1, 2, 3)}
    said = {"to_person": "but", "held_back": ["2"]}
    writer = Writer(**WITH_FILE | {"files": two}, consent=said).begin().until()
    writer.open("files")
    if change == "another comes":
        writer.attach(("third.txt", b"Mine."))
    else:
        writer.answer("files", remove="1")
    writer.open("check")

    assert "Not answered yet" in writer.text
    assert writer.open("consent").text.count(" checked") == 2


def test_a_tick_is_not_kept_for_other_answers(office: Office) -> None:
    writer = Writer().begin().until()
    [read] = re.findall(r'name="revision" value="(\w+)"', writer.text)
    writer.answer("sign", true="on", shared="on", signature="Somebody", revision=read)
    writer.open("check")
    assert "checked" in shared_in(writer)

    writer.open("relation").answer(**NAMED).until()
    assert AGREED_NAMED in writer.text
    assert "checked" not in shared_in(writer)


def shared_in(writer: Writer) -> str:
    """The box of the tick by which somebody agrees."""
    return "".join(re.findall(r"<input[^>]*name=\"shared\"[^>]*>", writer.text))
