"""Uploads stay in memory until they are sealed: no plain copy of evidence reaches a disk."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler

LARGEST_REQUEST = 64 * 1024 * 1024


class InMemory(MemoryFileUploadHandler):
    """Takes every file into memory, and refuses a request that is larger than 64 MiB."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's name
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig("The files together are larger than 64 MB.")
        self.activated = True
