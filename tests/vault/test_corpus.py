"""Files built to do harm: each gets the verdict of ``hostile/corpus.csv``, quickly."""

from __future__ import annotations

import csv
import io
import resource
import time
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.vault.hostile import zips
from tests.vault.hostile.files import FILES
from vault.inspection.archives import open_archive
from vault.inspection.asking import Finding, NotTaken, inspect

TABLE = Path(__file__).parent / "hostile" / "corpus.csv"
ROWS = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))
NAME = b"Quillfeather"
TELLING = [row["name"] for row in ROWS if row["verdict"] in {"copy", "active"}]


def ask(name: str, data: bytes) -> Finding:
    return inspect(SimpleUploadedFile(name, data, "application/octet-stream"))


def copy_of(name: str) -> bytes:
    found = ask(name, FILES[name]())
    assert found.copy
    return found.copy.readall()


def peak() -> int:
    """The most memory this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def test_the_table_and_the_files_are_the_same() -> None:
    assert [row["name"] for row in ROWS] == list(FILES)
    assert len(ROWS) >= 60


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_each_file_gets_its_verdict(row: dict[str, str]) -> None:
    data, before, began = FILES[row["name"]](), peak(), time.monotonic()
    try:
        found = ask(row["name"], data)
        verdict = "active" if found.active else "copy" if found.copy else "whole"
        sentence = ""
    except NotTaken as refused:
        verdict, sentence = "refused", str(refused)

    assert verdict == row["verdict"], sentence
    assert row["sentence"] in sentence
    assert sentence == "" or sentence.startswith(f"“{row['name']}” ")
    assert time.monotonic() - began <= 2
    assert peak() - before <= 150


@pytest.mark.parametrize("name", TELLING)
def test_a_copy_opens_and_names_nobody(name: str) -> None:
    copy = copy_of(name)
    again = ask(name, copy)

    assert (again.active, again.copy is None) == (False, False)
    assert NAME not in copy
    if name.endswith(("docx", "odt", "xlsx")):
        assert [n for n, plain in open_archive(copy).items() if NAME in plain] == []
    assert copy_of(name) == copy


@pytest.mark.parametrize("name", [n for n in TELLING if n.endswith(("png", "jpg", "tif"))])
def test_a_copy_of_a_picture_has_its_pixels_and_no_words(name: str) -> None:
    with Image.open(io.BytesIO(copy_of(name))) as copy:
        copy.load()
        assert dict(copy.getexif()) == {} or name.endswith("tif")
        assert not {"exif", "comment", "Author", "XML:com.adobe.xmp", "xmp"} & set(copy.info)
        assert copy.getexif().get(315) is None
    if name == "telling.jpg":
        assert copy.size == (40, 60)  # the right way up, as its EXIF asked


@pytest.mark.parametrize("name", [n for n in TELLING if n.endswith("pdf")])
def test_a_copy_of_a_paper_has_its_pages_and_nothing_that_acts(name: str) -> None:
    with pikepdf.open(io.BytesIO(copy_of(name))) as copy:
        assert len(copy.pages) == 1
        assert dict(copy.docinfo) == {}
        assert not {"/Metadata", "/OpenAction", "/AA"} & set(copy.Root.keys())
        assert dict(copy.attachments) == {}


def test_a_copy_of_a_document_keeps_its_words() -> None:
    assert b"What was said" in open_archive(copy_of("plain.docx"))["word/document.xml"]


def test_a_photograph_inside_a_paper_or_a_document_loses_its_place() -> None:
    photograph = FILES["telling.jpg"]()
    assert NAME in photograph
    document = pikepdf.new()
    document.add_blank_page()
    picture = document.make_stream(
        b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=60, Height=40
    )
    picture.write(photograph, filter=pikepdf.Name.DCTDecode)
    document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))
    out = io.BytesIO()
    document.save(out)
    in_document = zips.zipped(zips.docx(zips.Member("word/media/image1.jpeg", photograph)))

    for name, data in [("a.pdf", out.getvalue()), ("a.docx", in_document)]:
        found = ask(name, data)
        assert found.copy
        copy = found.copy.readall()
        assert NAME not in copy
        if name == "a.docx":
            kept = open_archive(copy)["word/media/image1.jpeg"]
            assert NAME not in kept
            with Image.open(io.BytesIO(kept)) as shown:
                shown.load()


@pytest.mark.parametrize(
    ("name", "declared", "taken"),
    [
        ("plain.pdf", "application/pdf", True),
        ("plain.pdf", "image/png", False),
        ("plain.txt", "text/plain; charset=utf-8", True),
        ("plain.txt", "text/html", False),
        ("sound.wav", "audio/x-wav", True),
        ("plain.docx", "application/zip", False),
    ],
)
def test_what_the_sender_calls_a_file_has_to_agree(name: str, declared: str, taken: bool) -> None:
    upload = SimpleUploadedFile(name, FILES[name](), declared)
    if taken:
        assert inspect(upload) is inspect(upload)
    else:
        with pytest.raises(NotTaken, match="was sent as another kind of file"):
            inspect(upload)
