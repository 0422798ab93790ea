"""The respondent's own page: what comes first, and what cannot be learnt from it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from complaints import filing
from complaints.respondents import never_shown, rights
from complaints.sections import SECTIONS
from hearings.models import Sanction
from people.models import Body
from tests.walk import Walk
from tests.walk.filing import a_file
from tests.walk.shared import Roads


def page_of(walk: Walk, section: str = "overview") -> str:
    client = Client()
    client.force_login(walk.respondent)
    answer = client.get(reverse("section", args=[walk.number, section]))
    assert answer.status_code == 200
    return answer.content.decode()


def in_order(page: str, *words: str) -> bool:
    """Whether each of these follows the one before it."""
    return re.search(".*?".join(re.escape(one) for one in words), page, re.DOTALL) is not None


def test_an_unread_letter_comes_before_everything_else(roads: Roads) -> None:
    with roads.at("chair_review elevate_by_post") as walk:
        page = page_of(walk)

    assert in_order(
        page,
        "What you have to do",
        "Read this letter: Notice of allegations",
        "a time that it gives begins on that day",
        "Answer the allegations",
        "What is alleged, and the code",
    )


def test_then_comes_what_to_do_by_when_by_which_clock(roads: Roads) -> None:
    with roads.at("response") as walk:
        page = page_of(walk)

    assert "Read this letter" not in page
    assert "by the end of Wednesday 1 April 2026, Eastern Time" in page
    assert "Your rights" in page
    assert "Until the end of Wednesday 1 April 2026, Eastern Time." in page


def test_a_request_for_time_that_waits_is_told(roads: Roads) -> None:
    with roads.at("response ask_extension") as walk:
        assert "You asked for 10 more days on 2 March 2026." in page_of(walk)


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("America/New_York", "Eastern Time"),
        ("America/Denver", "Mountain Time"),
        ("Europe/Dublin", "by the clock in Dublin"),
    ],
)
def test_a_clock_is_named_as_people_name_it(zone: str, words: str) -> None:
    assert Body(time_zone=zone).zone_in_words == words


def test_what_was_ordered_is_shown_with_its_terms(roads: Roads) -> None:
    with roads.at("under_terms final") as walk:
        page = page_of(walk)
        term = Sanction.objects.get(case=walk.number).terms.first()

    assert term
    assert in_order(page, "What was ordered", term.words)


def test_the_rights_name_no_hearing_that_the_procedure_does_not_have(roads: Roads) -> None:
    with roads.at("response") as walk:
        said = " ".join(right.words for right in rights(walk.case))

    assert "ask for a hearing" in said
    with roads.at("response", "gcre") as walk:
        said = " ".join(right.words for right in rights(walk.case))
        on_request = walk.case.rules.hearing_on_request
    assert ("ask for a hearing" in said) is on_request


def test_who_complained_is_told_as_not_shown_and_why(roads: Roads) -> None:
    filer = filing.Filer(name="Zephyrine Quill", email="zq@example.org", sharing="withheld")
    with roads.at("response") as walk:
        asked = dict(never_shown(walk.case))["Who complained"]
        other = Walk("ccmc", traveller=walk.traveller).file(filer=filer)
        other.along("take_in send_to_chair elevate")
        kept = dict(never_shown(other.case))["Who complained"]
    assert "They agreed that you may be told." in asked
    assert "They asked that their name be kept from you" in kept


def test_no_page_tells_at_what_hour_a_withheld_complainant_did_anything(roads: Roads) -> None:
    """By then a reader could look up who was at a desk, or in a shift."""
    with roads.at("received") as before:
        filer = filing.Filer(name="Zephyrine Quill", email="zq@example.org", sharing="withheld")
        upload = a_file(b"What I wrote down.")
        upload.name = "zephyrine-quill.txt"
        clock = before.traveller
        clock.shift(dt.timedelta(minutes=13))
        walk = Walk("ccmc", traveller=clock).file(filer=filer, uploads=[upload])
        clock.shift(dt.timedelta(hours=2, minutes=20))
        walk.along("take_in send_to_chair elevate respond investigate disclose")
        pages = {}
        for name in SECTIONS:
            if name not in ("parties", "votes", "filing"):
                pages[name] = page_of(walk, name)

    for name, page in pages.items():
        found = re.findall(r"1[05]:13|zephyrine|Quill|zq@", page)
        assert (name, found) == (name, [])
    assert "Evidence received" not in pages["history"]
    assert "E-01" in pages["evidence"]
    own = re.search(r"Response filed</h3>", pages["history"])
    assert own
    assert re.search(r"\d\d:\d\d", pages["history"])
