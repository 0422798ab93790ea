"""The digest, the commitment and the walk along a docket's chain. Nothing of Django in it.

A *header* is canonical JSON (UTF-8, sorted keys, no blanks, no floats) and holds no personal
data. Its digest is ``SHA256(0x00 || header)``; it names the digest before it, so a change
anywhere shows from there on. What was said and changed is the *payload*, sealed apart; the
header carries ``SHA256(0x02 || salt || payload)``, so the payload cannot be exchanged, and
can be destroyed without breaking the chain (docs/decisions/0007).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64
SALT_BYTES = 32


def canonical(value: Any) -> bytes:
    """The one way to write ``value`` down. Raises ``TypeError`` for floats."""
    _refuse_floats(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("A float has more than one spelling; the record takes none.")
    if isinstance(value, dict):
        for inner in value.values():
            _refuse_floats(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_floats(inner)


def digest(header: bytes) -> str:
    return hashlib.sha256(b"\x00" + header).hexdigest()


def commitment(salt: bytes, payload: bytes) -> str:
    return hashlib.sha256(b"\x02" + salt + payload).hexdigest()


@dataclass(frozen=True)
class Link:
    """One entry as the walk sees it: its place, its exact header bytes, its stored digest."""

    number: int
    header: bytes
    digest: str


@dataclass(frozen=True)
class Fault:
    """The first entry that is not as it was written, and in what way."""

    number: int
    reason: str


def walk(links: Iterable[Link], *, docket: str, length: int, head: str) -> Fault | None:
    """Check a whole chain; None when it is intact. Never raises on bad bytes."""
    before, expected = GENESIS, 1
    for link in links:
        if link.number != expected:
            return Fault(expected, f"entry {expected} is missing")
        reason = _fault_of(link, docket=docket, before=before)
        if reason:
            return Fault(link.number, reason)
        before, expected = link.digest, expected + 1
    if expected - 1 != length or (before if length else "") != head:
        return Fault(expected, "the chain does not end where the docket says")
    return None


def _fault_of(link: Link, *, docket: str, before: str) -> str:
    if digest(link.header) != link.digest:
        return "its digest does not match its header"
    try:
        header = json.loads(link.header)
        if canonical(header) != link.header:
            return "its header is not in canonical form"
        told = (header["docket"], header["number"], header["prev"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return "its header cannot be read"
    if told != (docket, link.number, before):
        return "it does not follow the entry before it"
    return ""
