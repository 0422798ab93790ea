"""PDF documents, most of them with something inside that no paper has."""

from __future__ import annotations

import io
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

NAME = "Zephyrine Quillfeather"


def written(document: Pdf, **how: Any) -> bytes:
    out = io.BytesIO()
    document.save(out, **how)
    return out.getvalue()


def paper(pages: int = 1) -> Pdf:
    """A document that names its author in both places that do."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    document.docinfo["/Author"] = NAME
    with document.open_metadata() as about:
        about["dc:creator"] = [NAME]
    return document


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS="app.alert('here')")


def opening(action: Any) -> bytes:
    document = paper()
    document.Root.OpenAction = action
    return written(document)


def launching() -> bytes:
    document = paper()
    where = Array([0, 0, 100, 100])
    launch = Dictionary(S=Name.Launch, F="calc.exe")
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=where, A=launch)
    document.pages[0].Annots = Array([document.make_indirect(link)])
    return written(document)


def carrying() -> bytes:
    document = paper()
    document.attachments["more.exe"] = b"MZ" + bytes(100)
    return written(document)


def with_form() -> bytes:
    document = paper()
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA=document.make_stream(b"<xdp/>"))
    return written(document)


def commented() -> bytes:
    document = paper()
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), T=NAME, Contents="Look here"
    )
    document.pages[0].Annots = Array([document.make_indirect(note)])
    return written(document)


def locked(user: str) -> bytes:
    return written(paper(), encryption=pikepdf.Encryption(owner="owner", user=user))


def drawing_bomb() -> bytes:
    """One page whose drawing unpacks to 128 MiB."""
    document = paper()
    packed = zlib.compress(b" " * (128 * 2**20), 9)
    drawing = document.make_stream(b"")
    drawing.write(packed, filter=Name.FlateDecode)
    document.pages[0].Contents = drawing
    return written(document)


def going_round() -> bytes:
    """A page tree that is its own branch."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\n%%EOF"
    )
