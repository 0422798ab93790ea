"""The process that reads a hostile file. It has no secret, no clock to waste and no open door.

It takes the plain bytes on its input and answers with one line of JSON, then with the bytes of
a copy, if one can be made, or with the words in the file, if these were asked for. Before it looks
at the first byte its memory and its time are bounded, and no file and no socket can be opened any
more.
"""

from __future__ import annotations

import encodings.cp437
import encodings.cp1252
import encodings.idna
import encodings.mac_roman  # noqa: F401 - an encoding is a file, and is found now or never
import json
import resource
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from vault.inspection.kinds import KINDS
from vault.inspection.verdicts import CANNOT_CHECK, Refused, Verdict

MEMORY = 512 * 1024 * 1024
SECONDS = 20
# Input, output and the words for whoever reads the log.
DOORS = 3


def main() -> None:
    ending, wanted = sys.argv[2], sys.argv[3:]
    _bound(resource.RLIMIT_AS, MEMORY)
    _bound(resource.RLIMIT_CPU, SECONDS)
    _bound(resource.RLIMIT_FSIZE, 0)
    _bound(resource.RLIMIT_CORE, 0)
    family = import_module(f"vault.inspection.{'words' if wanted else KINDS[ending].family}")
    _bound(resource.RLIMIT_NOFILE, DOORS)
    try:
        if wanted:
            answer_with_words(family.read, ending)
        else:
            answer(family.inspect, ending)
    except MemoryError:
        say({"refused": CANNOT_CHECK})
    except RecursionError:
        say({"refused": CANNOT_CHECK})


def _bound(what: int, most: int) -> None:
    resource.setrlimit(what, (most, most))


def answer(inspect: Callable[[bytes, str], Verdict], ending: str) -> None:
    data = sys.stdin.buffer.read()
    try:
        verdict = inspect(data, ending)
    except Refused as refused:
        say({"refused": str(refused)})
        return
    say({"media_type": verdict.media_type, "active": verdict.active, "copy": bool(verdict.copy)})
    if verdict.copy is None:
        return
    # Whatever goes wrong now, the file itself is taken: it only has no copy.
    copy = verdict.copy()
    sys.stdout.buffer.write(len(copy).to_bytes(8, "big"))
    sys.stdout.buffer.write(copy)
    sys.stdout.buffer.flush()


def answer_with_words(read: Callable[[bytes, str], Any], ending: str) -> None:
    """One line of JSON, and then the text: for whoever asked for ``words``."""
    try:
        found = read(sys.stdin.buffer.read(), ending)
    except Refused as refused:
        say({"refused": str(refused)})
        return
    text = found.text.encode("utf-8", "replace")
    say({"words": len(text), "whole": found.whole})
    sys.stdout.buffer.write(text)
    sys.stdout.buffer.flush()


def say(words: dict[str, object]) -> None:
    sys.stdout.buffer.write(json.dumps(words).encode() + b"\n")
    sys.stdout.buffer.flush()
