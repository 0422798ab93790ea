"""What is made when a letter is served: once, together, sealed, and readable by anybody."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from codes.lettering import contents
from codes.lookup import procedure_in_force
from complaints import freezing
from complaints.freezing import layout_of, pdf_for
from complaints.layout import Block, laid_out
from complaints.models import Complaint, Notice
from complaints.printing import FOLDER, as_pdf, ends_thinly
from complaints.samples import sample
from people.models import Body
from tests.office import Office
from tests.walk import Walk
from tests.walk.shared import Roads, undone
from vault import files


def served(walk: Walk, letter: str, role: str = "respondent") -> Notice:
    notice = walk.serve().case.notices.filter(letter=letter, role=role).get()
    notice.case = walk.case
    return notice


def pdf_of(notice: Notice) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(b"".join(pdf_for(notice, whole=True))))


def test_a_letter_is_made_once_and_whole(roads: Roads) -> None:
    with roads.at("chair_review elevate") as walk:
        notice = served(walk, "L09")
        pdf = b"".join(files.read(notice.pdf_address, notice.sealing_key))
        data = json.loads(notice.data)
        entries = walk.case.docket.entries.filter(verb="letter.served")
        entry = next(one for one in entries if one.details["letter"] == "L09")

        assert hashlib.sha256(notice.text.encode()).hexdigest() == notice.sha256
        assert hashlib.sha256(pdf).hexdigest() == notice.pdf_sha256
        assert len(pdf) == notice.pdf_size
        assert (entry.details["sha256"], entry.details["pdf_sha256"]) == (
            notice.sha256,
            notice.pdf_sha256,
        )
        assert (notice.template, notice.language, notice.title) == (
            "notices/L09.txt",
            "en",
            "Notice of allegations",
        )
        assert data["fields"]["docket"] == walk.number
        assert walk.case.live_allegations[0].words in data["fields"]["allegations"]
        assert all(" ".join(data["fields"][name].split()) for name in ("window", "rights"))


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "0" * 64},
        {"text": b"other"},
        {"data": b"other"},
        {"title": "Another"},
        {"pdf_sha256": "0" * 64},
        {"pdf_address": "0" * 64},
        {"letter": "L10"},
        {"role": "complainant"},
        {"template_sha256": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_database_refuses_to_change_a_letter_that_was_made(
    roads: Roads, change: dict[str, Any]
) -> None:
    with roads.at("chair_review elevate") as walk, undone():
        notice = served(walk, "L09")
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            Notice.objects.filter(pk=notice.pk).update(**change)


def test_its_pdf_is_tagged_and_says_nothing_of_its_maker(roads: Roads) -> None:
    with roads.at("chair_review elevate") as walk, pdf_of(served(walk, "L09")) as pdf:
        about = bytes(pdf.Root.Metadata.read_bytes()).decode()
        rows = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        fonts = [row for row in rows if {"/FontFile2", "/FontFile3"} & set(row.keys())]

        assert bool(pdf.Root.MarkInfo.Marked) is True
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "en"
        assert dict(pdf.docinfo.items()) == {"/Title": "Notice of allegations"}
        assert "<pdfuaid:part>1</pdfuaid:part>" in about
        assert not [
            word
            for word in ("Typst", "Producer", "CreatorTool", "Author", "dc:creator")
            if word in about
        ]
        assert fonts, "no font is embedded"


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="pdfinfo (poppler-utils) is not installed")
def test_its_structure_is_that_of_the_letter(roads: Roads, tmp_path: Path) -> None:
    with roads.at("chair_review elevate") as walk:
        notice = served(walk, "L09")
        path = tmp_path / "letter.pdf"
        path.write_bytes(b"".join(pdf_for(notice, whole=True)))
    said = subprocess.run(  # noqa: S603 - our own file
        [str(shutil.which("pdfinfo")), "-struct", str(path)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    headings = [line.strip() for line in said.splitlines() if line.strip().startswith("H")]

    assert headings[:4] == [
        'H1 "Notice of allegations" (block)',
        'H2 "What is alleged" (block)',
        'H2 "The evidence" (block)',
        'H2 "What we ask of you" (block)',
    ]
    assert "LBody (block)" in said
    lines = said.splitlines()
    top = {line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "}
    assert top <= {"P", "H1", "H2", "L", "Div"}, "the letterhead, too, is made of paragraphs"
    assert lines[1].split()[0] == "P"


@pytest.mark.parametrize("address", ["", "A B\n1 Example Street\nSampletown, NJ 00000"])
def test_no_letter_ends_with_a_page_of_a_few_lines(office: Office, address: str) -> None:
    owner, thin = Body.objects.get(pk="namss"), []
    edition = procedure_in_force(owner, owner.today).edition
    for letter, to in contents():
        made = sample(edition, letter, to)
        notice = Notice(case=Complaint(pk="X-2026-0001", body=owner), letter=letter)
        if ends_thinly(freezing.pdf_of(notice, layout_of(made), "en", address=address)):
            thin.append((letter, to))

    assert thin == []


def test_the_plain_layout_is_read_back() -> None:
    text = (
        "A body\n1 Street\n\nCase X-2026-0001\nMarch 3, 2026\n\nA title\n\nDear Sir,\n\n"
        "By when\n\nBefore:\n- one\n- two\n\nAllegation 1: told\nWhen: then\nand more\n\n"
        "By then\n\nAn end: with one label only.\n"
    )
    made = laid_out(text, "A title")

    assert (made.letterhead, made.reference) == (
        ("A body", "1 Street"),
        ("Case X-2026-0001", "March 3, 2026"),
    )
    assert list(made.blocks) == [
        Block("paragraph", ("Dear Sir,",)),
        Block("heading", ("By when",)),
        Block("paragraph", ("Before:",)),
        Block("list", ("one", "two")),
        Block("facts", pairs=(("Allegation 1", "told"), ("When", "then"), ("", "and more"))),
        # Not a line of our templates: somebody wrote it.
        Block("paragraph", ("By then",)),
        Block("paragraph", ("An end: with one label only.",)),
    ]


@pytest.mark.parametrize("words", ["中文", "\ue000\x07", "a\U000f0000b", "\U0001f600", "ends\\"])
def test_no_sign_keeps_a_letter_from_being_set(words: str) -> None:
    layout = laid_out(f"A body\n\nCase X\n\nA title\n\n{words}\n", "A title").as_words()
    made_on = dt.date(2026, 3, 3)
    words_of = layout | {"lang": "en", "case": "X", "page": "Page", "of": "of"}
    pdf = as_pdf(FOLDER / "letter.typ", words_of, made_on=made_on)

    assert pdf.startswith(b"%PDF-")
    assert pdf == as_pdf(FOLDER / "letter.typ", words_of, made_on=made_on)


def test_a_page_and_a_pdf_of_a_letter_stand_behind_one_wall(office: Office, roads: Roads) -> None:
    with roads.at("chair_review elevate") as walk:
        notice = served(walk, "L09")
        walk.ready(walk.user("staff"))
        answers = {}
        for name in ("respondent", "staff", "auditor", "complainant", "member-1"):
            client = Client()
            client.force_login(walk.user(name))
            page = client.get(reverse("letter", args=[walk.number, notice.pk]))
            pdf = client.get(reverse("letter_pdf", args=[walk.number, notice.pk]))
            answers[name] = (page.status_code, pdf.status_code)
            if name == "respondent":
                got = b"".join(pdf)
                assert hashlib.sha256(got).hexdigest() == notice.pdf_sha256
                assert pdf["Content-Disposition"].endswith(f"{walk.number}-L09.pdf")

        assert answers == {
            "respondent": (200, 200),
            "staff": (200, 200),
            "auditor": (404, 404),
            "complainant": (404, 404),
            "member-1": (404, 404),
        }


def test_the_pdf_for_others_lacks_the_code_that_the_letter_brings(roads: Roads) -> None:
    with roads.at("file_about_a_stranger take_in send_to_chair elevate_by_post") as walk:
        notice = served(walk, "L09")
        whole = b"".join(pdf_for(notice, whole=True))
        masked = b"".join(pdf_for(notice, whole=False))

        assert hashlib.sha256(whole).hexdigest() == notice.pdf_sha256
        assert hashlib.sha256(masked).hexdigest() != notice.pdf_sha256


@pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not installed"
)
def test_the_pages_say_what_the_text_says_and_nothing_else(roads: Roads, tmp_path: Path) -> None:
    """So a guard that reads the text has read the pages."""
    with roads.at("chair_review elevate") as walk:
        notice = served(walk, "L09")
        path = tmp_path / "letter.pdf"
        path.write_bytes(b"".join(pdf_for(notice, whole=True)))
        text = notice.text
    said = subprocess.run(  # noqa: S603 - our own file
        [str(shutil.which("pdftotext")), "-layout", str(path), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    foot = {walk.number, "Page", "of", "–", *map(str, range(1, 20))}

    assert set(said.replace("-\n", "").split()) - foot <= set(text.replace("- ", "").split()) | {
        "-"
    }
