"""The words in a file, for whoever has to know whether it names somebody; it knows no Django.

Where words are set sign by sign, a reader cannot tell where one ends: such a text is given twice,
with each of its moves taken for a space, and with none.
"""

from __future__ import annotations

import email.parser
import email.policy
import encodings.iso8859_1
import encodings.iso8859_15
import encodings.utf_16
import encodings.utf_16_be
import encodings.utf_16_le  # noqa: F401 - an encoding is a file, and is found now or never
import html
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage

import pikepdf

from vault.inspection.archives import open_archive
from vault.inspection.glyphs import of_page, said_beside_pages
from vault.inspection.verdicts import DAMAGED, Refused

# Beyond so many signs a text is not searched to its end, and that is said.
MOST_SIGNS = 2_000_000
# After these an own line begins; after those a space stands.
LINES = {"p", "h", "tc", "tr", "row", "si", "c", "table-cell", "table-row", "title", "line-break"}
SPACES = {"tab", "br", "cr", "s"}
SAID_IN = {"descr", "title", "alt", "Target", "href", "name", "value", "creator", "author"}
TAGS = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class Words:
    """The text of a file. ``whole``: all of it could be read."""

    text: str
    whole: bool = True


def read(data: bytes, ending: str) -> Words:
    """Raises ``Refused`` when the file cannot be opened at all."""
    found = READERS[ending](data)
    short = len(found.text) <= MOST_SIGNS
    return found if short else Words(found.text[:MOST_SIGNS], whole=False)


def _plain(data: bytes) -> Words:
    return Words(_decoded(data, "utf-8"))


def _decoded(data: bytes, charset: str) -> str:
    for encoding in (charset, "utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")


def _letter(data: bytes) -> Words:
    """Headers, and each part that is text; what is attached is not opened."""
    letter = email.parser.BytesParser(EmailMessage, policy=email.policy.default).parsebytes(data)
    said, whole = [], True
    for part in letter.walk():
        said += [str(value) for _, value in part.items()]
        if part.is_multipart():
            continue
        if part.get_content_maintype() != "text":
            whole = False
            continue
        raw = part.get_payload(decode=True)
        text = _decoded(raw if isinstance(raw, bytes) else b"", part.get_content_charset("utf-8"))
        if part.get_content_subtype() == "html":
            said.append(html.unescape(TAGS.sub("", text)))
            text = html.unescape(TAGS.sub(" ", text))
        said.append(text)
    return Words("\n".join(said), whole)


def _office(data: bytes) -> Words:
    """Every part of a document that is markup: text, headers, notes, comments, links."""
    said, whole = [], True
    for name, plain in sorted(open_archive(data).items()):
        if name.endswith((".xml", ".rels")) and not name.startswith("[Content"):
            try:
                said.append("".join(_written_in(ET.fromstring(plain))))  # noqa: S314 - inspected
            except ET.ParseError as fault:
                raise Refused(DAMAGED) from fault
        elif name.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".tiff")):
            whole = False
    return Words("\n".join(said), whole)


def _written_in(element: ET.Element) -> Iterator[str]:
    kind = element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""
    for key, value in element.items():
        if key.rsplit("}", 1)[-1] in SAID_IN:
            yield f"\n{value}\n"
    yield element.text or ""
    for inner in element:
        yield from _written_in(inner)
        yield inner.tail or ""
    if kind in LINES:
        yield "\n"
    elif kind in SPACES:
        yield " "


def _paper(data: bytes) -> Words:
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as document:
            pages = [of_page(page) for page in document.pages]
            beside = said_beside_pages(document)
    except (pikepdf.PikepdfError, ValueError, RuntimeError, TypeError) as fault:
        raise Refused(DAMAGED) from fault
    apart = "\n".join(page.apart for page in pages)
    close = "\n".join(page.close for page in pages)
    return Words(f"{apart}\n{close}\n{beside}", all(page.whole for page in pages))


READERS: dict[str, Callable[[bytes], Words]] = {
    "txt": _plain,
    "eml": _letter,
    "docx": _office,
    "odt": _office,
    "xlsx": _office,
    "pdf": _paper,
}
