"""The leak guard: two hundred letters with the complainant's traces stopped, two hundred let go."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from complaints import filing, guard
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
