"""The text layer of a PDF: what its pages show, by the tables of signs that its fonts bring.

It finds names, no more: order and spaces are those of the drawing. A page without a text layer, a
font without a table and a picture cannot be read, and the answer says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

# A form inside a form inside a form; deeper is not looked.
DEEPEST = 8
MOVES = {"Td", "TD", "Tm", "T*", "'", '"', "BT"}
SHOWS = {"Tj", "TJ", "'", '"'}
# In a row of signs, a step back of so many thousandths of an em is a space.
A_SPACE = -180
BESIDE = ("/Contents", "/V", "/Title", "/Alt", "/ActualText", "/TU", "/URI", "/RC", "/DA")
MARKS = {"acute": "\u0301", "grave": "\u0300", "circumflex": "\u0302", "dieresis": "\u0308"}
MARKS |= {"tilde": "\u0303", "cedilla": "\u0327", "ring": "\u030a", "caron": "\u030c"}
SIGNS = {"space": " ", "hyphen": "-", "period": ".", "comma": ",", "at": "@", "underscore": "_"}
SIGNS |= {"quotesingle": "'", "quoteright": "\u2019", "parenleft": "(", "parenright": ")"}
SIGNS |= {"endash": "-", "plus": "+", "slash": "/", "germandbls": "ß", "oslash": "ø", "ae": "æ"}
SIGNS |= {"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}
SIGNS |= {"six": "6", "seven": "7", "eight": "8", "nine": "9"}
BLOCK = re.compile(r"begin(bfchar|bfrange|codespacerange)(.*?)end\1", re.DOTALL)
TOKEN = re.compile(r"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


@dataclass
class Page:
    """What a page shows: ``apart`` with a space at each move, ``close`` with none."""

    said: list[tuple[str, str]] = field(default_factory=list)
    whole: bool = True

    @property
    def apart(self) -> str:
        return "".join(before + text for before, text in self.said)

    @property
    def close(self) -> str:
        return "".join(text for _, text in self.said)


def of_page(page: Any) -> Page:
    found = Page()
    resources = page.obj.get("/Resources", Dictionary())
    _draw(page.obj, resources, found, depth=0)
    if not found.close.strip():
        found.whole = False
    return found


def _draw(content: Any, resources: Any, found: Page, *, depth: int) -> None:
    """Follow the drawing of a page or a form, and take up what it shows."""
    fonts = {str(key): Font.of(font) for key, font in resources.get("/Font", Dictionary()).items()}
    inner = resources.get("/XObject", Dictionary())
    font, before = Font(), ""
    for step in pikepdf.parse_content_stream(content):
        operands, name = step.operands, str(step.operator)
        if name in MOVES:
            before = " "
        if name == "Tf":
            font = fonts.get(str(operands[0]), Font())
        elif name in SHOWS:
            text = font.said(operands[-1])
            found.whole = found.whole and font.known
            found.said.append((before, text))
            before = ""
        elif name == "Do" and str(operands[0]) in inner:
            form = inner[str(operands[0])]
            if form.get("/Subtype") == Name.Form and depth < DEEPEST:
                _draw(form, form.get("/Resources", resources), found, depth=depth + 1)
            else:
                found.whole = False


@dataclass(frozen=True)
class Font:
    """How the codes of a font read. ``known``: there is a table that says so."""

    table: dict[int, str] = field(default_factory=dict)
    wide: bool = False
    known: bool = False

    @classmethod
    def of(cls, font: Any) -> Font:
        wide = font.get("/Subtype") == Name.Type0
        stream = font.get("/ToUnicode")
        if isinstance(stream, Stream):
            table, two = _mapped(stream.read_bytes().decode("latin-1"))
            return cls(table, wide=wide or two, known=bool(table))
        return cls(_encoded(font), known=not wide)

    def said(self, shown: Any) -> str:
        if isinstance(shown, Array):
            return "".join(
                self._read(bytes(one))
                if isinstance(one, pikepdf.String)
                else " " * (float(one) < A_SPACE)
                for one in shown
            )
        return self._read(bytes(shown))

    def _read(self, codes: bytes) -> str:
        if self.wide:
            pairs = zip(codes[::2], codes[1::2], strict=False)
            return "".join(self.table.get(high * 256 + low, "") for high, low in pairs)
        return "".join(self.table.get(code, chr(code)) for code in codes)


def _mapped(cmap: str) -> tuple[dict[int, str], bool]:
    """A table of signs, code by code, and whether its codes have two bytes."""
    table: dict[int, str] = {}
    two = False
    for kind, block in BLOCK.findall(cmap):
        tokens = [TOKEN.fullmatch(found[0]) for found in TOKEN.finditer(block)]
        plain = [(one[1], bool(one[2]), bool(one[3])) for one in tokens if one]
        if kind == "codespacerange":
            two = two or any(len(_hex(code or "")) == 2 for code, *_ in plain)
            continue
        step = _pairs if kind == "bfchar" else _ranges
        table.update(step(plain))
    return table, two


def _hex(digits: str) -> bytes:
    found = "".join(digits.split())
    return bytes.fromhex(found + "0" * (len(found) % 2))


def _sign(digits: str) -> str:
    return _hex(digits).decode("utf-16-be", "replace")


def _pairs(tokens: list[tuple[str, bool, bool]]) -> Iterator[tuple[int, str]]:
    codes = [token[0] for token in tokens]
    for code, sign in zip(codes[::2], codes[1::2], strict=False):
        yield int.from_bytes(_hex(code), "big"), _sign(sign)


def _ranges(tokens: list[tuple[str, bool, bool]]) -> Iterator[tuple[int, str]]:
    """From one code to another: a first sign to count on from, or each sign in brackets."""
    rest = iter(tokens)
    for first, *_ in rest:
        last, then = next(rest, None), next(rest, None)
        if last is None or then is None:
            return
        low, high = (int.from_bytes(_hex(code), "big") for code in (first, last[0]))
        codes = range(low, min(high, low + 0xFFFF) + 1)
        if then[1]:
            listed = []
            for sign, _, closes in rest:
                if closes:
                    break
                listed.append(_sign(sign))
            yield from zip(codes, listed, strict=False)
        else:
            begins = _sign(then[0])
            for code in codes:
                yield code, begins[:-1] + chr(min(ord(begins[-1:] or " ") + code - low, 0x10FFFF))


def _encoded(font: Any) -> dict[int, str]:
    """A simple font: the usual codes of western texts, and those that it names otherwise."""
    table = {code: bytes([code]).decode("cp1252", "replace") for code in range(32, 256)}
    encoding = font.get("/Encoding")
    if encoding == Name.MacRomanEncoding:
        table = {code: bytes([code]).decode("mac_roman") for code in range(32, 256)}
    if isinstance(encoding, Dictionary):
        code = 0
        for one in encoding.get("/Differences", Array()):
            if isinstance(one, Name):
                table[code] = _named(str(one)[1:])
                code += 1
            else:
                code = int(one)
    return table


def _named(glyph: str) -> str:
    """A sign by its name in a font: a, eacute, seven, uni00E9."""
    if glyph in SIGNS:
        return SIGNS[glyph]
    if len(glyph) == 1:
        return glyph
    code = re.fullmatch(r"(?:uni|u)([0-9A-F]{4,6})", glyph)
    if code:
        return chr(min(int(code[1], 16), 0x10FFFF))
    mark = MARKS.get(glyph[1:])
    return unicodedata.normalize("NFC", glyph[0] + mark) if mark else ""


def said_beside_pages(document: Pdf) -> str:
    """Comments, fields, titles, addresses and descriptions: what is not drawn and can be read."""
    said = []
    for one in document.objects:
        if isinstance(one, Dictionary | Stream):
            for key in BESIDE:
                value = one.get(key)
                if isinstance(value, pikepdf.String):
                    said.append(str(value))
    return "\n".join(said)
