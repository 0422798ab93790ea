"""An exhibit that names the complainant inside is not shown to the respondent unseen."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from complaints import evidence
from complaints.filing import Filer
from ledger.refusals import Blocked
from tests.vault.hostile.files import FILES
from tests.vault.hostile.zips import docx, zipped
from tests.walk import Walk
from tests.walk.shared import Roads

FILER = Filer("Zephyrine Quillfeather", "zq@example.org", "303-555-0142", "", "", "withheld")
SAID = "A client told me so."
NAMING = {
    "note.txt": b"It was Zephyrine, at work.",
    "letter.docx": zipped(docx(text="<w:p xmlns:w='w'><w:t>Ms. QUILLFEATHER</w:t></w:p>")),
    "mail.eml": b"From: zq@example.org\nDate: Mon, 2 Mar 2026\nSubject: Hello\n\nCall me.\n",
}


class Unnamed(Walk):
    def file(self, **changes: Any) -> Unnamed:
        return super().file(**{"filer": FILER, **changes})


def hold(walk: Walk, name: str, data: bytes, *, by: Any = None, words: str = "") -> Any:
    upload = SimpleUploadedFile(name, data, "application/octet-stream")
    walk.act(evidence.add_evidence, by or walk.filer, upload=upload, description=words)
    return walk.case.exhibits.last()


def show(walk: Walk, *exhibits: Any, **given: Any) -> None:
    investigator = walk.ready(walk.user("investigator"))
    given = {"checked": True, **given}
    walk.act(evidence.disclose, investigator, exhibits=list(exhibits), **given)


def disclosed(walk: Walk) -> dict[str, Any]:
    details = walk.case.docket.entries.get(verb="evidence.disclosed").details
    wanted = ("exhibits", "naming", "not_searched", "reason")
    return {name: details[name] for name in wanted}


def unnamed(roads: Roads, road: str = "investigation") -> Any:
    return roads.at(road, "ccmc", "withheld", kind=Unnamed)


@pytest.mark.parametrize("name", NAMING)
def test_one_that_names_the_complainant_inside_is_stopped(roads: Roads, name: str) -> None:
    with unnamed(roads) as walk:
        found = hold(walk, name, NAMING[name])
        with pytest.raises(Blocked, match="The words in E-01 seem to name the complainant") as no:
            show(walk, found)
        told = str(no.value).lower()
        assert not any(word in told for word in ("zephyrine", "quillfeather", "zq@"))
        assert not walk.case.exhibits.exclude(disclosed_on=None).exists()


def test_one_that_does_not_is_shown(roads: Roads) -> None:
    with unnamed(roads) as walk:
        show(walk, hold(walk, "note.txt", SAID.encode()))
        assert disclosed(walk) == {
            "exhibits": ["E-01"],
            "naming": [],
            "not_searched": [],
            "reason": "",
        }


def test_who_looked_says_why_and_the_record_keeps_it_without_the_words(roads: Roads) -> None:
    with unnamed(roads) as walk:
        found, other = (hold(walk, n, d) for n, d in (("a.txt", b"Zephyrine"), ("b.txt", b"Yes")))
        with pytest.raises(Blocked, match="This names the complainant"):
            show(walk, found, looked="That Zephyrine is a street.")
        show(walk, found, other, looked="It is the name of a street.")
        assert disclosed(walk) == {
            "exhibits": ["E-01", "E-02"],
            "naming": ["E-01"],
            "not_searched": [],
            "reason": "It is the name of a street.",
        }


def test_what_cannot_be_searched_is_written_down(roads: Roads) -> None:
    with unnamed(roads) as walk:
        show(walk, hold(walk, "a.png", FILES["picture.png"]()))
        assert disclosed(walk)["not_searched"] == ["E-01"]


@pytest.mark.parametrize(
    ("name", "words"), [("a.txt", "Interview of Zephyrine"), ("quillfeather.txt", "An interview")]
)
def test_what_the_body_calls_its_exhibit_is_searched_too(
    roads: Roads, name: str, words: str
) -> None:
    with unnamed(roads) as walk, pytest.raises(Blocked, match="This names the complainant"):
        show(walk, hold(walk, name, b"A note.", by=walk.staff, words=words))


def test_a_complainants_name_for_a_file_is_not_shown_and_stops_nothing(roads: Roads) -> None:
    with unnamed(roads) as walk:
        show(walk, hold(walk, "quillfeather.txt", b"A note.", words="By Zephyrine"))
        assert disclosed(walk)["naming"] == []


def test_the_page_says_which_and_keeps_the_answers(roads: Roads) -> None:
    with unnamed(roads) as walk:
        found = hold(walk, "note.txt", NAMING["note.txt"])
        client = Client()
        client.force_login(walk.ready(walk.user("investigator")))
        address = reverse("step", args=[walk.number, "disclose"])
        answer = client.post(address, {"exhibits": [found.pk]})
        assert answer.status_code == 422
        assert "The words in E-01 seem to name the complainant" in answer.content.decode()
        given = {"exhibits": [found.pk], "looked": "It is the name of a street."}
        assert client.post(address, given).status_code == 302
        assert disclosed(walk)["naming"] == ["E-01"]
