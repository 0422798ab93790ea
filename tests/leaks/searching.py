"""Looking for a word in whatever somebody got, however it is written there."""

from __future__ import annotations

import base64
import html
import io
import json
import zipfile
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

import pikepdf

LEAST = 6  # signs of base64 that stand for the word alone


def in_base64(word: str) -> set[str]:
    """The signs that a word leaves in base64, wherever in a group of three bytes it begins."""
    found = set()
    for before in range(3):
        data = b"\0" * before + word.encode()
        first = -(-before * 8 // 6)
        last = len(data) * 8 // 6
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            found.add(encode(data).decode()[first:last])
    return {signs for signs in found if len(signs) >= LEAST}


def written(word: str) -> dict[str, set[str]]:
    """The six ways in which a word may stand in an answer."""
    return {
        "raw": {word},
        "HTML": {html.escape(word), word.replace("&", "&amp;").replace("<", "&lt;")},
        "URL": {quote(word), quote(word, safe=""), quote_plus(word)},
        "base64": in_base64(word),
        "JSON": {json.dumps(word)[1:-1]},
        "other case": {word.swapcase(), word.upper(), word.lower()},
    }


class Words:
    """Planted words by name, each in all its ways of writing."""

    def __init__(self, words: dict[str, str]) -> None:
        self.forms = [
            (name, way, form)
            for name, word in words.items()
            for way, form in distinct(written(word))
        ]

    def met_in(self, text: str) -> dict[str, str]:
        """The names of the words that stand in a text, and how the first of each is written."""
        found: dict[str, str] = {}
        for name, way, form in self.forms:
            if form in text:
                found.setdefault(name, way)
        return found


def distinct(ways: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for way, forms in ways.items():
        for form in sorted(forms - seen):
            yield way, form
        seen |= forms


def readable(data: bytes) -> str:
    """Bytes as text in which a word can be found: unpacked, and in any width of sign."""
    parts = [data.decode("utf-8", "replace"), data.replace(b"\0", b"").decode("latin-1")]
    if data.startswith(b"PK"):
        parts += unpacked(data)
    if data.startswith(b"%PDF-"):
        parts += streams(data)
    return "\n".join(dict.fromkeys(parts))


def unpacked(data: bytes) -> Iterator[str]:
    """Every name and every file of an archive, of archives inside it too."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield archive.comment.decode("latin-1")
        for name in archive.namelist():
            yield name
            yield readable(archive.read(name))


def streams(data: bytes) -> Iterator[str]:
    """What a PDF says of itself, and every stream in it, inflated."""
    with pikepdf.open(io.BytesIO(data)) as document:
        yield str(dict(document.docinfo.items()))
        for part in document.objects:
            if isinstance(part, pikepdf.Stream):
                raw = part.get_raw_stream_buffer()
                try:
                    yield bytes(part.read_bytes()).decode("latin-1")
                except pikepdf.PdfError:
                    yield bytes(raw).decode("latin-1")
            else:
                yield str(part)
