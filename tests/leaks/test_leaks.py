"""Everybody collects all they can get of a case; what they may see of it is in ``canaries.csv``.

Each sensitive field holds a word that stands nowhere else. Each role asks for every address it
could know and follows every link; every answer is searched for every word, in six ways of
writing. ``PROOFS=whole`` sends every role at every moment.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.test import Client

from ledger.refusals import Refusal
from people.models import User
from tests.leaks.gathering import collect
from tests.leaks.moments import MOMENTS, USERNAMES, may_see
from tests.leaks.planted import ROWS
from tests.leaks.searching import Words, readable, written
from tests.leaks.world import Told, Twin
from tests.pages import walls
from tests.walk.shared import Roads

TWIN = "file_about_a_stranger take_in send_to_chair elevate_by_post let_in_respondent serve"
SIGNED_IN = [*USERNAMES, "gatekeeper", "signer"]
ROLES = ["public", "receipt", "filing_browser", "twin_receipt", *SIGNED_IN]
# Each role where there is most to see, and the respondent also wherever something has opened.
SAMPLE = {
    "before notice": ["filing_browser", "respondent"],
    "notice drafted": ["respondent"],
    "notice served": [],
    "the name is told": ["respondent", "representative"],
    "comment window": ["respondent"],
    "proposal": [],
    "hearing": [],
    "decided": [],
    "closed": [],
    "a ballot is open": ["committee", "recused", "respondent"],
    "after the appeal": [
        *("public", "receipt", "complainant", "respondent", "representative", "panel"),
        *("auditor", "administrator", "other_staff", "twin_respondent", "twin_receipt"),
    ],
}
WHOLE = os.environ.get("PROOFS") == "whole"
ASKING = [
    (moment, role)
    for moment in MOMENTS
    for role in (ROLES if WHOLE else SAMPLE[moment])
    # Where notices wait for their approval, nobody has come into the other case yet.
    if not (moment == "notice drafted" and role.startswith("twin"))
]


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sealed")


@pytest.fixture(autouse=True)
def files_last_as_long_as_the_walk(settings: Any, data_dir: Path, sealed: Path) -> None:
    settings.DATA_DIR = sealed


@contextmanager
def world(roads: Roads, moment: str) -> Iterator[Told]:
    with roads.at(MOMENTS[moment], "ccmc", "leaks", kind=Told) as walk:
        assert isinstance(walk, Told)
        yield walk


def come_in(walk: Told, role: str) -> tuple[Client, User | None]:
    """Somebody of a role in front of a browser; whoever can has answered the conflict question."""
    if role == "receipt":
        return walls.by_receipt(walk), None
    if role == "twin_receipt":
        return walls.by_receipt(twin_of(walk)), None
    if role == "filing_browser":
        return walk.writer, walk.user("complainant")
    client = Client()
    if role not in SIGNED_IN:
        return client, None
    if role == "twin_respondent":
        twin_of(walk)
    user = walk.who(role)
    if user is None:
        return client, None
    if walls.places_of(walk, user) - {"complainant", "respondent", "auditor"}:
        try:
            walk.ready(user)
        except Refusal:
            assert role not in ("staff", "committee", "panel")
    client.force_login(user)
    return client, user


def twin_of(walk: Told) -> Twin:
    twin = Twin("ccmc", traveller=walk.traveller)
    twin.along(TWIN)
    return twin


def leaks(found: dict[str, str], words: Words, allowed: set[str]) -> list[tuple[str, str, str]]:
    """Where a word got out: the place, the word, the way it was written there."""
    return [
        (place, name, way)
        for place, text in found.items()
        for name, way in words.met_in(text).items()
        if name not in allowed
    ]


@pytest.mark.parametrize(("moment", "role"), ASKING)
def test_nobody_gets_a_word_that_the_table_does_not_grant(
    roads: Roads, moment: str, role: str
) -> None:
    with world(roads, moment) as walk:
        client, user = come_in(walk, role)
        found = collect(client, walk, user)

        assert [place for place, text in found.items() if text[0] == "5"] == []
        assert leaks(found, Words(walk.words), may_see(role, moment)) == []


def test_the_words_are_there_to_be_found(roads: Roads) -> None:
    """Staff meet what they may read, or the other tests would prove nothing."""
    with world(roads, "after the appeal") as walk:
        client, user = come_in(walk, "staff")
        words = Words(walk.words)
        met = {name for _, name, _ in leaks(collect(client, walk, user), words, set())}
        assert met == may_see("staff", "after the appeal")


def test_every_role_of_the_table_is_tried() -> None:
    named = {right.split("@")[0] for row in ROWS.values() for right in row["may_see"].split()}
    assert named <= {*ROLES, "filer", "defence", "deciders", "panels", "readers"}


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def told_by(author: str) -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.docinfo["/Author"] = author
        document.save(made)
    return made.getvalue()


BARBED = "Zoë O'Quill & <Sons>"


@pytest.mark.parametrize("way", written(BARBED))
def test_the_search_finds_a_word_however_it_is_written(way: str) -> None:
    words = Words({"name": BARBED})
    for form in written(BARBED)[way]:
        assert words.met_in(f"before{form}after") == {"name": way}
    assert words.met_in("before and after") == {}


@pytest.mark.parametrize("name", ["story.docx", "script.pdf", "letter.eml", "sheet.zip"])
def test_the_search_opens_what_is_packed(name: str) -> None:
    packed = {
        "story.docx": zipped({"docProps/core.xml": b"<dc:creator>Quillfeather</dc:creator>"}),
        "sheet.zip": zipped({"inner.zip": zipped({"a.txt": b"Quillfeather"})}),
        "script.pdf": told_by("Quillfeather"),
        "letter.eml": "Quillfeather".encode("utf-16"),
    }
    assert Words({"name": "Quillfeather"}).met_in(readable(packed[name])) == {"name": "raw"}
