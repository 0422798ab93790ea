"""The kinds of file that are taken: by ending, what they may be called, who reads them."""

from __future__ import annotations

from dataclasses import dataclass

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
# What a browser says when it does not know; it then claims nothing that could disagree.
SILENT = {"", "application/octet-stream", "binary/octet-stream"}


@dataclass(frozen=True)
class Kind:
    """``family`` names the module that parses it; ``declared`` what senders call it."""

    family: str
    media_type: str
    declared: frozenset[str]


def _kind(family: str, media_type: str, *others: str) -> Kind:
    return Kind(family, media_type, frozenset({media_type, *others}))


_JPEG = _kind("pictures", "image/jpeg", "image/jpg", "image/pjpeg")
_TIFF = _kind("pictures", "image/tiff", "image/tif", "image/x-tiff")
KINDS: dict[str, Kind] = {
    "pdf": _kind("pdf", "application/pdf", "application/x-pdf"),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": _kind("pictures", "image/png", "image/x-png"),
    "tiff": _TIFF,
    "tif": _TIFF,
    "docx": _kind("office", DOCX),
    "xlsx": _kind("office", XLSX),
    "odt": _kind("office", ODT),
    "txt": _kind("text", "text/plain"),
    "eml": _kind("text", "message/rfc822", "text/plain"),
    "mp3": _kind("sound", "audio/mpeg", "audio/mp3", "audio/mpeg3", "audio/x-mpeg"),
    "wav": _kind("sound", "audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"),
    "mp4": _kind("sound", "video/mp4", "audio/mp4", "application/mp4"),
    "m4a": _kind("sound", "audio/mp4", "audio/x-m4a", "audio/m4a", "video/mp4"),
}
# Whose words can be read; in a picture, a film or a recording nobody reads but a person.
READABLE = ("txt", "eml", "docx", "odt", "xlsx", "pdf")
ENDINGS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
    DOCX: "docx",
    XLSX: "xlsx",
    ODT: "odt",
    "text/plain": "txt",
    "message/rfc822": "eml",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "video/mp4": "mp4",
    "audio/mp4": "m4a",
}


def ending_of(name: str) -> str:
    """The ending of a file name, small and without its dot; empty when there is none."""
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""
