"""Uploads are sealed as they arrive: no plain copy of evidence reaches a disk, or fills memory.

The file they are sealed into has no name, so it is gone when the request ends or its worker
dies; the key lies in memory only, so what a disk may still hold of it is noise.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import weakref
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from vault import files
from vault.files import CHUNK, LIMIT, OVERHEAD, TooLarge, purpose_of
from vault.keys import KEY_BYTES, DataKey, SealBroken

LARGEST_REQUEST = 220 * 1024 * 1024
MOST_FILES = 20


class Nameless:
    """A file that no folder knows. It is gone once nobody holds it, however that comes."""

    def __init__(self) -> None:
        with tempfile.TemporaryFile(dir=files.folder() / "arriving", buffering=0) as made:
            self.number = os.dup(made.fileno())
        self.close = weakref.finalize(self, os.close, self.number)

    @property
    def closed(self) -> bool:
        return not self.close.alive


class Sealer:
    """Takes a stream in any pieces, and gives it back once it is whole."""

    def __init__(self, *, limit: int = LIMIT) -> None:
        self.limit, self.size, self.number = limit, 0, 0
        self.held, self.plain = bytearray(), hashlib.sha256()
        self.key = DataKey(os.urandom(KEY_BYTES))
        self.lying = Nameless()

    def write(self, piece: bytes) -> None:
        """Raise ``TooLarge``, and forget everything, at the first byte past the limit."""
        self.size += len(piece)
        if self.size > self.limit:
            self.drop()
            raise TooLarge
        self.plain.update(piece)
        self.held += piece
        while len(self.held) > CHUNK:
            self._seal(bytes(self.held[:CHUNK]), last=False)
            del self.held[:CHUNK]

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        sealed = memoryview(self.key.seal(chunk, purpose_of(self.number, last=last)))
        while sealed:  # a disk may take a part only
            sealed = sealed[os.write(self.lying.number, sealed) :]
        self.number += 1

    def finish(self) -> SealedStream:
        self._seal(bytes(self.held), last=True)
        self.held.clear()
        return SealedStream(self.lying, self.key, self.size, self.plain.hexdigest())

    def drop(self) -> None:
        self.held.clear()
        self.lying.close()


class SealedStream(io.RawIOBase):
    """The plain bytes of a sealed file, opened chunk by chunk wherever they are read."""

    def __init__(self, lying: Nameless, key: DataKey, size: int, sha256: str) -> None:
        super().__init__()
        self.lying, self.key, self.size, self.sha256, self.at = lying, key, size, sha256, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence]
        self.at = max(base + offset, 0)
        return self.at

    def readinto(self, buffer: Any) -> int:
        number, skipped = divmod(self.at, CHUNK)
        if self.at >= self.size:
            return 0
        sealed = os.pread(self.lying.number, CHUNK + OVERHEAD, number * (CHUNK + OVERHEAD))
        last = (number + 1) * CHUNK >= self.size
        if not sealed:
            raise SealBroken("The file is cut short.")
        piece = self.key.open(sealed, purpose_of(number, last=last))[skipped:][: len(buffer)]
        buffer[: len(piece)] = piece
        self.at += len(piece)
        return len(piece)

    def close(self) -> None:
        self.lying.close()
        super().close()


class SealedUpload(UploadedFile[Any]):
    """An upload as forms know it, over bytes that lie sealed."""

    def __init__(self, stream: SealedStream, **about: Any) -> None:
        self.sha256 = stream.sha256
        super().__init__(io.BufferedReader(stream, CHUNK), size=stream.size, **about)


class Sealing(FileUploadHandler):
    """Stops at the first byte past what a file, or a request, may hold; reads no further."""

    chunk_size = CHUNK
    sealer: Sealer | None = None

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's name
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig("The files together are larger than 220 MB.")

    def new_file(self, *args: Any, **about: Any) -> None:
        super().new_file(*args, **about)
        self.sealer = Sealer()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.sealer is None:
            return
        try:
            self.sealer.write(raw_data)
        except TooLarge as large:
            raise RequestDataTooBig("A file is larger than 50 MB.") from large

    def file_complete(self, file_size: int) -> SealedUpload | None:
        if self.sealer is None:
            return None
        stream, self.sealer = self.sealer.finish(), None
        return SealedUpload(
            stream,
            name=self.file_name,
            content_type=self.content_type,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        if self.sealer:
            self.sealer.drop()
            self.sealer = None
