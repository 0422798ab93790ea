"""What a letter says of the evidence: each exhibit in plain words, or that none is relied on."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from codes.lettering import contents
from complaints import annexes, composing, evidence
from complaints.annexes import listed, size_in_words
from complaints.samples import facts
from tests.complaints.test_samples import edition_of
from tests.office import Office
from tests.walk import Walk
from tests.walk.filing import a_file
from tests.walk.shared import Roads
from vault.inspection.kinds import ENDINGS

RELY = [letter for (letter, _), row in contents().items() if "evidence" in row.needs]
NOTHING = "No exhibit is relied on so far. Nothing will be decided on evidence that was not shown"


def made(letter: str, exhibits: list[annexes.Listed]) -> composing.Composed:
    given = facts(edition_of("ccmc"), letter, "respondent")
    return composing.compose({**given, "exhibits": exhibits})


def test_these_letters_name_the_evidence() -> None:
    assert RELY == ["L09", "L14", "L14A", "L38", "L44"]


@pytest.mark.parametrize("letter", RELY)
def test_every_exhibit_stands_in_words_and_its_fingerprint_in_the_annex(
    office: Office, letter: str
) -> None:
    given = facts(edition_of("ccmc"), letter, "respondent")["exhibits"]
    text = made(letter, given).text
    body, _, annex = text.partition("Fingerprints of the exhibits")

    assert "- Exhibit E-01: A made-up letter of an employer (PDF, 12 KB), received " in body
    assert "0" * 64 not in body
    assert annex.rstrip().endswith(f"- Exhibit E-01: {'0' * 64}")
    values = made(letter, given).values
    without = text.replace("Exhibit E-01: A made-up letter", "Exhibit")
    assert composing.lacking(letter, "respondent", values, without) == "the evidence relied on"


@pytest.mark.parametrize("letter", ["L09", "L38"])
def test_where_nothing_is_relied_on_the_letter_says_so(office: Office, letter: str) -> None:
    text = made(letter, []).text

    assert NOTHING in text
    assert "Fingerprints" not in text
    silent = text.replace("No exhibit is relied on so far. ", "")
    values = made(letter, []).values
    assert composing.lacking(letter, "respondent", values, silent) == "the evidence relied on"


def test_a_complainants_own_words_for_a_file_stay_out_of_it(roads: Roads) -> None:
    with roads.at("investigation") as walk:
        assert isinstance(walk, Walk)
        for who, words in ((walk.filer, "My letter to my husband"), (walk.staff, "The call log")):
            upload = a_file(words.encode())
            walk.act(evidence.add_evidence, who, upload=upload, description=words)
        walk.case.exhibits.update(disclosed_on=walk.case.today, disclosed_whole=False)
        found = listed(walk.case)
        copies = [row.derivative_sha256 for row in walk.case.exhibits.all()]

    assert [row.words for row in found] == ["Text (TXT, 1 KB)", "The call log (TXT, 1 KB)"]
    assert [row.sha256 for row in found] == copies, "of what the respondent is handed"
    assert found[1].sha256 == hashlib.sha256(b"The call log").hexdigest()


def test_every_kind_of_file_has_a_plain_name() -> None:
    assert annexes.PLAIN.keys() == ENDINGS.keys()


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "1 KB"), (900, "1 KB"), (12_345, "12 KB"), (2**20, "1 MB"), (3_500_000, "3 MB")],
)
def test_a_size_is_said_as_people_say_it(size: int, words: str) -> None:
    assert size_in_words(size) == words


@pytest.mark.parametrize("body", ["ccmc", "namss"])
def test_what_a_sanction_means_reads_as_sentences(body: str) -> None:
    path = Path(settings.BASE_DIR) / "codes" / "procedures" / f"{body}.toml"
    for code, row in tomllib.loads(path.read_text())["document"]["sanctions"].items():
        meaning = row["value"]["meaning"]
        sentences = meaning.split(". ")
        assert meaning.endswith("."), code
        assert ";" not in meaning, code
        assert all(one[0].isupper() and len(one.split()) > 2 for one in sentences), code
