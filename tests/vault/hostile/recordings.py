"""Sound and films, and what only begins like them."""

from __future__ import annotations

import io
import struct
import wave


def wav(seconds: float = 0.1) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(int(8000 * seconds) * 2))
    return out.getvalue()


def mp3(frames: int = 20, *, tag: bytes = b"") -> bytes:
    """Frames of silence at 128 kbit/s and 44.1 kHz."""
    head = b"ID3\x04\x00\x00" + bytes([0, 0, 0, len(tag)]) + tag if tag else b""
    return head + (b"\xff\xfb\x90\x00" + bytes(413)) * frames


def box(name: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", 8 + len(data)) + name + data


def mp4(brand: bytes = b"isom") -> bytes:
    return box(b"ftyp", brand + bytes(4)) + box(b"moov", bytes(20)) + box(b"mdat", bytes(50))


LETTER = (
    b"From: ana@example.org\r\nTo: ethics@example.org\r\nDate: Mon, 2 Feb 2026 10:00:00 +0000\r\n"
    b"Subject: What was said\r\n\r\nHello.\r\n"
)
# The test file every virus scanner knows, in two parts: whole, it would set off one of ours.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
