"""The words in which two texts differ.

Pure, and quick for whoever types: a text so long and so repetitive that comparing it word by
word would take seconds is compared sentence by sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, ADDED, REMOVED = "same", "added", "removed"
WORDS = re.compile(r"\w+(?:[’'-]\w+)*|\s+|[^\w\s]")
SENTENCES = re.compile(r"[^.;:\n]*[.;:\n]\s*|[^.;:\n]+")
WHOLE = re.compile(r".+", re.DOTALL)
# How many times a word of one text may be met in the other; a thousand words of prose stay below.
MOST_MEETINGS = 20_000


class Span(NamedTuple):
    """Words that are the same, added or removed."""

    kind: str
    text: str


def words_changed(old: str, new: str) -> list[Span]:
    """Mark the words in which two texts differ; the unmarked ones stand in both."""
    if old == new:
        return [Span(SAME, old)] if old else []
    was, now = _tokens(old, new)
    # Spaces alone make no likeness: they would tie one word after another to the wrong place.
    matcher = SequenceMatcher(str.isspace, was, now, autojunk=False)
    found = []
    for same, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        gone, come = "".join(was[from_old:to_old]), "".join(now[from_new:to_new])
        if same == "equal":
            found.append(Span(SAME, gone))
        else:
            found += [Span(REMOVED, gone)] if gone else []
            found += [Span(ADDED, come)] if come else []
    return found


def cut(spans: list[Span], length: int) -> tuple[list[Span], list[Span]]:
    """Part marked words after so many letters."""
    own, rest = [], []
    for kind, text in spans:
        if text[:length]:
            own.append(Span(kind, text[:length]))
        if text[length:]:
            rest.append(Span(kind, text[length:]))
        length = max(0, length - len(text))
    return own, rest


def _tokens(old: str, new: str) -> tuple[list[str], list[str]]:
    """Take both texts apart, into words unless these would meet too often."""
    for tokens in (WORDS, SENTENCES):
        was, now = tokens.findall(old), tokens.findall(new)
        held = Counter(now)
        if sum(held[token] for token in was if not token.isspace()) <= MOST_MEETINGS:
            return was, now
    return WHOLE.findall(old), WHOLE.findall(new)
