"""The planted words, the files that hold some of them, and what the complainant types."""

from __future__ import annotations

import csv
import io
import random
import string
from pathlib import Path
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.leaks.files import KINDS, made_of, plain_photo

with (Path(__file__).parent / "canaries.csv").open(newline="") as table:
    ROWS = {row["canary"]: row for row in csv.DictReader(table)}
# Codes are made by the portal; all other words are planted.
CODES = {"receipt_code", "draft_code", "invitation_code"}


def word_of(name: str) -> str:
    letters = random.Random(name).choices(string.ascii_lowercase, k=13)  # noqa: S311 - no secret
    return "Q" + "".join(letters)


WORDS = {name: word_of(name) for name in ROWS if name not in CODES}


# Made once, and not while anything listens: the library logs what it writes.
PHOTO = plain_photo(WORDS["photo_artist"], WORDS["photo_comment"])
FILES = made_of(WORDS)


def paper(author: str) -> bytes:
    """A document that says who wrote it."""
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(200, 200))
        document.docinfo["/Author"] = WORDS[author]
        document.save(made)
    return made.getvalue()


def note(word: str) -> bytes:
    return f"It says {WORDS[word]}.".encode()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    kind = {"pdf": "application/pdf", "jpg": "image/jpeg"}.get(name[-3:], "text/plain")
    return SimpleUploadedFile(name, content, kind)


def answers(line: str) -> dict[str, dict[str, Any]]:
    """What the complainant types; they keep their name from the respondent."""
    w = WORDS
    name = f"{w['first_name']} {w['last_name']}"
    files = [
        (f"{w['photo_name']}.jpg", PHOTO),
        (f"{w['held_name']}.txt", note("held_content")),
        *((f"file.{kind}", FILES[kind]) for kind in KINDS),
    ]
    described: dict[str, Any] = {"files": files}
    described |= {f"health_{n}": "mine" for n in range(1, len(files) + 1)}
    described |= {f"description_{n}": "A file" for n in range(3, len(files) + 1)}
    described |= {"description_1": w["photo_words"], "description_2": w["held_words"]}
    contact = {"full_name": name, "reach": "email", "email": f"{w['email']}@example.org"}
    contact |= {"telephone": w["telephone"], "hours": w["hours"]}
    return {
        "relation": {"relation": "family", "sharing": "withheld"},
        "authority": {"authority": w["authority"]},
        "contact": contact | {"language": "other", "other": w["needs"], "adjustments": ["breaks"]},
        "when": {"when": "day", "day_month": "1", "day_day": "20", "day_year": "2026"},
        "topics": {"topics": [line]},
        "story": {"in_short": f"Told {w['in_short']}", "story": f"She told {w['story']} & all."},
        "where": {"where": w["place"], "witnesses": w["witnesses"]},
        "dealt": {"dealt": ["employer"], "came_of_it": w["came_of_it"], "wish": w["wish"]},
        "evidence": {"evidence": "now"},
        "files": described,
        "consent": {"to_person": "but", "held_back": ["2"]},
        "sign": {"true": "on", "shared": "on", "authorised": "on", "signature": name},
    }
