"""What a text gives away of somebody: their name in any writing, and how to reach them.

Both sides are made alike first: marks of letters, kinds of quotes and dashes, signs that nobody
sees, capitals and spaces make no difference. Then:

- the whole name is found, and any two parts of it that stand together, in either order;
- a part of three letters or more is found by itself, as a whole word;
- a part that is also an ordinary word (``names.toml``, and every word of our own letters
  and of the body's rules) is found only where it has a capital;
- a part that those texts themselves write with a capital (Case, Post, a month, the name of
  somebody who serves on the case) is found only beside another part, or after a form of address;
- a part of one or two letters is found only in these two places, too;
- forms of address, degrees and suffixes are no part of a name.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

NAMES = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
FORMS, SUFFIXES, PARTICLES, ORDINARY = (
    frozenset(NAMES[kind].split()) for kind in ("forms", "suffixes", "particles", "ordinary")
)
QUOTES = dict.fromkeys(
    map(ord, "\u2018\u2019\u201b\u02bc\u02b9\u02bb\u00b4`\u2032\ua78c\uff07"), "'"
)
# Letters that are one sign, and have no mark that could be taken off.
WHOLE = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D"}
    | {"þ": "th", "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "\u0131": "i"}
)
SHORTEST = 3
# The digits by which a telephone is known, whatever stands before and between them.
DIGITS = 7
LOCAL_PART = 4
START, END = r"(?<![^\W_])", r"(?![^\W_])"


def alike(text: str) -> str:
    """A text with everything taken off that makes two writings of one name differ, but capitals."""
    marked = unicodedata.normalize("NFKD", text.translate(QUOTES))
    kept = []
    for sign in marked:
        kind = unicodedata.category(sign)
        if kind == "Pd":
            kept.append("-")
        elif kind not in ("Mn", "Cf"):
            kept.append(sign)
    return " ".join("".join(kept).translate(WHOLE).split())


def words_of(texts: Iterable[str]) -> Iterator[str]:
    """Every word, and the pieces of one with a hyphen or an apostrophe."""
    for text in texts:
        for word in re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", alike(text)):
            yield from {word, *re.split("['-]", word)}


@dataclass(frozen=True)
class Vocabulary:
    """Words that stand in a letter whoever complained.

    ``known`` are the parts of the respondent's own name, ``capitals`` what is written with a
    capital somewhere; both without capitals here.
    """

    known: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()

    @classmethod
    def of(cls, texts: Iterable[str], *, words: Iterable[str] = (), known: str = "") -> Vocabulary:
        """The words of these texts, beside ``words``, for a respondent of the name ``known``."""
        words = {*words_of(texts), *words}
        return cls(
            known=frozenset(_smaller(parts_of(known))),
            ordinary=frozenset(word.casefold() for word in words) | ORDINARY,
            capitals=frozenset(word.casefold() for word in words if word[0].isupper()),
        )


@dataclass(frozen=True)
class Trace:
    """One thing to look for. ``capital``: only where each word of it begins with one."""

    pattern: re.Pattern[str]
    capital: bool = False

    def found_in(self, text: str) -> str:
        for match in self.pattern.finditer(text):
            words = re.findall(r"[^\W\d_]+", match[0])
            if not self.capital or all(not word[0].islower() for word in words):
                return match[0]
        return ""


@dataclass(frozen=True)
class Traces:
    """Everything that gives one person away."""

    each: tuple[Trace, ...] = field(default=())

    def __add__(self, other: Traces) -> Traces:
        return Traces(self.each + other.each)

    def without(self, text: str) -> Traces:
        """All but those that stand in this text anyway."""
        flat = alike(text)
        return Traces(tuple(trace for trace in self.each if not trace.found_in(flat)))

    def first_in(self, text: str) -> str:
        """The words of a text that give the person away; empty when it does not."""
        flat = alike(text)
        bare = flat.replace("'", "")
        for trace in self.each:
            found = trace.found_in(flat) or (bare != flat and trace.found_in(bare))
            if found:
                return found
        return ""


def parts_of(name: str) -> list[str]:
    """The parts of a name as it was given, without forms of address, degrees and suffixes.

    A suffix comes after two other parts or a comma: Linh Do is a name, Linh Tran, DO is one, too.
    """
    parts: list[str] = []
    after_comma = False
    for said in re.findall(r"[^\s,;()]+|[,;]", alike(name).casefold()):
        part = said.strip(".'\"-,;").replace(".", "")
        form = part in FORMS and not parts
        suffix = part in SUFFIXES and (len(parts) > 1 or (after_comma and bool(parts)))
        if part and not form and not suffix:
            parts.append(part)
        after_comma = after_comma or said in ",;"
    return parts


def _smaller(parts: Iterable[str]) -> set[str]:
    """Each part, and what stands between its hyphens."""
    return {piece for part in parts for piece in (part, *part.split("-")) if piece}


def _as_pattern(part: str) -> str:
    """One part, with or without its hyphens and apostrophes."""
    return r"[\s'-]{0,2}".join(map(re.escape, filter(None, re.split("[-']", part))))


def _trace(*patterns: str, between: str = r"[\s,.'-]{0,3}", capital: bool = False) -> Trace:
    body = between.join(patterns)
    cased = body.lower() != body.upper()
    whole = f"{START}{body}{END}" if cased else body
    return Trace(re.compile(whole, re.IGNORECASE), capital and cased)


def of_name(name: str, words: Vocabulary) -> Traces:
    """What gives somebody of this name away, beside these words."""
    parts = parts_of(name)
    return Traces((*_together(parts, words), *_alone(parts, words)))


def _together(parts: list[str], words: Vocabulary) -> Iterator[Trace]:
    """The whole name, and any two parts that stand side by side."""
    if len(parts) == 1 and len(parts[0]) < SHORTEST:
        yield _trace(_as_pattern(parts[0]), capital=True)
    pairs = [*pairwise(parts), *([(parts[0], parts[-1])] if len(parts) > 2 else [])]
    rows = [tuple(parts), *pairs] if len(parts) > 1 else []
    nothing = PARTICLES | words.known
    for row in dict.fromkeys(rows):
        if all(part in nothing for part in row):
            continue
        capital = all(part in words.ordinary | PARTICLES or len(part) == 1 for part in row)
        yield _trace(*map(_as_pattern, row), capital=capital)
        if len(row) == 2:
            yield _trace(*map(_as_pattern, row[::-1]), capital=capital)


def _alone(parts: list[str], words: Vocabulary) -> Iterator[Trace]:
    """Each part by itself, as far as it says who is meant."""
    for piece in sorted(_smaller(parts) - PARTICLES - words.known):
        pattern, short = _as_pattern(piece), len(piece) < SHORTEST
        if not short and piece not in words.capitals:
            yield _trace(pattern, capital=piece in words.ordinary)
        elif len(piece) > 1:
            title = f"(?:{'|'.join(sorted(FORMS))})\\.?"
            yield _trace(title, pattern, between=r"\s?", capital=True)
            if piece == parts[-1] and len(parts) > 1:
                yield _trace(f"{re.escape(parts[0][0])}\\.?", pattern, between=r"\s?", capital=True)


def of_email(address: str, words: Vocabulary | None = None) -> Traces:
    """An e-mail address; with a vocabulary, also what stands before the sign @."""
    whole = alike(address)
    if "@" not in whole:
        return Traces()
    found = [_trace(re.escape(whole))]
    local = re.split(r"[@+]", whole.casefold())[0]
    letters = [piece for piece in re.split(r"[._-]+", local) if piece]
    says = words is not None and not set(letters) <= words.ordinary | words.known
    if says and len("".join(letters)) >= LOCAL_PART:
        found.append(_trace(*map(re.escape, letters), between=r"[._-]?"))
    return Traces(tuple(found))


def of_telephone(said: str) -> Traces:
    """Telephone numbers by their last seven digits, whatever stands between these."""
    found = []
    for number in re.findall(r"[\d+(][^A-Za-z,;/]*\d", alike(said)):
        digits = re.sub(r"\D", "", number)[-DIGITS:]
        if len(digits) == DIGITS:
            between = r"[^0-9A-Za-z]{0,3}"
            found.append(Trace(re.compile(between.join(digits) + r"(?!\d)")))
    return Traces(tuple(found))


def of_address(lines: Iterable[str]) -> Traces:
    """The lines of a postal address that have a number in them: street, box, place with code."""
    found = []
    for line in lines:
        pieces = re.findall(r"[^\W_]+", alike(line))
        if (
            any(any(sign.isdigit() for sign in piece) for piece in pieces)
            and len(line) > LOCAL_PART
        ):
            found.append(_trace(*map(re.escape, pieces), between=r"[\s,.#-]{0,3}"))
    return Traces(tuple(found))
