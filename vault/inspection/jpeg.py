"""The segments of a JPEG, for pictures that lie inside another file and are not drawn again."""

from __future__ import annotations

BEGINS = b"\xff\xd8"
SCAN = 0xDA
# Kept of the segments for applications: the form (JFIF) and how colours are meant (Adobe).
KEPT = {0xE0, 0xEE}
COMMENT = 0xFE


def without_segments(data: bytes) -> bytes:
    """The same picture without EXIF, XMP, places and comments; as it is when it is no JPEG."""
    if not data.startswith(BEGINS):
        return data
    kept, at = [BEGINS], len(BEGINS)
    while at + 4 <= len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if kind == SCAN:
            return b"".join([*kept, data[at:]])
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        telling = kind == COMMENT or (0xE0 <= kind <= 0xEF and kind not in KEPT)
        if not telling:
            kept.append(data[at:end])
        at = end
    return data
