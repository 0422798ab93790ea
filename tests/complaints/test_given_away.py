"""What names somebody, row by row: ``given_away.csv`` can be read, and added to, by anybody.

The respondent of these rows is Elena Vasquez, and counsel on the case is Philippa Grey. Signs that
cannot be seen are written in braces.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from codes.lookup import procedure_in_force
from complaints.guard import fixed_words
from complaints.traces import (
    Traces,
    Vocabulary,
    alike,
    of_address,
    of_email,
    of_name,
    of_telephone,
    parts_of,
)
from people.models import Body
from tests.office import Office

UNSEEN = {
    "{soft hyphen}": "\u00ad",
    "{zero width space}": "\u200b",
    "{word joiner}": "\u2060",
    "{no-break space}": "\u00a0",
    "{accent}": "\u0301",
    "{tilde}": "\u0303",
    "{new line}": "\n",
}
with (Path(__file__).parent / "given_away.csv").open(encoding="utf-8", newline="") as source:
    ROWS = list(csv.DictReader(source))


@pytest.fixture
def words(office: Office) -> Vocabulary:
    body = Body.objects.get(pk="ccmc")
    procedure = procedure_in_force(body, body.today).edition
    return Vocabulary.of(["Philippa Grey"], words=fixed_words(procedure), known="Elena Vasquez")


def reached(said: str, words: Vocabulary) -> Traces:
    if "@" in said:
        return of_email(said) + of_email(said, words)
    return of_address(said.split(";")) if "Lane" in said else of_telephone(said)


def test_every_row_is_as_it_says(words: Vocabulary) -> None:
    wrong = []
    for row in ROWS:
        text = row["a text for the respondent"]
        for name, sign in UNSEEN.items():
            text = text.replace(name, sign)
        traces = of_name(row["filed as"], words) + reached(row["reached at"], words)
        stopped = "yes" if traces.first_in(text) else "no"
        if stopped != row["stopped"]:
            wrong.append(f"{row['filed as']} | {text} | {row['why']}: stopped: {stopped}")

    assert len(ROWS) >= 60
    assert not wrong, "\n".join(wrong)


def test_the_table_has_false_alarms_too() -> None:
    assert sum(row["stopped"] == "no" for row in ROWS) >= 20


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Dr. Anne Lee-Smith, RN, Ph.D.", ["anne", "lee-smith"]),
        ("Linh Do", ["linh", "do"]),
        ("Linh Tran, DO", ["linh", "tran"]),
        ("Sir Jr.", ["jr"]),
        ("  ", []),
        ("Ng, Li", ["ng", "li"]),
    ],
)
def test_what_is_a_part_of_a_name(name: str, parts: list[str]) -> None:
    assert parts_of(name) == parts


def test_two_writings_of_one_name_are_alike() -> None:
    assert {alike(w) for w in ("O’Brien", "O'Brien", "O\u00ad’Brien", "O\u00b4Brien")} == {
        "O'Brien"
    }
    assert alike("Jose\u0301  Mun\u0303oz") == alike("José Muñoz") == "Jose Munoz"
