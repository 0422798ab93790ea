"""The last page before sending: all answers in short, what the person would read, the signature."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
import time_machine

from bench.filing import RULE, STUDIED, pages
from codes.models import Provision
from codes.said_plainly import plainly
from complaints.models import Complaint
from tests.intake.writing import DEFAULT, Writer
from tests.office import Office
from tests.walk import provision_of

MONDAY = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)
TOLD = DEFAULT["story"] | {"story": "Ana told her. Write to ana@example.org."}


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def rows_of(writer: Writer) -> dict[str, str]:
    found = re.findall(r"<dt>(.*?)</dt><dd>(?:<bdi>)?(.*?)(?:</bdi>)?</dd>", writer.text)
    return {html.unescape(label): html.unescape(answer) for label, answer in found}


def test_it_lists_what_was_answered_and_nothing_else(office: Office) -> None:
    named = {"relation": "client", "sharing": "named"}
    writer = Writer(relation=named, where={}, story=TOLD).begin().until()

    assert rows_of(writer) == {
        "About": "A certified person",
        "The person": "Elena Vasquez, 00482913",
        "You": "A client or patient",
        "Your name": "may be told",
        "Name": "Ana Delgado",
        "We write": "By e-mail",
        "E-mail": "ana@example.org",
        "Language": "English",
        "When": "3 June 2026",
        "Topics": "I am not sure",
        "In short": "Told my employer my diagnosis",
        "The story": "Ana told her. Write to ana@example.org.",
        "Place and witnesses": "Not given",
        "Dealt with by": "The person’s employer",
        "What came of it": "They wrote me a letter.",
        "Your wish": "That it does not happen to others.",
        "Evidence": "No",
    }
    assert words(preview_of(writer)).startswith(
        "What the person would read Of what you wrote, only this, and perhaps your name."
    )
    assert "Does it give you away?" not in writer.text


def test_a_long_answer_begins_there_and_unfolds_to_the_whole(office: Office) -> None:
    long = " ".join(f"{number}. She told another of my colleagues." for number in range(1, 9))
    writer = Writer(story=TOLD | {"story": long}).begin().until()

    told = re.search(r"<dt>The story</dt><dd>(.*?)</dd>", writer.text, re.DOTALL)
    assert told
    assert words(re.sub(r"<[^>]+>", " ", told[1])) == (
        "1. She told another of my colleagues. 2. She told another of my colleagues. 3. …"
        f" Read it all : The story {long}"
    )
    assert re.sub(r"<details.*</details>", "", told[1]) == f"<bdi>{long[:79]}…</bdi>"


@pytest.mark.parametrize(
    ("when", "page"), [("day", "when"), ("period", "period"), ("ongoing", "ongoing")]
)
def test_the_days_of_the_preview_are_changed_where_they_were_asked(
    office: Office, when: str, page: str
) -> None:
    given = DEFAULT["when"] if when == "day" else {"when": when}
    writer = Writer(when=given).begin().until()
    [link] = re.findall(r'href="([^"]+)"><span class="vh">Change </span>the days', writer.text)
    assert link == f"{writer.at(page)}?back=check"


def test_an_address_that_is_not_to_be_used_is_not_kept(office: Office) -> None:
    contact = DEFAULT["contact"] | {"reach": "page", "post": "1 Elm Street"}
    writer = Writer(contact=contact).begin().until()
    rows = rows_of(writer)
    assert rows["We write"] == "Only on this site"
    assert not {"E-mail", "Address"} & set(rows)
    writer.send()
    copy = str(Complaint.objects.get().filing.copy)
    assert "Only on this site" in copy
    assert "ana@example.org" not in copy
    assert "1 Elm Street" not in copy


@pytest.mark.parametrize(("sharing", "warned"), [("named", False), ("withheld", True)])
@pytest.mark.parametrize(
    ("when", "page"),
    [("day", "when"), ("period", "period"), ("ongoing", "ongoing"), ("unknown", "between")],
)
def test_who_keeps_their_name_is_told_that_the_person_reads_the_days(
    office: Office, when: str, page: str, sharing: str, warned: bool
) -> None:
    named = {"relation": "client", "sharing": sharing}
    writer = Writer(relation=named, when={"when": when}).begin().until(page)
    assert ("The person reads it." in writer.text) is warned


def preview_of(writer: Writer) -> str:
    """What stands under “What the person would read”, as words."""
    found = re.search(r'aria-labelledby="preview">(.*?)</section>', writer.text, re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>|\s+", " ", found[1])) if found else ""


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_preview_is_the_sentence_and_the_lines_and_nothing_of_the_story(
    office: Office,
) -> None:
    line = provision_of("ccmc")
    topics = {"topics": [str(line.pk)]}
    writer = Writer(story=TOLD, topics=topics).begin().until()
    shown = words(preview_of(writer))

    assert shown.startswith(
        "What the person would read Of what you wrote, only this."
        f" Told my employer my diagnosis 3 June 2026 {plainly(line).title} "
    )
    assert "Does it give you away?" in shown
    assert "Ana told her" not in shown
    assert rows_of(writer)["The story"] == TOLD["story"]


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Told Ana Delgado’s employer", "“Ana Delgado”"),
        ("Wrote to ana@example.org at work", "“ana@example.org”"),
        ("Said that Delgado is ill", "“Delgado”"),
    ],
)
def test_the_preview_points_at_what_gives_the_writer_away(
    office: Office, sentence: str, named: str
) -> None:
    writer = Writer(story=TOLD | {"in_short": sentence}).begin().until()

    assert f"This gives you away: {named} . Say it without" in words(preview_of(writer))


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (
            {"when": "period"},
            {"When": "Several times, or over some time", "It began": "2 June 2026"},
        ),
        ({"when": "ongoing"}, {"When": "It is still going on", "It goes on since": "June 2026"}),
        ({"when": "unknown"}, {"When": "I do not know"}),
    ],
    ids=["period", "ongoing", "unknown"],
)
def test_the_kind_of_time_can_be_changed(
    office: Office, when: dict[str, str], told: dict[str, str]
) -> None:
    writer = Writer(when=when).begin().until()

    assert told.items() <= rows_of(writer).items()
    assert f"{writer.at('when')}?back=check" in writer.text


def test_a_date_typed_before_its_page_stands_there_already(office: Office) -> None:
    writer = Writer(when=DEFAULT["when"] | {"when": "period"}).begin().until("period")

    typed = re.findall(r'name="begins_(month|day|year)" value="(\d+)"', writer.text)
    assert dict(typed) == {"month": "6", "day": "3", "year": "2026"}


def test_what_was_looked_for_in_vain_stands_in_the_description(office: Office) -> None:
    writer = Writer(find={"q": "Nobody Here", "person": "none"}).begin().until("describe")
    assert 'name="described" value="Nobody Here"' in writer.text

    writer.open("find")
    assert 'name="q" value="Nobody Here"' in writer.text


@pytest.mark.parametrize(
    ("given", "page"),
    [({"about": "holder"}, "before"), ({"about": "care"}, "signpost"), ({}, "about")],
    ids=["ours", "another thing", "not said"],
)
def test_the_first_question_stands_on_the_start_page(
    office: Office, given: dict[str, str], page: str
) -> None:
    writer = Writer()
    writer.shown = writer.client.post("/ccmc/complaint/", given, follow=True)

    assert (writer.page, writer.faults) == (page, [])


def test_a_faulty_signature_keeps_the_answers_in_sight(office: Office) -> None:
    writer = Writer().begin().until().answer(true="on", signature="Somebody")

    assert writer.shown.status_code == 422
    assert writer.faults == [
        "Tick it to send: the person has to be able to answer.",
        "Type your name as you gave it: Ana Delgado",
    ]
    assert 'value="Somebody"' in writer.text
    assert rows_of(writer)["Name"] == "Ana Delgado"
    assert Complaint.objects.count() == 0


@pytest.mark.parametrize("typed", ["José Ibáñez", "jose ibanez", "  JOSÉ   Ibanez "])
def test_a_name_is_signed_without_its_accents_too(office: Office, typed: str) -> None:
    contact = DEFAULT["contact"] | {"full_name": "José Ibáñez"}
    writer = Writer(contact=contact).begin().until()
    writer.answer("sign", true="on", shared="on", signature=typed)

    assert Complaint.objects.count() == 1


@pytest.mark.parametrize("number", ["", RULE])
def test_the_straight_way_is_reckoned_at_under_eight_minutes(office: Office, number: str) -> None:
    rule = number and Provision.objects.get(edition__code__body="ccmc", number=number)
    *until_sent, _ = pages(str(rule.pk) if rule else "")

    assert sum(page.seconds(STUDIED) for page in until_sent) < 8 * 60
