"""ZIP, read with suspicion: its lists are checked before anything in it is unpacked.

Python's ``zipfile`` opens overlapping entries and believes the sizes they declare; here the
two lists of the archive have to agree, and unpacking stops at a number of bytes.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib

from vault.inspection.verdicts import DAMAGED, ENCRYPTED, NOT_THAT, UNFIT_ARCHIVE, Refused

MOST_ENTRIES = 2_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 100
# A small file of spaces packs better than any bomb needs to; the ratio is asked above this.
SMALL = 64 * 1024
LOCAL = struct.Struct("<4s5H3L2H")
PLAIN, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
ARCHIVES = (".zip", ".docx", ".xlsx", ".odt", ".jar", ".7z", ".rar", ".gz", ".tar", ".xz", ".bz2")
BEGINNINGS = (b"PK\x03\x04", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"\xfd7zXZ", b"BZh")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_archive(data: bytes) -> dict[str, bytes]:
    """Every member by name. Raises ``Refused`` before the first byte too many is unpacked."""
    if not data.startswith(b"PK\x03\x04"):
        raise Refused(NOT_THAT)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError) as fault:
        raise Refused(DAMAGED) from fault
    _check_lists(data, entries)
    budget, members = MOST_UNPACKED, {}
    for entry in entries:
        members[entry.filename] = _unpacked(data, entry, budget)
        budget -= len(members[entry.filename])
    return members


def _check_lists(data: bytes, entries: list[zipfile.ZipInfo]) -> None:
    if not entries or len(entries) > MOST_ENTRIES:
        raise Refused(UNFIT_ARCHIVE)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused(UNFIT_ARCHIVE)
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise Refused(UNFIT_ARCHIVE)
    ends = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        _check_entry(entry)
        start, stop = _range_of(data, entry)
        if entry.header_offset < ends or stop > len(data):
            raise Refused(UNFIT_ARCHIVE)
        ends = max(stop, start)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename.replace("\\", "/")
    if entry.flag_bits & 0x1:
        raise Refused(ENCRYPTED)
    if entry.compress_type not in (PLAIN, DEFLATED):
        raise Refused(UNFIT_ARCHIVE)
    if "\x00" in name or name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
        raise Refused(UNFIT_ARCHIVE)
    if stat.S_ISLNK(entry.external_attr >> 16) or name.lower().endswith(ARCHIVES):
        raise Refused(UNFIT_ARCHIVE)
    if entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        raise Refused(UNFIT_ARCHIVE)


def _range_of(data: bytes, entry: zipfile.ZipInfo) -> tuple[int, int]:
    """Where the packed bytes of an entry begin and end, by its own header beside them."""
    raw = data[entry.header_offset : entry.header_offset + LOCAL.size]
    if len(raw) < LOCAL.size or not raw.startswith(b"PK\x03\x04"):
        raise Refused(DAMAGED)
    fields = LOCAL.unpack(raw)
    name_length, extra_length = fields[-2], fields[-1]
    at = entry.header_offset + LOCAL.size
    if data[at : at + name_length] != entry.orig_filename.encode(
        "utf-8" if entry.flag_bits & 0x800 else "cp437", "replace"
    ):
        raise Refused(UNFIT_ARCHIVE)
    start = at + name_length + extra_length
    return start, start + entry.compress_size


def _unpacked(data: bytes, entry: zipfile.ZipInfo, budget: int) -> bytes:
    """One member: at most what it declared, and that is at most what is left of the budget."""
    start, stop = _range_of(data, entry)
    packed = data[start:stop]
    if entry.compress_type == DEFLATED:
        unpack = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            plain = unpack.decompress(packed, min(entry.file_size, budget) + 1)
        except zlib.error as fault:
            raise Refused(DAMAGED) from fault
    else:
        plain = packed
    if len(plain) != entry.file_size or len(plain) > budget:
        raise Refused(UNFIT_ARCHIVE)
    if zlib.crc32(plain) != entry.CRC:
        raise Refused(DAMAGED)
    if plain.startswith(BEGINNINGS):
        raise Refused(UNFIT_ARCHIVE)
    return plain


def pack(members: dict[str, bytes]) -> bytes:
    """The same members again, at a day that tells nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, plain in members.items():
            # A document of the OpenDocument kind begins with its type, readable as it lies.
            how = PLAIN if name == "mimetype" else DEFLATED
            about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            archive.writestr(about, plain, compress_type=how)
    return out.getvalue()
