"""What is sent is sealed as it arrives, and no more is taken than may be kept."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.office import Office
from vault import files
from vault.keys import DataKey, SealBroken
from vault.uploads import LARGEST_REQUEST, SealedUpload, Sealer

FORM = "multipart/form-data; boundary=between"
PART = b'--between\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
MARK = b"Zephyrine Quillfeather "
KEY = DataKey(b"k" * 32)


class Stream:
    """A body made while it is read, which counts how much of it was."""

    def __init__(self, size: int) -> None:
        self.left, self.given, self.parts = size, 0, [PART]

    def read(self, size: int = -1) -> bytes:
        piece = self.parts.pop() if self.parts else MARK * (size // len(MARK) + 1)
        piece = piece[: min(size, self.left)]
        self.left -= len(piece)
        self.given += len(piece)
        return piece

    readline = read


def sent(*sizes: int) -> list[SealedUpload]:
    uploads = [
        SimpleUploadedFile(f"{n}.txt", (MARK * (size // len(MARK) + 1))[:size])
        for n, size in enumerate(sizes)
    ]
    request = RequestFactory().post("/", {"files": uploads})
    return request.FILES.getlist("files")


def lying(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def streamed(size: int) -> Stream:
    """Parse a request of one long file, as a page does that asks for it."""
    body = Stream(size)
    told = {"CONTENT_LENGTH": str(size), "wsgi.input": body}
    request = RequestFactory().generic("POST", "/", b"-", FORM, **told)
    with pytest.raises(RequestDataTooBig):
        _ = request.FILES
    return body


@pytest.mark.parametrize("size", [1, files.CHUNK - 1, files.CHUNK, files.CHUNK + 1, 1_000_000])
def test_an_upload_reads_as_it_was_sent(size: int) -> None:
    data = (MARK * (size // len(MARK) + 1))[:size]
    (upload,) = sent(size)

    assert (upload.size, upload.name, upload.content_type) == (size, "0.txt", "text/plain")
    assert upload.read() == data
    upload.seek(0)
    assert b"".join(upload.chunks()) == data
    assert upload.sha256 == hashlib.sha256(data).hexdigest()
    upload.seek(size // 2)
    assert upload.read(100) == data[size // 2 : size // 2 + 100]
    stored = files.store(upload.chunks(), KEY, limit=files.LIMIT)
    assert b"".join(files.read(stored.address, KEY)) == data


def test_no_plain_byte_and_no_name_reaches_a_disk(
    data_dir: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    (upload,) = sent(5_000_000)

    raw = upload.file.raw.lying.number
    on_disk = os.pread(raw, 10_000_000, 0)
    assert len(on_disk) > 5_000_000
    assert MARK not in on_disk
    assert (lying(data_dir), lying(elsewhere)) == ([], [])


def test_a_byte_that_changed_on_the_disk_is_noticed() -> None:
    sealer = Sealer()
    sealer.write(MARK * 10_000)
    stream = sealer.finish()
    os.pwrite(stream.lying.number, b"\x00\x00\x00\x00", files.CHUNK)

    with pytest.raises(SealBroken):
        stream.readall()


def test_a_file_of_50_mib_is_taken_and_one_byte_more_is_not() -> None:
    def pieces(size: int) -> Iterator[bytes]:
        yield from (bytes(files.CHUNK) for _ in range(size // files.CHUNK))
        yield bytes(size % files.CHUNK)

    sealer = Sealer()
    for piece in pieces(files.LIMIT):
        sealer.write(piece)
    assert sealer.finish().size == files.LIMIT == 52_428_800

    sealer = Sealer()
    for piece in pieces(files.LIMIT):
        sealer.write(piece)
    with pytest.raises(files.TooLarge):
        sealer.write(b"1")
    assert sealer.lying.closed


def test_no_more_than_51_mib_of_a_long_file_is_read(data_dir: Path) -> None:
    body = streamed(LARGEST_REQUEST)

    assert files.LIMIT < body.given <= 51 * 1024 * 1024
    assert lying(data_dir) == []


def test_nothing_of_a_request_past_220_mib_is_read() -> None:
    assert streamed(LARGEST_REQUEST + 1).given == 0
    assert LARGEST_REQUEST == 230_686_720


@pytest.mark.parametrize("checked", [True, False])
def test_a_request_that_is_too_large_gets_the_page_that_says_so(
    office: Office, checked: bool
) -> None:
    client, where = Client(enforce_csrf_checks=checked), reverse("follow", args=["ccmc"])
    assert client.get(where).status_code == 200
    size = str(LARGEST_REQUEST + 1)
    answer = client.generic("POST", where, b"--between--", FORM, CONTENT_LENGTH=size)

    assert answer.status_code == 413
    assert "The files are too large to send at once" in answer.content.decode()


def test_the_twenty_first_file_of_a_request_is_refused(office: Office) -> None:
    assert len(sent(*[1] * 20)) == 20
    with pytest.raises(TooManyFilesSent):
        sent(*[1] * 21)

    many: dict[str, Any] = {"uploads": [SimpleUploadedFile("a.txt", b"a") for _ in range(21)]}
    answer = Client().post(reverse("follow", args=["ccmc"]), many)
    assert answer.status_code == 413
