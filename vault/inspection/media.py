"""Pictures that lie inside another file: what they show, and nothing that they say."""

from __future__ import annotations

import io

from PIL import Image

from vault.inspection.pictures import MOST_PIXELS, PNG_BEGINS, drawn_again

# The chunks of a PNG that make the picture; all others are words, days, places and profiles.
PICTURE = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"}
FORMATS = ("JPEG", "GIF", "BMP", "TIFF")


def nothing() -> bytes:
    """A picture of one white point, in the place of one that cannot be drawn again."""
    out = io.BytesIO()
    Image.new("RGB", (1, 1), "white").save(out, "PNG")
    return out.getvalue()


def drawn(data: bytes) -> bytes:
    """The picture alone. Drawings that programs replay, and whatever else is none, are left out."""
    if data.startswith(PNG_BEGINS):
        return _without_words(data)
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            form = str(image.format)
            if image.width * image.height > MOST_PIXELS:
                return nothing()
            if form in {"JPEG", "TIFF"}:
                return drawn_again(data, form)
            image.load()
            image.info = {}
            out = io.BytesIO()
            image.save(out, form)
            return out.getvalue()
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return nothing()


def _without_words(data: bytes) -> bytes:
    kept, at = [PNG_BEGINS], len(PNG_BEGINS)
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if kind in PICTURE:
            kept.append(data[at:end])
        if kind == b"IEND":
            return b"".join(kept)
        at = end
    return nothing()
