"""The words in a file, read where a hostile file is read, and what cannot be read."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pytest
import typst

from tests.vault.hostile.files import FILES
from tests.vault.hostile.papers import paper, written
from tests.vault.hostile.zips import Member, docx, odt, xlsx, zipped
from vault.inspection.asking import Reading, words_in
from vault.inspection.kinds import DOCX, ENDINGS, ODT, READABLE, XLSX

NAME = "Zephyrine Quillfeather"
PDF = "application/pdf"


def drawn(drawing: bytes, **font: pikepdf.Object) -> bytes:
    """A page that shows what this drawing says, in a plain font."""
    document = pikepdf.new()
    document.add_blank_page()
    page = document.pages[0]
    named = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica, **font
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=document.make_indirect(named)))
    page.Contents = document.make_stream(drawing)
    return written(document)


def typeset(tmp_path: Path) -> bytes:
    source = tmp_path / "a.typ"
    source.write_text(f"It was {NAME}, José Muñoz says.")
    return typst.compile(str(source))


def mail(*, html: bool = False, attached: bool = False) -> bytes:
    letter = EmailMessage()
    letter["From"], letter["Subject"] = f"{NAME} <zq@example.org>", "Crème"
    letter.set_content("<p>Zephy<b>rine</b> &amp; co</p>" if html else "Grüße")
    if html:
        letter.replace_header("Content-Type", "text/html")
    if attached:
        letter.add_attachment(b"PK", maintype="application", subtype="zip", filename="a.zip")
    return letter.as_bytes()


def words(data: bytes, media_type: str) -> Reading:
    return words_in([data], media_type)


RUNS = (
    '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Zephy</w:t></w:r><w:r><w:t>rine</w:t></w:r>'
    "<w:r><w:tab/></w:r><w:r><w:t>Quillfeather</w:t></w:r></w:p><w:p><w:r><w:t>Next</w:t></w:r>"
    "</w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    ("data", "media_type", "said"),
    [
        (NAME.encode(), "text/plain", NAME),
        ("Grüße".encode("cp1252"), "text/plain", "Grüße"),
        (mail(), "message/rfc822", f"{NAME} <zq@example.org>"),
        (mail(), "message/rfc822", "Grüße"),
        (mail(html=True), "message/rfc822", "Zephyrine & co"),
        (zipped(docx(text=RUNS)), DOCX, f"{NAME}\nNext"),
        (zipped(docx(Member("word/footnotes.xml", f"<a>{NAME}</a>".encode()))), DOCX, NAME),
        (zipped(odt(content="<p>Zephyrine<s/>Quillfeather</p>")), ODT, NAME),
        (zipped(xlsx(Member("xl/sharedStrings.xml", f"<si>{NAME}</si>".encode()))), XLSX, NAME),
        (drawn(b"BT /F1 12 Tf (Zephyrine Quillfeather) Tj ET"), PDF, NAME),
        (drawn(b"BT /F1 12 Tf [(Zephy) -20 (rine) -300 (Quillfeather)] TJ ET"), PDF, NAME),
        (drawn(b"BT /F1 12 Tf (Quill) Tj 30 0 Td (feather) Tj ET"), PDF, "Quillfeather"),
        (drawn(b"BT /F1 12 Tf (Zephyrine) Tj 60 0 Td (Quillfeather) Tj ET"), PDF, NAME),
        (drawn(b"BT /F1 12 Tf (Mu\xf1oz) Tj ET"), PDF, "Muñoz"),
    ],
)
def test_the_words_of_each_kind_are_found(data: bytes, media_type: str, said: str) -> None:
    found = words(data, media_type)
    assert said in found.text
    assert found.whole


def test_a_paper_as_a_typesetter_makes_it(tmp_path: Path) -> None:
    found = words(typeset(tmp_path), PDF)
    assert f"It was {NAME}, José Muñoz says." in found.text
    assert found.whole


def test_signs_that_a_font_names_otherwise() -> None:
    names = pikepdf.Array([1, *map(pikepdf.Name, ("/Z", "/eacute", "/uni0142", "/seven"))])
    font = pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=names)
    found = words(drawn(b"BT /F1 12 Tf <01020304> Tj ET", Encoding=font), PDF)
    assert "Zéł7" in found.text


def test_what_a_comment_and_a_field_say_is_read() -> None:
    document = paper()
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 1, 1], Contents=NAME
    )
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])
    assert NAME in words(written(document), PDF).text


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (written(paper()), PDF),
        (FILES["picture.png"](), "image/png"),
        (b"RIFF", "audio/wav"),
        (b"PK\x03\x04 broken", DOCX),
        (b"%PDF-1.7 broken", PDF),
        (mail(attached=True), "message/rfc822"),
        (zipped(docx(Member("word/media/a.png", FILES["picture.png"]()))), DOCX),
    ],
)
def test_what_cannot_be_read_whole_says_so(data: bytes, media_type: str) -> None:
    assert not words(data, media_type).whole


def test_a_text_without_end_is_cut_and_that_is_said() -> None:
    found = words(b"a" * 2_000_001, "text/plain")
    assert (len(found.text), found.whole) == (2_000_000, False)


OF_ENDING = {ending: media_type for media_type, ending in ENDINGS.items()}
HOSTILE = [name for name in FILES if name.rsplit(".", 1)[-1] in READABLE]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_left_and_takes_nobody_with_it(name: str) -> None:
    found = words_in([FILES[name]()], OF_ENDING[name.rsplit(".", 1)[-1]])
    assert len(found.text) <= 2_000_000
