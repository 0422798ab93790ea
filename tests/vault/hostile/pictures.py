"""Pictures: honest ones that tell too much, and others."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

NAME = "Zephyrine Quillfeather"
BEGINS = b"\x89PNG\r\n\x1a\n"


def picture(form: str, size: tuple[int, int] = (60, 40), **how: Any) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, form, **how)
    return out.getvalue()


def telling_jpeg() -> bytes:
    """EXIF with a name and a place, and a comment; lying on its side."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, NAME
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    return picture("JPEG", exif=exif, comment=NAME.encode())


def telling_png() -> bytes:
    words = PngInfo()
    words.add_text("Author", NAME)
    words.add_itxt("XML:com.adobe.xmp", f"<x>{NAME}</x>")
    return picture("PNG", pnginfo=words)


def telling_tiff() -> bytes:
    return picture("TIFF", tiffinfo={315: NAME})


def chunk(kind: bytes, data: bytes, crc: int | None = None) -> bytes:
    told = zlib.crc32(kind + data) if crc is None else crc
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", told)


def png_with_script() -> bytes:
    """A chunk whose sum is wrong, in which a page stands."""
    whole = picture("PNG")
    return whole[:33] + chunk(b"tEXt", b"<script>alert(1)</script>", crc=0) + whole[33:]


def png_of(width: int, height: int) -> bytes:
    """A picture of one colour, with as many pixels as it says, in a few kilobytes."""
    pack, row, packed = zlib.compressobj(9), bytes(1 + width // 8), b""
    packed = b"".join(pack.compress(row) for _ in range(height)) + pack.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return BEGINS + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def png_that_claims(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(100))
    return BEGINS + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def tiff_of_frames(frames: int) -> bytes:
    out = io.BytesIO()
    pages = [Image.new("L", (8, 8), n % 256) for n in range(frames)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    return out.getvalue()


GIF_AND_SCRIPT = b"GIF89a/*" + bytes(10) + b"*/=1;alert(1)//"
