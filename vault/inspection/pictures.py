"""Pictures: decoded to the last pixel, and drawn again without what the camera wrote down."""

from __future__ import annotations

import io
import warnings
import zlib

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from vault.inspection.verdicts import DAMAGED, NOT_THAT, PICTURE_TOO_LARGE, Refused, Verdict

MOST_PIXELS = 50_000_000
MOST_FRAMES = 200
FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "tif": "TIFF", "tiff": "TIFF"}
ORIENTATION = 0x0112
PNG_BEGINS = b"\x89PNG\r\n\x1a\n"

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
# All that could be asked for later is loaded now: once the doors shut, no file can be opened.
Image.init()


def inspect(data: bytes, ending: str) -> Verdict:
    form = FORMATS[ending]
    if form == "PNG":
        _checked_chunks(data)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            frames = _decode(data, form)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
            raise Refused(PICTURE_TOO_LARGE) from bomb
        except UnidentifiedImageError as unknown:
            raise Refused(NOT_THAT) from unknown
        except (OSError, ValueError, SyntaxError, EOFError, Warning, zlib.error) as fault:
            raise Refused(DAMAGED) from fault
    whole = frames == 1 or form == "TIFF"
    return Verdict(
        f"image/{form.lower()}", copy=(lambda: drawn_again(data, form)) if whole else None
    )


def _decode(data: bytes, form: str) -> int:
    """Decode every frame, counting pixels over all of them; return how many there are."""
    pixels, frames = 0, 0
    with Image.open(io.BytesIO(data), formats=[form]) as image:
        for frame in ImageSequence.Iterator(image):
            pixels, frames = pixels + frame.width * frame.height, frames + 1
            if pixels > MOST_PIXELS or frames > MOST_FRAMES:
                raise Refused(PICTURE_TOO_LARGE)
            frame.load()
    return frames


def _checked_chunks(data: bytes) -> None:
    """Check the sum of every chunk up to the end. What is appended is no part of a picture."""
    if not data.startswith(PNG_BEGINS):
        raise Refused(NOT_THAT)
    at = len(PNG_BEGINS)
    while True:
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(data):
            raise Refused(DAMAGED)
        if zlib.crc32(memoryview(data)[at + 4 : end - 4]) != int.from_bytes(
            data[end - 4 : end], "big"
        ):
            raise Refused(DAMAGED)
        if kind == b"IEND":
            return
        at = end


def drawn_again(data: bytes, form: str) -> bytes:
    """The pixels alone, turned the right way up: no EXIF, XMP, place, profile or comment."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(data), formats=[form]) as image:
        frames = [_bare(frame, form) for frame in ImageSequence.Iterator(image)]
    if form == "JPEG":
        frames[0].save(out, form, quality=90)
    elif form == "PNG":
        frames[0].save(out, form, compress_level=3)
    else:
        frames[0].save(
            out, form, compression="tiff_deflate", save_all=True, append_images=frames[1:]
        )
    return out.getvalue()


def _bare(frame: Image.Image, form: str) -> Image.Image:
    # A copy only where there must be one: a picture may fill a third of what memory is given.
    turned = frame.getexif().get(ORIENTATION, 1) != 1
    upright = ImageOps.exif_transpose(frame) if turned else frame
    modes = {"JPEG": ("RGB", "L"), "PNG": ("RGB", "RGBA", "L", "LA", "1", "I;16")}
    if upright.mode not in modes.get(form, ("RGB", "RGBA", "L", "1", "I;16")):
        seen_through = upright.has_transparency_data and form != "JPEG"
        upright = upright.convert("RGBA" if seen_through else "RGB")
    if form == "TIFF":
        upright = upright.copy()
    upright.load()
    upright.info = {}
    return upright
