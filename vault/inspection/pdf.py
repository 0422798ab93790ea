"""PDF: opened to its last page; a copy is made without who wrote it and what it would run."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from vault.inspection.jpeg import without_segments
from vault.inspection.verdicts import (
    CANNOT_CHECK,
    DAMAGED,
    ENCRYPTED,
    NOT_THAT,
    TOO_MANY_PAGES,
    Refused,
    Verdict,
)

MOST_PAGES = 2_000
MOST_OBJECTS = 300_000
# What one stream may unpack to: the drawing of a page, or a picture of 50 million pixels.
MOST_DRAWN, MOST_PICTURED = 64 * 1024 * 1024, 256 * 1024 * 1024
STEP = 1024 * 1024
RUNS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/GoToE", "/Movie"}
# Keys that run, open or carry something, and keys that tell of the maker.
ACTIVE = ("/AA", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent")
TELLING = ("/PieceInfo", "/Metadata", "/LastModified", "/AF")
OF_A_COMMENT = ("/T", "/M", "/CreationDate", "/NM")


def inspect(data: bytes, ending: str) -> Verdict:
    if not data.startswith(b"%PDF-"):
        raise Refused(NOT_THAT)
    try:
        with _opened(data) as document:
            active = any(_acts(value) for value in _dictionaries(document))
    except pikepdf.PasswordError as locked:
        raise Refused(ENCRYPTED) from locked
    except (pikepdf.PikepdfError, ValueError, RuntimeError, TypeError) as fault:
        # One that opens without a password is locked all the same; what unlocks it is shut out.
        raise Refused(ENCRYPTED if b"/Encrypt" in data else DAMAGED) from fault
    return Verdict("application/pdf", active, copy=lambda: without_traces(data))


def _opened(data: bytes) -> Pdf:
    document = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    if document.is_encrypted:
        raise Refused(ENCRYPTED)
    pages = len(document.pages)
    if pages > MOST_PAGES:
        raise Refused(TOO_MANY_PAGES)
    if not pages:
        raise Refused(DAMAGED)
    if len(document.objects) > MOST_OBJECTS:
        raise Refused(CANNOT_CHECK)
    for one in document.objects:
        if isinstance(one, Stream):
            _keep_within_budget(one)
    return document


def _keep_within_budget(stream: Stream) -> None:
    """Unpack a deflated stream piece by piece, to see that it ends where it should."""
    filters = stream.get("/Filter")
    first = filters[0] if isinstance(filters, Array) and len(filters) else filters
    if first != Name.FlateDecode:
        return
    budget = MOST_PICTURED if stream.get("/Subtype") == Name.Image else MOST_DRAWN
    unpack, rest, size = zlib.decompressobj(), stream.read_raw_bytes(), 0
    while rest and not unpack.eof:
        try:
            size += len(unpack.decompress(rest, STEP))
        except zlib.error:
            return  # readers mend this, each in its way; it cannot grow further
        rest = unpack.unconsumed_tail
        if size > budget:
            raise Refused(CANNOT_CHECK)


def _dictionaries(document: Pdf) -> Iterator[Any]:
    """Every dictionary of the document, those that stand inside others too."""
    waiting: list[Any] = [*document.objects, document.trailer]
    while waiting:
        value = waiting.pop()
        inside: list[Any] = []
        if isinstance(value, Dictionary | Stream):
            yield value
            inside = [held for _, held in value.items()]
        elif isinstance(value, Array):
            inside = list(value)
        # What is numbered comes by itself; a document may go round in circles.
        waiting += [v for v in inside if isinstance(v, Dictionary | Array) and not v.is_indirect]


def _runs(action: Any) -> bool:
    return isinstance(action, Dictionary) and str(action.get("/S", "")) in RUNS


def _acts(value: Any) -> bool:
    """Whether a dictionary would run, open or carry something. To open at a page is harmless."""
    opening = value.get("/OpenAction")
    opens = isinstance(opening, Dictionary) and opening.get("/S") != Name.GoTo
    return opens or _runs(value) or any(name in value for name in ACTIVE)


def without_traces(data: bytes) -> bytes:
    """The pages, without who made them, what they carry and what they would run."""
    out = io.BytesIO()
    with _opened(data) as document:
        for value in list(_dictionaries(document)):
            _clear(value)
        for one in document.objects:
            if isinstance(one, Stream) and one.get("/Filter") == Name.DCTDecode:
                bare = without_segments(one.read_raw_bytes())
                how: Any = one.get("/DecodeParms")
                one.write(bare, filter=Name.DCTDecode, decode_parms=how)
        for name in ("/Info", "/ID"):
            if name in document.trailer:
                del document.trailer[name]
        document.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def _clear(value: Any) -> None:
    gone = [*ACTIVE, *TELLING, "/OpenAction"]
    gone += [name for name in ("/A", "/Next", "/PA") if name in value and _any_runs(value[name])]
    if "/Rect" in value and value.get("/Subtype") not in (None, Name.Widget):
        gone += OF_A_COMMENT
    for name in gone:
        if name in value:
            del value[name]


def _any_runs(actions: Any) -> bool:
    return any(map(_runs, actions)) if isinstance(actions, Array) else _runs(actions)
