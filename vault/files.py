"""Sealed files: streamed, hashed and encrypted in one pass, visible only when complete.

A file is cut into chunks of 64 KiB, each sealed with its number and whether it is the last,
so that a file cut short or put together in another order does not open. Its address is
a keyed hash of its content: nobody without the docket's key can tell what it holds, and the
same file in two dockets has two addresses.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from vault.keys import NONCE_BYTES, TAG_BYTES, DataKey, SealBroken

# The most one file may hold, said wherever a file is asked for.
LIMIT = 50 * 1024 * 1024
CHUNK = 64 * 1024
OVERHEAD = 1 + NONCE_BYTES + TAG_BYTES


class TooLarge(Exception):
    """The stream went past its limit; nothing of it was kept."""


@dataclass(frozen=True)
class Stored:
    """Where a file lies, and what it was. ``size`` is in bytes of the plain file."""

    address: str
    sha256: str
    size: int


def folder() -> Path:
    """Where sealed files lie; what is not complete yet lies in ``arriving`` inside it."""
    found = Path(settings.DATA_DIR) / "sealed"
    (found / "arriving").mkdir(parents=True, exist_ok=True)
    return found


def path_of(address: str) -> Path:
    return folder() / address[:2] / address


def _rechunked(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Cut a stream of any pieces into equal ones, and say which is the last."""
    held = b""
    for piece in chunks:
        held += piece
        while len(held) > CHUNK:
            yield held[:CHUNK], False
            held = held[CHUNK:]
    yield held, True


def _within(limit: int, size: int, chunk: bytes) -> int:
    if size + len(chunk) > limit:
        raise TooLarge
    return len(chunk)


def purpose_of(number: int, *, last: bool) -> str:
    """What the seal of one chunk is bound to: its place, and whether the file ends there."""
    return f"file chunk {number}{' last' if last else ''}"


def store(chunks: Iterable[bytes], key: DataKey, *, limit: int) -> Stored:
    """Seal a stream of at most ``limit`` bytes. Raises ``TooLarge``; leaves nothing behind."""
    plain, size = hashlib.sha256(), 0
    handle, temporary = tempfile.mkstemp(dir=folder() / "arriving")
    try:
        with os.fdopen(handle, "wb") as out:
            for number, (chunk, last) in enumerate(_rechunked(chunks)):
                size += _within(limit, size, chunk)
                plain.update(chunk)
                out.write(key.seal(chunk, purpose_of(number, last=last)))
            out.flush()
            os.fsync(out.fileno())
        address = key.fingerprint(plain.digest(), "file address")
        path_of(address).parent.mkdir(exist_ok=True)
        Path(temporary).replace(path_of(address))
        for directory in (path_of(address).parent, folder()):
            _sync(directory)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(temporary).unlink()
        raise
    return Stored(address, plain.hexdigest(), size)


def drop(address: str) -> None:
    """Throw a sealed file away; its key has gone or goes with it. Doing it twice is no fault."""
    path_of(address).unlink(missing_ok=True)


def _sync(directory: Path) -> None:
    """Make a rename survive a power cut."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def check(address: str, key: DataKey) -> None:
    """Raise ``SealBroken`` unless the whole file opens, also when it is gone."""
    try:
        for _ in read(address, key):
            pass
    except FileNotFoundError as gone:
        raise SealBroken("The file is gone.") from gone


def read(address: str, key: DataKey) -> Iterator[bytes]:
    """Yield the plain file chunk by chunk; raise ``SealBroken`` at the first wrong one."""
    with path_of(address).open("rb") as sealed:
        number, chunk = 0, sealed.read(CHUNK + OVERHEAD)
        while chunk:
            following = sealed.read(CHUNK + OVERHEAD)
            yield key.open(chunk, purpose_of(number, last=not following))
            number, chunk = number + 1, following
        if number == 0:
            raise SealBroken("The file is empty.")
