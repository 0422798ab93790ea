"""A file of each kind that can carry words or traces, with a planted word in each."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pikepdf
from PIL import Image

from tests.vault.hostile import telling
from tests.vault.hostile.zips import Member, zipped

# The kinds of which the words of ``canaries.csv`` speak, by their ending.
KINDS = ("docx", "xlsx", "odt", "png", "pdf", "txt", "eml")


def made_of(words: Mapping[str, str]) -> dict[str, bytes]:
    """The files by ending; ``words`` has what each shows and what each says of its maker."""
    w = words
    return {
        "docx": _docx(w["docx_text"], w["docx_trace"]),
        "xlsx": _xlsx(w["xlsx_text"], w["xlsx_trace"]),
        "odt": _odt(w["odt_text"], w["odt_trace"]),
        "png": telling.png(w["png_trace"]),
        "pdf": _pdf(w["pdf_trace"]),
        "txt": f"It says {w['txt_text']}.".encode(),
        "eml": _eml(w["eml_text"], w["eml_trace"]),
    }


def _docx(text: str, trace: str) -> bytes:
    words = f"<w:p><w:ins w:id='1' w:author='{trace}'><w:r><w:t>{text}</w:t></w:r></w:ins></w:p>"
    core = Member("docProps/core.xml", f"<core>{trace}</core>".encode())
    picture = Member("word/media/image1.png", telling.png(trace))
    return zipped([*telling.holding("docx", "word/document.xml", words), core, picture])


def _xlsx(text: str, trace: str) -> bytes:
    sheet = f"<c><is><t>{text}</t></is></c>"
    made = telling.holding("xlsx", "xl/worksheets/sheet1.xml", sheet)
    person = f'<personList><person displayName="{trace}" userId="{trace}"/></personList>'
    return zipped([*made, Member("xl/persons/person.xml", person.encode())])


def _odt(text: str, trace: str) -> bytes:
    inside = f"<text:p>{text}</text:p><dc:creator>{trace}</dc:creator>"
    meta = Member("meta.xml", f"<m><creator>{trace}</creator></m>".encode())
    return zipped([*telling.holding("odt", "content.xml", inside), meta])


def _pdf(trace: str) -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(200, 200))
        document.docinfo["/Author"] = trace
        document.docinfo["/Creator"] = trace
        document.save(made)
    return made.getvalue()


def _eml(text: str, trace: str) -> bytes:
    head = f"From: {trace} <a@example.org>\r\nTo: b@example.org\r\nSubject: It\r\n"
    return f"{head}MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n{text}\r\n".encode()


def plain_photo(artist: str, comment: str) -> bytes:
    """A photograph that says who took it."""
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = artist
    Image.new("RGB", (60, 40), "navy").save(made, "JPEG", exif=exif, comment=comment.encode())
    return made.getvalue()
