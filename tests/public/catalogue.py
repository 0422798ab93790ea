"""Translations as files: the source a person edits, what it compiles to, and what is asked for."""

from __future__ import annotations

import ast
import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

from tests.test_house_rules import APPS, ROOT

FOLDER = ROOT / "locale/es/LC_MESSAGES"
ASKS = {"gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "_"}
MAGIC = 0x950412DE
LITERAL = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(rf"\b(?:gettext|_)\({LITERAL}|\bngettext\({LITERAL}, {LITERAL}")


class Entry(NamedTuple):
    """A message in English, its plural where it has one, and the words for each number."""

    message: str
    plural: str
    words: tuple[str, ...]
    fuzzy: bool


def entries(source: str) -> list[Entry]:
    """Read a .po file; its heading is the entry of the empty message."""
    found = []
    for block in source.strip().split("\n\n"):
        told: dict[str, str] = {}
        key = ""
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            begins, text = ("", line) if line.startswith('"') else line.split(" ", 1)
            key = begins or key
            told[key] = told.get(key, "") + ast.literal_eval(text)
        words = tuple(text for key, text in told.items() if key.startswith("msgstr"))
        fuzzy = bool(re.search(r"^#,.*\bfuzzy\b", block, re.MULTILINE))
        found.append(Entry(told["msgid"], told.get("msgid_plural", ""), words, fuzzy))
    return found


def as_compiled(found: Iterable[Entry]) -> dict[str, str]:
    """Pair messages as a .mo file holds them: singular and plural, and all words, by NUL."""
    return {
        "\0".join([one.message, one.plural] if one.plural else [one.message]): "\0".join(one.words)
        for one in found
    }


def pairs(compiled: bytes) -> dict[str, str]:
    """Read a .mo file."""
    magic, _, count, keys, values = struct.unpack_from("<5I", compiled)
    assert magic == MAGIC

    def text(table: int, place: int) -> str:
        length, offset = struct.unpack_from("<2I", compiled, table + 8 * place)
        return compiled[offset : offset + length].decode()

    return {text(keys, place): text(values, place) for place in range(count)}


def compiled(messages: Mapping[str, str]) -> bytes:
    """Write a .mo file."""
    texts = sorted((key.encode(), words.encode()) for key, words in messages.items())
    tables, body = [b"", b""], b""
    begins = 28 + 16 * len(texts)
    for table in (0, 1):
        for pair in texts:
            tables[table] += struct.pack("<2I", len(pair[table]), begins + len(body))
            body += pair[table] + b"\0"
    places = (28, 28 + 8 * len(texts), 0, 28)
    return struct.pack("<7I", MAGIC, 0, len(texts), *places) + b"".join(tables) + body


def asked_in_template(path: Path) -> Iterator[str]:
    for found in IN_TEMPLATE.finditer(templatize(path.read_text())):
        message, singular, plural = (ast.literal_eval(one) if one else "" for one in found.groups())
        yield f"{singular}\0{plural}" if plural else message


def asked_in_module(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", "")
        given = [one.value for one in node.args if isinstance(one, ast.Constant)]
        if name in ASKS and given and isinstance(given[0], str):
            yield "\0".join(str(one) for one in given[: 2 if name.startswith("n") else 1])


def asked() -> dict[str, Path]:
    """Everything that pages and modules ask to be translated, with the file that asks last."""
    found = {}
    for path in sorted((ROOT / "templates").rglob("*.*")):
        found |= dict.fromkeys(asked_in_template(path), path)
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            found |= dict.fromkeys(asked_in_module(path), path)
    return found
