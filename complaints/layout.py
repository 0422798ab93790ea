"""How a letter is laid out: its plain text, read back into what a page and a PDF are made of.

Our own texts keep one plain layout: blocks between empty lines, letterhead and reference above
the title, lines that begin with a dash, lines that begin with a label. Which lines are headings
the templates say, so that nothing written in a case can pose as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "templates" / "notices"
TAGS = re.compile(r"\{%.*?%\}")
HEADING = re.compile(r"[¿]?[A-ZÁÉÍÓÚÑ][^{}%.:;?!“”]{1,60}[^\W\d][?]?")
LABELLED = re.compile(r"([^\W\d_][^:.,;“”]{0,40}): (.+)")


@dataclass(frozen=True)
class Block:
    """One part of a letter. ``kind`` is heading, paragraph, list or facts.

    A list has its items as ``lines``; facts have ``pairs``, each a label and what it labels.
    """

    kind: str
    lines: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Layout:
    """A letter as it lies on paper."""

    letterhead: tuple[str, ...]
    reference: tuple[str, ...]
    title: str
    blocks: tuple[Block, ...] = field(default=())

    def as_words(self) -> dict[str, Any]:
        return asdict(self)


def headings_in(text: str) -> list[str]:
    """The lines of a template that stand alone and hold no field: its headings."""
    lines = [*text.splitlines(), ""]
    found = []
    for line, following in pairwise(lines):
        # Where a template has two headings to choose from, both stand in one line.
        parts = [part.strip() for part in TAGS.split(line) if part.strip()]
        if parts and not following.strip() and all(HEADING.fullmatch(part) for part in parts):
            found += parts
    return found


@cache
def our_headings() -> frozenset[str]:
    found = (headings_in(path.read_text(encoding="utf-8")) for path in FOLDER.glob("**/*.txt"))
    return frozenset(line for lines in found for line in lines)


def laid_out(text: str, title: str, headings: Iterable[str] = ()) -> Layout:
    """Read the text of a letter with this title back into its parts.

    ``headings`` are those of a body's own words, beside ours.
    """
    known = our_headings() | set(headings)
    parts = [part.strip("\n") for part in re.split(r"\n{2,}", text.strip())]
    at = parts.index(title) if title in parts else 0
    head = parts[:at]
    blocks = [block for part in parts[at + bool(head) :] for block in _blocks(part, known)]
    letterhead = tuple(line for part in head[:-1] for line in part.splitlines())
    reference = tuple(head[-1].splitlines()) if head else ()
    return Layout(letterhead, reference, title, tuple(blocks))


def _blocks(part: str, headings: frozenset[str]) -> Iterable[Block]:
    """The blocks of one part: runs of lines of one kind, each a block."""
    if part in headings:
        yield Block("heading", (part,))
        return
    for is_list, run in groupby(part.splitlines(), lambda line: line.startswith("- ")):
        lines = tuple(run)
        if is_list:
            yield Block("list", tuple(line.removeprefix("- ") for line in lines))
        else:
            yield from _words(lines)


def _words(lines: tuple[str, ...]) -> Iterable[Block]:
    """A paragraph, or facts where two lines or more begin with a label.

    A line without one, between facts, goes on with the fact above it.
    """
    found = [LABELLED.fullmatch(line) for line in lines]
    labelled = [at for at, one in enumerate(found) if one]
    first = labelled[0] if len(labelled) > 1 else len(lines)
    if first:
        yield Block("paragraph", lines[:first])
    if first < len(lines):
        rest = zip(lines[first:], found[first:], strict=True)
        pairs = ((one[1], one[2]) if one else ("", line) for line, one in rest)
        yield Block("facts", pairs=tuple(pairs))
