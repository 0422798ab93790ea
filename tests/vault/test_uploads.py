"""What is sent stays in memory, and no more is taken than memory should hold."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.office import Office
from vault.uploads import LARGEST_REQUEST

FORM = "multipart/form-data; boundary=between"


def announce(client: Client, size: int) -> Any:
    """Open the form, then begin a request that says how large it will be."""
    where = reverse("file", args=["ccmc"])
    assert client.get(where).status_code == 200
    return client.generic("POST", where, b"--between--", FORM, CONTENT_LENGTH=str(size))


@pytest.mark.parametrize("checked", [True, False])
def test_a_request_past_64_mib_is_refused_before_it_is_read(office: Office, checked: bool) -> None:
    answer = announce(Client(enforce_csrf_checks=checked), LARGEST_REQUEST + 1)

    assert answer.status_code == 413
    assert "The files are too large to send at once" in answer.content.decode()


def test_64_mib_is_not_an_accident() -> None:
    assert LARGEST_REQUEST == 67_108_864


def test_a_large_file_never_becomes_a_temporary_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Django writes a file past two and a half megabytes to a disk; ours are sealed first."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    upload = SimpleUploadedFile("large.txt", b"Zephyrine " * 500_000)
    request = RequestFactory().post("/", {"files": upload})

    assert isinstance(request.FILES["files"], InMemoryUploadedFile)
    assert request.FILES["files"].size == 5_000_000
    assert list(tmp_path.iterdir()) == []
