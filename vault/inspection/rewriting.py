"""XML written again as it was read, without the elements, attributes and words that are let go.

Prefixes stay as they are: office programs name them in attributes, where a parser that gives out
its own would break the document. Remarks and instructions to programs go in any case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

# An element by its namespace and its name, with its attributes as they stand; None drops it.
Weigh = Callable[[str, str, dict[str, str]], dict[str, str] | None]
Words = Callable[[str, str, str], str]


class Unreadable(Exception):
    """It is no XML."""


def local(name: str) -> str:
    return name.rpartition(":")[2]


@dataclass
class _Writer:
    weigh: Weigh
    words: Words
    out: list[str] = field(default_factory=list)
    scopes: list[Mapping[str, str]] = field(default_factory=lambda: [{}])
    names: list[tuple[str, str]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    # How deep inside an element that was let go.
    dropped: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.flush()
        if self.dropped:
            self.dropped += 1
            return
        own = {
            key.partition(":")[2]: value
            for key, value in attributes.items()
            if key == "xmlns" or key.startswith("xmlns:")
        }
        scope = {**self.scopes[-1], **own} if own else self.scopes[-1]
        space = scope.get(name.rpartition(":")[0], "")
        kept = self.weigh(space, local(name), attributes)
        if kept is None:
            self.dropped = 1
            return
        self.scopes.append(scope)
        self.names.append((space, local(name)))
        written = "".join(f" {key}={quoteattr(value)}" for key, value in kept.items())
        self.out.append(f"<{name}{written}>")

    def end(self, name: str) -> None:
        self.flush()
        if self.dropped:
            self.dropped -= 1
            return
        self.scopes.pop()
        self.names.pop()
        self.out.append(f"</{name}>")

    def characters(self, text: str) -> None:
        if not self.dropped:
            self.text.append(text)

    def flush(self) -> None:
        if self.text:
            text = "".join(self.text)
            self.text.clear()
            self.out.append(escape(self.words(*self.names[-1], text) if self.names else text))


def rewritten(plain: bytes, weigh: Weigh, words: Words) -> bytes:
    """The same document after ``weigh`` has seen each element and ``words`` each text.

    Raises ``Unreadable`` where it does not parse.
    """
    writer = _Writer(weigh, words)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.characters
    try:
        parser.Parse(plain, True)
    except (expat.ExpatError, ValueError) as fault:
        raise Unreadable from fault
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return (head + "".join(writer.out)).encode()
