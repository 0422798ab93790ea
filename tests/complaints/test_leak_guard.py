"""The leak guard: two hundred letters with the complainant's traces stopped, two hundred let go."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from complaints import assignments, composing, filing, guard, messages
from complaints.composing import composed
from complaints.models import Notice
from ledger.refusals import Blocked
from tests.walk import Walk
from tests.walk.shared import Roads

NAME, MAIL, TELEPHONE = "Zephyrine Quillfeather", "zq@example.org", "555-0142"
FILER = filing.Filer(name=NAME, email=MAIL, telephone=TELEPHONE, sharing="withheld")

TRACES = [
    *(NAME, NAME.upper(), NAME.lower(), NAME.replace(" ", "\n"), NAME.replace(" ", "   ")),
    *("Quillfeather", "quillfeather", "QUILLFEATHER", "Ms. Quillfeather", "Quillfeather’s"),
    *(MAIL, MAIL.upper(), f"<{MAIL}>", f"mailto:{MAIL}", f"({MAIL})"),
    *(TELEPHONE, f"tel. {TELEPHONE}", f"({TELEPHONE})", f"{TELEPHONE}.", f"“{TELEPHONE}”"),
]
# What only looks like a trace: parts of other words, other people, the respondent's own name.
CLEAN = [
    *("Quill", "feather", "Quillfeatherstone", "Zephyr", "a feather quill"),
    *("zq", "example.org", "xzq@example.orgs", "555", "0142", "1555-01423"),
    *("the complainant", "Vasquez", "Elena Vasquez", "E-01", "CCMC", "Miss Quill"),
    *("the person who wrote to us", "a client", "somebody", "her employer"),
]
PLACES = [
    *("{} told us so.", "We heard it from {}.", "It was {}, at work.", "As {} says:"),
    *("- {}", "“{}”", "{}", "(see {})", "On 3 March {} was there.", "Her words: {}; no more."),
]


@pytest.fixture
def notices(roads: Roads) -> Iterator[list[Notice]]:
    """The real letters to the respondent in a case whose filer's name is withheld."""
    with roads.at("", "ccmc", "withheld") as walk:
        assert isinstance(walk, Walk)
        walk.file(filer=FILER).along("take_in send_to_chair elevate respond investigate report")
        found = list(walk.case.notices.filter(role="respondent"))
        for notice in found:
            notice.case = walk.case
        yield found


def planted(words: list[str]) -> list[str]:
    """Two hundred sentences, each with one of the words in it."""
    return [place.format(one) for one, place in itertools.product(words, PLACES)][:200]


def test_two_hundred_letters_with_a_trace_are_stopped(notices: list[Notice]) -> None:
    through = []
    for notice, sentence in zip(itertools.cycle(notices), planted(TRACES), strict=False):
        text = f"{composed(notice).text}\n\n{sentence}\n"
        try:
            guard.passes(notice, text)
        except Blocked:
            continue
        through.append(sentence)

    assert (len(planted(TRACES)), through) == (200, [])


def test_two_hundred_letters_without_one_go_out(notices: list[Notice]) -> None:
    stopped = []
    for notice, sentence in zip(itertools.cycle(notices), planted(CLEAN), strict=False):
        try:
            guard.passes(notice, f"{composed(notice).text}\n\n{sentence}\n")
        except Blocked:
            stopped.append(sentence)

    assert (len(planted(CLEAN)), stopped) == (200, [])


def case_of(roads: Roads, sharing: str, road: str = "response") -> Any:
    filer = filing.Filer(NAME, MAIL, TELEPHONE, "9 Crabapple Lane\nBoulder, CO 80301", "", sharing)

    class Filed(Walk):
        def file(self, **changes: Any) -> Filed:
            return super().file(**{"filer": filer, **changes})

    return roads.at(road, "ccmc", sharing, kind=Filed)


def write(walk: Walk, to: str, statement: str) -> None:
    walk.act(messages.write_to_party, walk.staff, to=to, statement=statement)


@pytest.mark.parametrize("sharing", ["named", "withheld"])
@pytest.mark.parametrize("trace", [MAIL, TELEPHONE, "9 Crabapple Lane", "Boulder CO 80301"])
def test_how_to_reach_a_complainant_goes_to_no_respondent(
    roads: Roads, sharing: str, trace: str
) -> None:
    with case_of(roads, sharing) as walk, pytest.raises(Blocked, match="how to reach them"):
        write(walk, "respondent", f"Ask at {trace}.")


def test_a_complainant_who_agreed_to_it_may_be_named(roads: Roads) -> None:
    with case_of(roads, "named") as walk:
        write(walk, "respondent", f"{NAME} told us.")


def test_how_to_reach_the_respondent_goes_to_no_complainant(roads: Roads) -> None:
    with case_of(roads, "withheld") as walk:
        email = walk.about.email
        with pytest.raises(Blocked, match="how to reach the respondent") as caught:
            write(walk, "complainant", f"Ask {email.upper()}.")
        assert email.upper() in str(caught.value), "staff may know which words"
        write(walk, "complainant", "Elena Vasquez answered.")


def test_a_monitor_is_told_how_to_reach_neither(roads: Roads) -> None:
    with case_of(roads, "withheld") as walk:
        for text in (f"Ask {walk.about.email}.", f"Ask {MAIL}.", "Ask Quillfeather."):
            assert guard.first_leak(walk.case, text, to="monitor") != ""
        assert guard.first_leak(walk.case, "Elena Vasquez has to learn.", to="monitor") == ""


def test_which_words_is_told_only_to_who_may_know_them(roads: Roads) -> None:
    with case_of(roads, "withheld", "chair_review") as walk:
        walk.act(assignments.elevate, walk.gatekeeper, reason="If true, a breach.")
        row = walk.case.allegations.get(number=1)
        row.words = "Told ZEPHYRINE’s employer"
        row.save()
        notice = walk.case.notices.get(letter="L09")
        investigator = walk.user("investigator")
        said = {}
        for name, by in (("staff", walk.staff), ("other", investigator), ("nobody", None)):
            with pytest.raises(Blocked) as caught:
                composing.composed(notice, by=by)
            said[name] = "ZEPHYRINE" in str(caught.value)
        assert said == {"staff": True, "other": False, "nobody": False}

        client = Client()
        client.force_login(walk.staff)
        page = client.get(reverse("letter", args=[walk.number, notice.pk])).content.decode()
        assert "it names the complainant, or how to reach them (“ZEPHYRINE”)" in page
