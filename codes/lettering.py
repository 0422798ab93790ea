"""What a letter may say and has to say, to whom: a closed table, in ``letter_fields.csv``.

Each letter has a dictionary of fields of its own for each recipient. No dictionary of a letter
to the respondent has a field that could hold who complained.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from codes.documents import Document

TABLE = Path(__file__).parent / "letter_fields.csv"
# What every letter may say: nothing of these identifies a complainant.
EVERYWHERE = (
    "title",
    "docket",
    "today",
    "event_day",
    "addressee",
    "portal",
    "body",
    "acronym",
    "office",
    "procedure",
    "edition",
    "filed_on",
)
# What our frame says around every text, a body's own words included: no wording can leave it out,
# and a letter without it is not served.
FRAMED = ("contact",)
LANGUAGES = ("en", "es")


@dataclass(frozen=True)
class Contents:
    """One letter to one recipient: what due process needs in it, and what else it may say."""

    letter: str
    to: str
    needs: tuple[str, ...]
    may: tuple[str, ...]

    @property
    def fields(self) -> frozenset[str]:
        return frozenset((*EVERYWHERE, *FRAMED, *self.needs, *self.may))


@cache
def contents() -> Mapping[tuple[str, str], Contents]:
    """Every letter to every recipient, in the order of their numbers."""
    with TABLE.open(encoding="utf-8", newline="") as source:
        rows = [
            Contents(row["letter"], row["to"], *(tuple(row[k].split()) for k in ("needs", "may")))
            for row in csv.DictReader(source)
        ]
    return {(row.letter, row.to): row for row in rows}


@cache
def recipients(letter: str) -> tuple[str, ...]:
    """Whom a letter goes to: complainant, respondent, monitor."""
    return tuple(to for name, to in contents() if name == letter)


# Who may have to approve a letter before it is served.
APPROVERS = {
    "chair": "the chair",
    "signer": "the signer of the decision",
    "counsel": "counsel",
    "second_person": "a second person of the staff",
}
FIELD = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
MARKS = ("{{", "}}", "{%", "%}", "{#", "#}")
LONGEST_TITLE, LONGEST_TEXT = 120, 6000
# What our own parts of letters say in English only: a text in another language cannot name it.
ENGLISH_ONLY = {
    *("allegations", "appeal_outcome", "decision", "evidence", "grounds", "hearing_when"),
    *("intake_time", "missed", "offer", "order", "public_outcome", "terms"),
}


@dataclass(frozen=True)
class Wording:
    """A body's own words for a letter. ``text`` has fields in braces and no other marks."""

    title: str
    text: str
    source: str
    confirmed: bool

    @property
    def digest(self) -> str:
        return hashlib.sha256(f"{self.title}\n{self.text}".encode()).hexdigest()

    def filled(self, values: Mapping[str, str]) -> str:
        """The text with each field replaced by its value; a value is never read as a field."""
        return FIELD.sub(lambda found: values[found[1].strip()], self.text)


def letters_in(
    read: Document,
) -> tuple[dict[str, str], dict[tuple[str, str, str], Wording]]:
    """Who approves which letter, and a body's own words by letter, recipient and language."""
    approvers: dict[str, str] = {}
    wordings: dict[tuple[str, str, str], Wording] = {}
    for name in read.under("letters"):
        key, (letter, *rest) = f"letters.{name}", name.split(".")
        if letter == "approvers" and len(rest) == 1:
            approvers[rest[0]] = _approver(read, key, rest[0])
            continue
        found = read.record(Wording, key)
        if found is None:
            continue
        whose = _whose(read, key, letter, rest)
        if whose:
            _judge(read, key, found, contents()[letter, whose[0]], whose[1])
            wordings[(letter, *whose)] = found
    return approvers, wordings


def _approver(read: Document, key: str, letter: str) -> str:
    who = read.value(key, str) or ""
    if not recipients(letter):
        read.fault(key, f"is about a letter there is not: {letter}")
    if who and who not in APPROVERS:
        read.fault(key, f"cannot be {who!r}: a letter is approved by {', '.join(APPROVERS)}")
    return who


def _whose(read: Document, key: str, letter: str, rest: list[str]) -> tuple[str, str] | None:
    """For whom a text is, and in which language; None, with the fault, when it does not say."""
    to, language = recipients(letter), rest[-1] if rest else ""
    if not to:
        read.fault(key, f"is about a letter there is not: {letter}")
    elif language not in LANGUAGES:
        read.fault(key, f"is in no language of this program: {', '.join(LANGUAGES)}")
    elif len(rest) == 1 and len(to) == 1:
        return to[0], language
    elif len(rest) == 1:
        names = " or ".join(f"letters.{letter}.{one}.{language}" for one in to)
        read.fault(key, f"does not say to whom: letter {letter} needs {names}")
    elif len(rest) == 2 and rest[0] in to:
        return rest[0], language
    else:
        read.fault(key, f"is to nobody whom letter {letter} goes to")
    return None


def _judge(read: Document, key: str, own: Wording, row: Contents, language: str) -> None:
    """Look for a field that is not there, a needed one left out, and what is no plain text."""
    whom = f"letter {row.letter} to the {row.to}"
    named = [found.strip() for found in FIELD.findall(own.text)]
    for name in named:
        if name not in row.fields:
            read.fault(f"{key}.text", f"names a field that {whom} does not have: {name[:60]}")
        elif language != "en" and name in ENGLISH_ONLY:
            read.fault(f"{key}.text", f"names a field that has no words in {language}: {name}")
    for name in row.needs:
        if name not in named:
            read.fault(f"{key}.text", f"leaves out what due process needs in {whom}: {name}")
    rest = FIELD.sub("", own.text) + own.title
    for mark in MARKS:
        if mark in rest:
            read.fault(f"{key}.text", f"holds {mark}, which means nothing in a letter")
    if not own.title.strip() or "\n" in own.title or len(own.title) > LONGEST_TITLE:
        read.fault(f"{key}.title", f"must be one line of at most {LONGEST_TITLE} characters")
    if len(own.text) > LONGEST_TEXT:
        read.fault(f"{key}.text", f"is longer than {LONGEST_TEXT} characters")
