"""Each trace that office programs leave is planted by itself, and is not in the copy."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.vault.hostile import telling
from tests.vault.hostile.zips import Member, zipped
from vault.inspection.archives import open_archive
from vault.inspection.asking import inspect

TRACE = "Qxzephyrine"
PLACES = [
    (family, where)
    for family, table in (("docx", telling.DOCX), ("xlsx", telling.XLSX), ("odt", telling.ODT))
    for where in table
]
TABLES = {"docx": telling.DOCX, "xlsx": telling.XLSX, "odt": telling.ODT}
PARTS = [
    (family, part)
    for family, parts in (
        ("docx", telling.DOCX_PARTS),
        ("xlsx", telling.XLSX_PARTS),
        ("odt", telling.ODT_PARTS),
    )
    for part in parts
]


def copy_of(family: str, members: list[Member]) -> dict[str, bytes]:
    """The parts of the copy, each of which parses."""
    data = zipped(members)
    assert any(TRACE.encode() in member.plain for member in members)
    found = inspect(SimpleUploadedFile(f"a.{family}", data, "application/octet-stream"))
    assert found.copy
    copy = found.copy.readall()
    parts = open_archive(copy)
    assert [name for name in parts if TRACE in name] == []
    for name, plain in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            ET.fromstring(plain)  # noqa: S314 - made by ourselves
    again = inspect(SimpleUploadedFile(f"a.{family}", copy, "application/octet-stream"))
    assert again.copy
    assert again.copy.readall() == copy
    return parts


def telling_parts(parts: dict[str, bytes]) -> list[str]:
    return [name for name, plain in parts.items() if TRACE.encode() in plain]


@pytest.mark.parametrize(("family", "where"), PLACES)
def test_a_trace_in_a_part_that_stays_is_let_go(family: str, where: str) -> None:
    member, inside = TABLES[family][where]
    parts = copy_of(family, telling.holding(family, member, inside.replace("{}", TRACE)))
    assert member in parts
    assert telling_parts(parts) == []


@pytest.mark.parametrize(("family", "part"), PARTS)
def test_a_part_that_shows_nothing_is_left_out_with_all_that_leads_to_it(
    family: str, part: str
) -> None:
    parts = copy_of(family, telling.with_part(family, part, TRACE))
    assert (part in parts, telling_parts(parts)) == (False, [])
    leading = [name for name, plain in parts.items() if part.encode() in plain]
    assert leading == []


@pytest.mark.parametrize("family", ["docx", "xlsx", "odt"])
@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "TIFF", "EMF", "SVG"])
def test_a_picture_inside_shows_the_same_and_says_nothing(family: str, form: str) -> None:
    folder = {"docx": "word/media", "xlsx": "xl/media", "odt": "Pictures"}[family]
    name = f"{folder}/image1.{form.lower()}"
    drawing = f"<svg><title>{TRACE}</title></svg>".encode()
    made = {"PNG": telling.png, "EMF": lambda _: drawing, "SVG": lambda _: drawing}
    data = made.get(form, lambda trace: telling.other(form, trace))(TRACE)
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml"}[family]

    parts = copy_of(family, [*telling.holding(family, main, ""), Member(name, data)])

    assert telling_parts(parts) == []
    with Image.open(io.BytesIO(parts[name])) as shown:
        shown.load()
        assert shown.size == ((1, 1) if form in {"EMF", "SVG"} else (8, 6))


def test_what_a_reader_sees_stays_with_its_prefixes() -> None:
    """A document that names a prefix in an attribute would not open without that prefix."""
    text = (
        '<w:p xmlns:mc="urn:mc" xmlns:w14="urn:w14" mc:Ignorable="w14"><w:r><w:t xml:space='
        f'"preserve"> Tea &amp; “bread” &lt;3 </w:t></w:r><w:ins w:author="{TRACE}"/></w:p>'
    )
    parts = copy_of("docx", telling.holding("docx", "word/document.xml", text))
    assert parts["word/document.xml"].decode() == (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:document xmlns:w="{telling.W}"><w:body>'
        '<w:p xmlns:mc="urn:mc" xmlns:w14="urn:w14" mc:Ignorable="w14"><w:r><w:t xml:space='
        '"preserve"> Tea &amp; “bread” &lt;3 </w:t></w:r><w:ins w:author=""></w:ins></w:p>'
        "</w:body></w:document>"
    )


def test_a_link_keeps_its_words_and_loses_where_it_leads() -> None:
    link = (
        f'<w:hyperlink r:id="rId1" xmlns:r="{telling.R}"><w:r><w:t>here</w:t></w:r></w:hyperlink>'
    )
    made = telling.holding("docx", "word/document.xml", link)
    lead = telling.relations(("hyperlink", f"https://files.example.org/{TRACE}"))
    parts = copy_of("docx", [*made, Member("word/_rels/document.xml.rels", lead)])
    assert telling_parts(parts) == []
    assert b"<w:t>here</w:t>" in parts["word/document.xml"]
    assert b"rId1" not in parts["word/document.xml"]


def test_a_drawing_that_does_not_parse_is_left_out() -> None:
    made = telling.holding(
        "xlsx", "xl/worksheets/sheet1.xml", '<legacyDrawing r:id="rId1" xmlns:r="urn:r"/>'
    )
    lead = telling.relations(("vmlDrawing", "../drawings/vmlDrawing1.vml"))
    drawing = Member("xl/drawings/vmlDrawing1.vml", f"<x><br>{TRACE}</x>".encode())
    at = Member("xl/worksheets/_rels/sheet1.xml.rels", lead)
    parts = copy_of("xlsx", [*made, drawing, at])
    assert "xl/drawings/vmlDrawing1.vml" not in parts
    assert b"legacyDrawing" not in parts["xl/worksheets/sheet1.xml"]
