"""Asking for an inspection: the plain bytes go to a bounded process, its answer comes back.

The answer is kept with the upload, so that a form and the verb after it ask only once.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext

from vault.files import CHUNK, LIMIT, TooLarge
from vault.inspection import verdicts
from vault.inspection.kinds import ENDINGS, KINDS, READABLE, SILENT, ending_of
from vault.uploads import SealedStream, Sealer

ROOT = Path(__file__).parents[2]
PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); from vault.inspection.child import main; main()"
)
WALL_SECONDS = 30.0
ANSWER_BYTES = 4096
# Each may take 512 MiB: a process of the web server asks for no more than two at once.
AT_ONCE = threading.BoundedSemaphore(2)


class NotTaken(ValueError):
    """A file that cannot be kept; the sentence says why and what to do."""


@dataclass(frozen=True)
class Finding:
    """What a file is. ``active``: it would run or carry something when it is opened.

    ``copy`` is a derivative of the same kind without what the file says of its maker, sealed
    until it is stored; None where none can be made.
    """

    media_type: str
    active: bool
    copy: SealedStream | None


@dataclass(frozen=True)
class Reading:
    """The words in a file. ``whole``: nothing of it was beyond reading, such as a picture."""

    text: str
    whole: bool


def inspect(upload: UploadedFile[Any]) -> Finding:
    """Raise ``NotTaken`` unless name, declared type and content agree on a kind we take."""
    kept: Finding | None = getattr(upload, "finding", None)
    if kept is None:
        try:
            kept = _find(upload)
        except verdicts.Refused as refused:
            raise NotTaken(f"“{upload.name}” {gettext(str(refused))}") from refused
        upload.finding = kept  # type: ignore[attr-defined]
    return kept


def _find(upload: UploadedFile[Any]) -> Finding:
    ending = ending_of(upload.name or "")
    kind = KINDS.get(ending)
    if kind is None:
        raise verdicts.Refused(verdicts.UNKNOWN)
    if not upload.size:
        raise verdicts.Refused(verdicts.EMPTY)
    if upload.size > LIMIT:
        raise verdicts.Refused(verdicts.TOO_LARGE)
    declared = (upload.content_type or "").split(";")[0].strip().lower()
    if declared not in SILENT | kind.declared:
        raise verdicts.Refused(verdicts.DISAGREES)
    found = _asked(upload, ending)
    if found.media_type != kind.media_type:
        raise verdicts.Refused(verdicts.DISAGREES)
    return found


def _asked(upload: UploadedFile[Any], ending: str) -> Finding:
    with _answering(upload.chunks(), ending) as child:
        return _answer_of(child)


def words_in(pieces: Iterable[bytes], media_type: str) -> Reading:
    """The words in a file that was taken, read by the same bounded process."""
    ending = ENDINGS.get(media_type, "")
    if ending not in READABLE:
        return Reading("", whole=False)
    with _answering(pieces, ending, "words") as child:
        told, out = _told_by(child)
        if "refused" in told:
            return Reading("", whole=False)
        text = out.read(told["words"])
        whole = told["whole"] and len(text) == told["words"]
        return Reading(text.decode("utf-8", "replace"), whole)


@contextlib.contextmanager
def _answering(
    pieces: Iterable[bytes], ending: str, *wanted: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run the process. One that dies without an answer has met what it could not check."""
    command = [sys.executable, "-I", "-c", PROGRAM, str(ROOT), ending, *wanted]
    with AT_ONCE, _started(command) as child:
        feeding = threading.Thread(target=_feed, args=(child, pieces), daemon=True)
        feeding.start()
        late = threading.Timer(WALL_SECONDS, child.kill)
        late.start()
        try:
            yield child
        finally:
            late.cancel()
            child.kill()
            feeding.join()


@contextlib.contextmanager
def _started(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    # An empty environment: what reads a hostile file holds no address and no secret.
    child = subprocess.Popen(  # noqa: S603 - our own program, with an ending from our own list
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LC_ALL": "C.UTF-8"},
        cwd="/",
    )
    with child:
        yield child


def _feed(child: subprocess.Popen[bytes], pieces: Iterable[bytes]) -> None:
    """Hand over the file; a child that has seen enough closes its end."""
    into: Any = child.stdin
    with contextlib.suppress(BrokenPipeError, ValueError, OSError):
        for piece in pieces:
            into.write(piece)
    with contextlib.suppress(BrokenPipeError, ValueError, OSError):
        into.close()


def _told_by(child: subprocess.Popen[bytes]) -> tuple[dict[str, Any], BinaryIO]:
    """The line with which it answers, and where what follows can be read."""
    out: Any = child.stdout
    line = out.readline(ANSWER_BYTES)
    told = json.loads(line) if line.endswith(b"\n") else {"refused": verdicts.CANNOT_CHECK}
    return told, out


def _answer_of(child: subprocess.Popen[bytes]) -> Finding:
    told, out = _told_by(child)
    if "refused" in told:
        raise verdicts.Refused(told["refused"])
    copy = _copy_from(out) if told["copy"] else None
    return Finding(told["media_type"], told["active"], copy)


def _copy_from(out: BinaryIO) -> SealedStream | None:
    """Seal the copy as it comes; one that is cut short or too large is none."""
    promised = int.from_bytes(out.read(8), "big")
    sealer = Sealer(limit=2 * LIMIT)
    try:
        for piece in iter(lambda: out.read(CHUNK), b""):
            sealer.write(piece)
    except TooLarge:
        return None
    if not promised or sealer.size != promised:
        sealer.drop()
        return None
    return sealer.finish()
