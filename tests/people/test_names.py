"""People are found as they are called or as that sounds: ``looked_for.csv`` says by which words."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from people.models import Body, Certificant, User
from people.names import plain, sounds
from people.register import add_certificant

with (Path(__file__).parent / "looked_for.csv").open(newline="", encoding="utf-8") as table:
    ROWS = list(csv.DictReader(table))
PEOPLE = [
    ("00482913", "Elena Vásquez", "Tucson", "Arizona"),
    ("00482914", "Siobhan O’Brien-Smith", "Denver", "Colorado"),
    ("00482915", "Lee Ann Weiß", "Denver", "Colorado"),
]


@pytest.mark.parametrize("row", ROWS, ids=[row["sought"] for row in ROWS])
def test_who_is_found_by_which_words(body: Body, administrator: User, row: dict[str, str]) -> None:
    for number, name, city, state in PEOPLE:
        person = Certificant(body=body, number=number, name=name, city=city, state=state)
        add_certificant(person, by=administrator)
    everybody = Certificant.objects.all()
    found = everybody.named(row["sought"]) or everybody.sounding(row["sought"])

    expected = {
        "": [],
        "everybody": [name for _, name, _, _ in PEOPLE],
    }.get(row["found"], [row["found"]])
    assert [person.name for person in found.order_by("number")] == expected


@given(st.text())
@example("\U0001d4d0da")  # a capital that is one only when it is taken apart
@example("\u0149")  # a letter with an apostrophe inside it
def test_a_plain_name_is_plain_and_every_name_has_a_sound_or_none(name: str) -> None:
    assert plain(plain(name)) == plain(name)
    assert sounds(plain(name)) == sounds(name)
    assert (sounds(name)[0], sounds(name)[-1]) == (" ", " ")
