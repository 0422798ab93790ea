"""A virus scanner (clamd) is asked over its socket; the file goes there in pieces."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult

SECONDS = 120.0
PORT = 3310
LONGEST_ANSWER = 4096


class Unreachable(Exception):
    """The scanner did not answer. Nothing is known of the file; ask again later."""


@dataclass(frozen=True)
class Answer:
    """What the scanner said: ``clean``, ``infected`` or ``error``, and its own words."""

    state: str
    words: str


def ask(chunks: Iterable[bytes], scanner: SplitResult) -> Answer:
    """Scan a file by INSTREAM. Raises ``Unreachable``."""
    try:
        with _connected(scanner) as link:
            # Past its limit the scanner answers and hangs up, while we are still sending.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                link.sendall(b"zINSTREAM\0")
                for chunk in chunks:
                    if chunk:  # an empty piece would end the file
                        link.sendall(len(chunk).to_bytes(4, "big") + chunk)
                link.sendall(bytes(4))
            words = _answer(link)
    except OSError as silent:
        raise Unreachable(str(silent)) from silent
    if not words:
        raise Unreachable("The scanner hung up without an answer.")
    return Answer(_state_of(words), words)


def answers(scanner: SplitResult, within: float = 2.0) -> bool:
    """Whether the scanner is there at all."""
    try:
        with _connected(scanner, within) as link:
            link.sendall(b"zPING\0")
            return _answer(link) == "PONG"
    except OSError:
        return False


def _connected(scanner: SplitResult, within: float = SECONDS) -> socket.socket:
    if scanner.scheme == "tcp":
        address = (scanner.hostname or "localhost", scanner.port or PORT)
        return socket.create_connection(address, timeout=within)
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    link.settimeout(within)
    link.connect(scanner.path)
    return link


def _answer(link: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        piece = link.recv(LONGEST_ANSWER)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _state_of(words: str) -> str:
    # A file it could not look at to the end is not one in which it found something.
    if words.endswith(" FOUND") and "Heuristics.Limits.Exceeded" not in words:
        return "infected"
    return "clean" if words == "stream: OK" else "error"
