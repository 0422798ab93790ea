"""Sound and films: the frame of the container is walked from its first byte to its last."""

from __future__ import annotations

from vault.inspection.verdicts import DAMAGED, NOT_THAT, Refused, Verdict

BRANDS = {b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1"}
BRANDS |= {b"M4A ", b"M4V ", b"M4B ", b"dash", b"MSNV", b"mmp4", b"f4v ", b"qt  ", b"3gp4", b"3gp5"}
BOXES = {b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"uuid", b"moof", b"mfra", b"sidx"}
BOXES |= {b"styp", b"meta", b"pdin", b"ssix", b"prft", b"udta", b"emsg", b"junk", b"pnot"}
RATES = {
    3: (44_100, 48_000, 32_000),
    2: (22_050, 24_000, 16_000),
    0: (11_025, 12_000, 8_000),
}
BITS_1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
BITS_2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
FEWEST_FRAMES = 3
# Before the first frame some programs leave silence; after the last, a tag.
MOST_PADDING = 64 * 1024


def inspect(data: bytes, ending: str) -> Verdict:
    if ending == "wav":
        return _wav(data)
    return _mp3(data) if ending == "mp3" else _mp4(data, ending)


def _wav(data: bytes) -> Verdict:
    """RIFF whose chunks follow one another to the end, a format before the sound."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise Refused(NOT_THAT)
    at, seen = 12, []
    ends = min(8 + int.from_bytes(data[4:8], "little"), len(data))
    while at + 8 <= ends:
        seen.append(data[at : at + 4])
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + length + length % 2
    if at > ends + 1 or b"fmt " not in seen or b"data" not in seen[seen.index(b"fmt ") :]:
        raise Refused(DAMAGED)
    return Verdict("audio/wav")


def _mp4(data: bytes, ending: str) -> Verdict:
    """Boxes that follow one another to the end, the first of them naming a known brand."""
    if data[4:8] != b"ftyp" or data[8:12] not in BRANDS:
        raise Refused(NOT_THAT)
    at, seen = 0, set()
    while at < len(data):
        length, name, least = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if length == 1:
            length, least = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        elif length == 0:
            length = len(data) - at
        if name not in BOXES or length < least or at + length > len(data):
            raise Refused(DAMAGED)
        seen.add(name)
        at += length
    if not {b"moov", b"mdat"} <= seen and b"moof" not in seen:
        raise Refused(DAMAGED)
    return Verdict("audio/mp4" if ending == "m4a" else "video/mp4")


def _mp3(data: bytes) -> Verdict:
    """MPEG frames of which each begins where the one before ends, nearly to the end."""
    at = 0
    if data[:3] == b"ID3":
        if any(byte & 0x80 for byte in data[6:10]):
            raise Refused(DAMAGED)
        size = sum(byte << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=False))
        at = 10 + size
    while at < len(data) and data[at] == 0 and at < MOST_PADDING:
        at += 1
    frames = 0
    while at + 4 <= len(data):
        length = _frame(data[at : at + 4])
        if not length:
            break
        frames, at = frames + 1, at + length
    if not frames:
        raise Refused(NOT_THAT)
    if frames < FEWEST_FRAMES or len(data) - at > MOST_PADDING:
        raise Refused(DAMAGED)
    return Verdict("audio/mpeg")


def _frame(header: bytes) -> int:
    """The length of an MPEG layer III frame by its header; 0 when it is none."""
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    bits, rate, padded = header[2] >> 4, header[2] >> 2 & 3, header[2] >> 1 & 1
    if header[0] != 0xFF or header[1] & 0xE0 != 0xE0 or layer != 1 or version == 1:
        return 0
    if bits in (0, 15) or rate == 3:
        return 0
    full = version == 3
    kilobits = (BITS_1 if full else BITS_2)[bits - 1]
    return (144 if full else 72) * kilobits * 1000 // RATES[version][rate] + padded
