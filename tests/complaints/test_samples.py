"""Every letter of every procedure can be read before it is sent, and lacks nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from codes.lettering import contents
from codes.lookup import procedure_in_force
from complaints import composing, letters
from complaints.layout import laid_out
from complaints.samples import STEPLESS, facts, sample
from ledger.refusals import Blocked
from people.models import Body
from tests.bodies import BODIES
from tests.complaints.test_letters import STEPLESS as TABLED
from tests.complaints.test_letters import TABLE
from tests.office import Office
from tests.walk import Walk

EACH = [(letter, to) for letter, to in contents()]
NEEDED = [(letter, to, need) for (letter, to), row in contents().items() for need in row.needs]
UNWANTED = ["{", "}", "None", "&amp;", "&quot;", "&#x27;", "  ", " .", " ,", "\n\n\n"]
IN_EVERY = ["If anything in this letter is not clear", "Nobody may be punished"]


def edition_of(body: str):
    owner = Body.objects.get(pk=body)
    return procedure_in_force(owner, owner.today).edition


def test_the_forty_four_letters_are_there() -> None:
    numbers = {letter[:3] for letter in letters.TITLES}
    assert numbers >= {f"L{n:02}" for n in range(1, 45)}
    assert {letter for letter, _ in contents()} == set(letters.TITLES)
    assert {(letter, to) for letter, row in TABLE.items() for to in row} == set(contents())
    assert list(STEPLESS) == TABLED


@pytest.mark.parametrize("body", BODIES)
def test_each_can_be_read_under_each_procedure(office: Office, body: str) -> None:
    edition, mistakes = edition_of(body), []
    for letter, to in EACH:
        made = sample(edition, letter, to)
        lines = laid_out(made.text, made.title)
        mistakes += [f"{letter} {to} holds “{w}”" for w in UNWANTED if w in made.text]
        mistakes += [f"{letter} {to} lacks “{w}”" for w in IN_EVERY if w not in made.text]
        if lines.title != letters.TITLES[letter] or not lines.letterhead:
            mistakes.append(f"{letter} {to} is not laid out as a letter")

    assert mistakes == []


@pytest.mark.parametrize(("letter", "to", "need"), NEEDED)
def test_without_an_element_it_is_not_served(
    office: Office, letter: str, to: str, need: str
) -> None:
    """The element is taken out of what the letter was made from, and out of its words."""
    made = sample(edition_of("ccmc"), letter, to)
    name = letters.ELEMENTS_OF.get((letter, need), letters.ELEMENTS[need])

    assert composing.lacking(letter, to, made.values, made.text) == ""
    assert composing.lacking(letter, to, {**made.values, need: ""}, made.text) == name
    words = made.values[need].split(", ")[0] if need in letters.NAMES else made.values[need]
    flat = " ".join(made.text.split()).replace(" ".join(words.split()), "")
    assert composing.lacking(letter, to, made.values, flat) != ""


BASES = {
    "allegations": ("L09", "the allegations and the provisions they rest on"),
    "window": ("L25", "the time to appeal"),
    "decision": ("L15", "the proposed outcome"),
    "hearing": ("L20", "the date of the hearing"),
    "exhibits": ("L44", "the evidence relied on"),
    "offer": ("L16", "what is offered"),
    "missed": ("L38", "the terms that are said to be missed"),
    "terms": ("L34", "the terms"),
    "sanctions": ("L38", "the order"),
    "panel": ("L17A", "who hears the case"),
    "exchange": ("L20P", "the time to write"),
}


@pytest.mark.parametrize("fact", BASES)
def test_a_fact_that_is_not_in_the_case_blocks_the_letter(office: Office, fact: str) -> None:
    letter, words = BASES[fact]
    made_from = facts(edition_of("ccmc"), letter, "respondent")
    with pytest.raises(Blocked, match=f"^Letter {letter} cannot be served: it lacks {words}.$"):
        composing.compose({**made_from, fact: None if fact in ("window", "hearing") else []})


def test_a_letter_to_the_respondent_has_no_field_for_the_complainant() -> None:
    fields = {
        name for (_, to), row in contents().items() if to == "respondent" for name in row.fields
    }
    assert fields & {"name_shared", "follow", "complainant", "filer"} == set()


def test_the_catalogue_is_for_those_who_work_with_the_procedure(office: Office) -> None:
    answers = {}
    for name in ("staff", "administrator", "chair", "auditor", "member-1", "respondent"):
        client = Client()
        client.force_login(Walk("ccmc").user(name))
        page = client.get(reverse("letter_catalogue", args=["ccmc"]))
        one = client.get(reverse("letter_sample", args=["ccmc", "L09", "respondent"]))
        none = client.get(reverse("letter_sample", args=["ccmc", "L09", "complainant"]))
        other = client.get(reverse("letter_catalogue", args=["namss"]))
        answers[name] = [a.status_code for a in (page, one, none, other)]
        if name == "staff":
            text = page.content.decode()
            assert text.count('<tr role="row"><td class="id"') == len(EACH)
            assert "The allegations and the provisions they rest on; the evidence" in text
            assert "Alex Example" in one.content.decode()

    assert answers == {
        "staff": [200, 200, 404, 404],
        "administrator": [200, 200, 404, 404],
        "chair": [200, 200, 404, 404],
        "auditor": [404, 404, 404, 404],
        "member-1": [404, 404, 404, 404],
        "respondent": [404, 404, 404, 404],
    }
